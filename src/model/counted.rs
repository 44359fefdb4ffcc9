//! Numbers of things, as a person writes them.

/// The number with its noun: `1 entry`, `2 entries`.
#[must_use]
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_is_one() {
        let texts = [0, 1, 2].map(|number| counted(number, "class", "classes"));
        assert_eq!(texts, ["0 classes", "1 class", "2 classes"]);
    }
}
