//! Records as bytes: compact, in a fixed order of fields, and read back without trust.
//!
//! Integers are LEB128, floats their bits, texts and lists carry their length. A new field of a record is one more
//! name in its `fields!` line, and the compiler asks for it. Every such change needs a new [`FORMAT`].

use crate::model::{
    CellPlace, ClassMetrics, CognitiveTotals, CyclomaticTotals, Dialect, FileMetrics, FunctionKind,
    FunctionMetrics, Halstead, Location, ParseErrorPlace, Rank, RawLines, Scope, Status, Suppression,
    SuppressionForm,
};

/// Version of the encoding, the first byte of every record.
const FORMAT: u8 = 4;

/// Encodes a record.
#[must_use]
pub fn encode(metrics: &FileMetrics) -> Vec<u8> {
    let mut out = Vec::with_capacity(96 + 64 * metrics.functions.len());
    out.push(FORMAT);
    metrics.write(&mut out);
    out
}

/// Decodes a record in one of the languages; `None` for bytes that [`encode`] cannot have written.
#[must_use]
pub fn decode(bytes: &[u8], languages: &[&'static str]) -> Option<FileMetrics> {
    let (&FORMAT, rest) = bytes.split_first()? else { return None };
    let mut input = Input { rest, languages };
    let metrics = FileMetrics::read(&mut input)?;
    input.rest.is_empty().then_some(metrics)
}

/// The bytes that are left to read, and the languages that they may name.
pub(super) struct Input<'a> {
    rest: &'a [u8],
    languages: &'a [&'static str],
}

