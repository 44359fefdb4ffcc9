//! Where a number ends, as `CPython`'s `tokenize` says: laxer than the parser (`0777` and `1L` pass).

use super::token::Malformed;

/// Offset after the number that starts at `start` with a digit, or with a point before a digit.
pub(super) fn number_end(line: &[u8], start: usize) -> Result<usize, Malformed> {
    let radix: Option<fn(&u8) -> bool> = match (line[start], line.get(start + 1)) {
        (b'0', Some(b'x' | b'X')) => Some(u8::is_ascii_hexdigit),
        (b'0', Some(b'o' | b'O')) => Some(|byte| (b'0'..b'8').contains(byte)),
        (b'0', Some(b'b' | b'B')) => Some(|byte| (b'0'..b'2').contains(byte)),
        _ => None,
    };
    match radix {
        Some(is_digit) => radix_end(line, start + 2, is_digit),
        None => decimal_end(line, start),
    }
}

fn radix_end(line: &[u8], start: usize, is_digit: fn(&u8) -> bool) -> Result<usize, Malformed> {
    let start = start + usize::from(line.get(start) == Some(&b'_'));
    let end = digits_end(line, start, is_digit)?;
    if has_digit(line, end) { Err(Malformed) } else { Ok(end) }
}

fn decimal_end(line: &[u8], start: usize) -> Result<usize, Malformed> {
    let mut end = if has_digit(line, start) { decimal_digits_end(line, start)? } else { start };
    if line.get(end) == Some(&b'.') {
        end += 1;
        if has_digit(line, end) {
            end = decimal_digits_end(line, end)?;
        }
    }
    if matches!(line.get(end), Some(b'e' | b'E')) {
        let signed = matches!(line.get(end + 1), Some(b'+' | b'-'));
        let exponent = end + 1 + usize::from(signed);
        if has_digit(line, exponent) {
            end = decimal_digits_end(line, exponent)?;
        } else if signed {
            return Err(Malformed);
        } else {
            return Ok(end);
        }
    }
    Ok(end + usize::from(matches!(line.get(end), Some(b'j' | b'J'))))
}

fn has_digit(line: &[u8], at: usize) -> bool {
    line.get(at).is_some_and(u8::is_ascii_digit)
}

fn decimal_digits_end(line: &[u8], start: usize) -> Result<usize, Malformed> {
    digits_end(line, start, u8::is_ascii_digit)
}

/// Offset after digits with single underscores between them.
fn digits_end(line: &[u8], start: usize, is_digit: fn(&u8) -> bool) -> Result<usize, Malformed> {
    let mut end = start;
    loop {
        let run = line[end..].iter().take_while(|byte| is_digit(byte)).count();
        if run == 0 {
            return Err(Malformed);
        }
        end += run;
        if line.get(end) != Some(&b'_') {
            return Ok(end);
        }
        end += 1;
    }
}
