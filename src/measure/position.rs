//! Lines and columns of offsets in a text.

/// Where the lines of a text begin.
#[derive(Debug)]
pub(crate) struct LineStarts(Vec<u32>);

impl LineStarts {
    /// From the offsets at which lines begin, the first being 0.
    pub(crate) fn new(starts: Vec<u32>) -> LineStarts {
        LineStarts(starts)
    }

    /// Line (1-based) and column (bytes before it in its line) of an offset.
    pub(crate) fn position(&self, offset: u32) -> (u32, u32) {
        let line = self.0.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).map_or(0, |index| self.0[index]);
        (u32::try_from(line).unwrap_or(u32::MAX), offset - start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_at_a_line_start_is_in_that_line() {
        let lines = LineStarts::new(vec![0, 5, 9]);
        assert_eq!(lines.position(0), (1, 0));
        assert_eq!(lines.position(4), (1, 4));
        assert_eq!(lines.position(5), (2, 0));
        assert_eq!(lines.position(12), (3, 3));
    }
}