impl<'a> Input<'a> {
    pub(super) fn new(bytes: &'a [u8], languages: &'a [&'static str]) -> Input<'a> {
        Input { rest: bytes, languages }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(byte)
    }

    /// A number of things that take at least a byte each, so that a damaged length cannot ask for memory.
    fn length(&mut self) -> Option<usize> {
        let length = usize::try_from(u32::read(self)?).ok()?;
        (length <= self.rest.len()).then_some(length)
    }
}

/// A part of a record.
pub(super) trait Field: Sized {
    fn write(&self, out: &mut Vec<u8>);
    fn read(input: &mut Input<'_>) -> Option<Self>;
}

macro_rules! fields {
    // what follows `without` is no property of a content, and nothing when it is read
    ($type:ident: $($field:ident)+ $(; without $($absent:ident)+)?) => {
        impl Field for $type {
            fn write(&self, out: &mut Vec<u8>) {
                $(self.$field.write(out);)+
            }

            fn read(input: &mut Input<'_>) -> Option<$type> {
                Some($type { $($field: Field::read(input)?,)+ $($($absent: None,)+)? })
            }
        }
    };
}

/// Variants are numbered in the order given, from 0.
macro_rules! variants {
    ($type:ident: $($variant:ident)+) => {
        impl Field for $type {
            fn write(&self, out: &mut Vec<u8>) {
                const ALL: &[$type] = &[$($type::$variant),+];
                // exhaustive, so that a new variant does not compile before it stands in the list
                let known = match self { $($type::$variant => $type::$variant,)+ };
                let index = ALL.iter().position(|&variant| variant == known);
                out.push(u8::try_from(index.unwrap_or(ALL.len())).unwrap_or(u8::MAX));
            }

            fn read(input: &mut Input<'_>) -> Option<$type> {
                const ALL: &[$type] = &[$($type::$variant),+];
                ALL.get(usize::from(input.byte()?)).copied()
            }
        }
    };
}

fields!(FileMetrics: language status parse_errors parse_error dialect raw cyclomatic cognitive halstead maintainability
    maintainability_rank functions classes suppressions);
fields!(FunctionMetrics: name qualified_name kind depth location cyclomatic cyclomatic_mccabe cyclomatic_modified cognitive halstead
    parameters nesting body_hash; without coverage);
fields!(ClassMetrics: name qualified_name depth location cyclomatic cyclomatic_max weighted_methods methods);
fields!(ParseErrorPlace: line column bytes cell);
fields!(Suppression: line cell form metrics reason scope first count);
fields!(Location: line column end_line start_byte end_byte cell);
fields!(CellPlace: number line file_line file_end_line);
fields!(RawLines: loc lloc sloc comments single_comments multi blank);
fields!(CyclomaticTotals: module total average mean max);
fields!(CognitiveTotals: module total mean max sonar_file);
fields!(Halstead: distinct_operators distinct_operands total_operators total_operands);
variants!(FunctionKind: Function Method Closure Arrow Getter Setter Constructor FieldInitializer StaticBlock);
variants!(SuppressionForm: Own Malformed Noqa Complexipy Lizard Eslint);
variants!(Scope: Function Class File);
variants!(Dialect: Flow);
variants!(Status: Complete Partial);
variants!(Rank: A B C D E F);

/// The name of a language. The key does not tell it: the scripts of a component decide which one is theirs.
impl Field for &'static str {
    fn write(&self, out: &mut Vec<u8>) {
        write_text(self, out);
    }

    fn read(input: &mut Input<'_>) -> Option<&'static str> {
        let name = read_text(input)?;
        input.languages.iter().copied().find(|known| *known == name)
    }
}

impl Field for u32 {
    fn write(&self, out: &mut Vec<u8>) {
        let mut left = *self;
        while left >= 0x80 {
            out.push(left.to_le_bytes()[0] | 0x80);
            left >>= 7;
        }
        out.push(left.to_le_bytes()[0]);
    }

    fn read(input: &mut Input<'_>) -> Option<u32> {
        let mut value = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = input.byte()?;
            let part = u32::from(byte & 0x7f);
            if shift == 28 && part > 0x0f {
                return None;
            }
            value |= part << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

/// A hash: small values are no more likely than others.
impl Field for u64 {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }

    fn read(input: &mut Input<'_>) -> Option<u64> {
        Some(u64::from_le_bytes(input.take(8)?.try_into().ok()?))
    }
}

impl Field for f64 {
    fn write(&self, out: &mut Vec<u8>) {
        self.to_bits().write(out);
    }

    fn read(input: &mut Input<'_>) -> Option<f64> {
        u64::read(input).map(f64::from_bits)
    }
}

impl Field for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn read(input: &mut Input<'_>) -> Option<bool> {
        match input.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Field for String {
    fn write(&self, out: &mut Vec<u8>) {
        write_text(self, out);
    }

    fn read(input: &mut Input<'_>) -> Option<String> {
        read_text(input).map(str::to_owned)
    }
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    u32::try_from(text.len()).unwrap_or(u32::MAX).write(out);
    out.extend_from_slice(text.as_bytes());
}

fn read_text<'a>(input: &mut Input<'a>) -> Option<&'a str> {
    let length = input.length()?;
    std::str::from_utf8(input.take(length)?).ok()
}

impl<T: Field> Field for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        if let Some(value) = self {
            value.write(out);
        }
    }

    fn read(input: &mut Input<'_>) -> Option<Option<T>> {
        if bool::read(input)? { T::read(input).map(Some) } else { Some(None) }
    }
}

impl<T: Field> Field for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        u32::try_from(self.len()).unwrap_or(u32::MAX).write(out);
        for item in self {
            item.write(out);
        }
    }

    fn read(input: &mut Input<'_>) -> Option<Vec<T>> {
        let length = input.length()?;
        // no item is as small as a byte, and a list grows by itself if it must
        let mut list = Vec::with_capacity(length.min(1024));
        for _ in 0..length {
            list.push(T::read(input)?);
        }
        Some(list)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::cache) const LANGUAGES: &[&str] = &["javascript", "python"];

    /// A record in which no two neighbouring numbers are equal.
    pub(in crate::cache) fn sample(functions: u32) -> FileMetrics {
        let halstead = Halstead {
            distinct_operators: 3,
            distinct_operands: 200,
            total_operators: 70_000,
            total_operands: u32::MAX,
        };
        FileMetrics {
            language: "python",
            status: Status::Partial,
            parse_errors: 2,
            parse_error: Some(ParseErrorPlace { line: 3, column: 0, bytes: 12, cell: location(6).cell }),
            dialect: Some(Dialect::Flow),
            raw: RawLines { loc: 1, lloc: 2, sloc: 3, comments: 4, single_comments: 5, multi: 6, blank: 7 },
            cyclomatic: CyclomaticTotals { module: 1, total: 128, average: 2.5, mean: 2.25, max: 9 },
            cognitive: CognitiveTotals {
                module: 0,
                total: 16_384,
                mean: 1.75,
                max: 300,
                sonar_file: Some(7),
            },
            halstead,
            maintainability: 61.803_398_874_989_48,
            maintainability_rank: Rank::A,
            functions: (0..functions).map(|n| function(n, halstead)).collect(),
            classes: vec![ClassMetrics {
                name: "Ü".to_owned(),
                qualified_name: "Outer.Ü".to_owned(),
                depth: 0,
                location: location(5),
                cyclomatic: 4,
                cyclomatic_max: 11,
                weighted_methods: 12,
                methods: 3,
            }],
            suppressions: vec![Suppression {
                line: 11,
                cell: location(9).cell,
                form: SuppressionForm::Eslint,
                metrics: vec!["cognitive".to_owned()],
                reason: "ü".to_owned(),
                scope: Some(Scope::Class),
                first: 0,
                count: 1,
            }],
        }
    }

    fn function(n: u32, halstead: Halstead) -> FunctionMetrics {
        FunctionMetrics {
            name: format!("f{n}"),
            qualified_name: format!("Outer.Ü.f{n}"),
            kind: [FunctionKind::Function, FunctionKind::Method, FunctionKind::Closure][n as usize % 3],
            depth: n % 2,
            location: location(n),
            cyclomatic: n + 1,
            cyclomatic_mccabe: n.is_multiple_of(3).then_some(n + 2),
            cyclomatic_modified: n.is_multiple_of(2).then_some(n),
            cognitive: (!n.is_multiple_of(4)).then_some(n * n),
            halstead,
            parameters: n % 7,
            nesting: n % 5,
            body_hash: u64::from(n) << 40,
            coverage: None,
        }
    }

    fn location(line: u32) -> Location {
        let start_byte = line * 1000;
        let cell = line.is_multiple_of(3).then_some(CellPlace {
            number: line,
            line,
            file_line: line + 7,
            file_end_line: line + 9,
        });
        Location { line, column: 4, end_line: line + 3, start_byte, end_byte: start_byte + 77, cell }
    }

    #[test]
    fn a_record_comes_back_as_it_was() {
        for functions in [0, 1, 5, 2000] {
            let metrics = sample(functions);
            assert_eq!(decode(&encode(&metrics), LANGUAGES), Some(metrics));
        }
        assert_eq!(decode(&encode(&sample(1)), &["javascript"]), None, "a language that the program has not");
    }

    #[test]
    fn numbers_of_every_length_come_back() {
        for bits in 0..=32 {
            for value in [(1u64 << bits) - 1, 1u64 << bits, (1u64 << bits) + 1] {
                let Ok(value) = u32::try_from(value) else { continue };
                let mut out = Vec::new();
                value.write(&mut out);
                let mut input = Input { rest: &out, languages: &[] };
                assert_eq!(u32::read(&mut input), Some(value));
            }
        }
    }

    #[test]
    fn every_prefix_and_every_longer_text_is_refused() {
        let bytes = encode(&sample(3));
        for end in 0..bytes.len() {
            assert_eq!(decode(&bytes[..end], LANGUAGES), None, "prefix of {end}");
        }
        assert_eq!(decode(&[bytes.as_slice(), &[0]].concat(), LANGUAGES), None);
    }

    #[test]
    fn any_bytes_are_read_without_panic_and_without_asking_for_memory() {
        let bytes = encode(&sample(4));
        let mut random = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = || {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random
        };
        let mut decoded = 0;
        for _ in 0..50_000 {
            let mut damaged = bytes.clone();
            for _ in 0..=next() % 4 {
                let at = usize::try_from(next()).unwrap_or(0) % damaged.len();
                damaged[at] = next().to_le_bytes()[3];
            }
            decoded += usize::from(decode(&damaged, LANGUAGES).is_some());
        }
        assert!(decoded > 0 && decoded < 50_000, "{decoded} of 50,000 still look like a record");
        // a list that claims four thousand million functions
        let length = bytes.len();
        assert_eq!(decode(&[&bytes[..length.min(60)], &[0xff; 40]].concat(), LANGUAGES), None);
    }
}
