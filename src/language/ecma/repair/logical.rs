//! Which logical operators stand beside each other.

/// How strongly `&&` binds.
pub(super) const AND: u8 = 2;

/// The logical operator that an operation ends with: `??` takes none of the others as its operand without brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Logical {
    None,
    /// `??`
    Nullish,
    /// `||`, `&&`
    Boolean,
}

impl Logical {
    /// What an operator of some strength is, by its last byte.
    pub(super) fn of(power: u8, last: &[u8]) -> Logical {
        match last {
            b"?" => Logical::Nullish,
            _ if power <= AND => Logical::Boolean,
            _ => Logical::None,
        }
    }

    /// Whether two operators cannot stand beside each other.
    pub(super) fn mixes(self, other: Logical) -> bool {
        self != other && self != Logical::None && other != Logical::None
    }
}
