//! What files and classes say, as one number: by it they are known after they moved.

use super::{ClassMetrics, FileMetrics, FunctionMetrics, Scope};

impl FileMetrics {
    /// A hash of what a function or class, given by its index, or the file says; its own name does not count.
    #[must_use]
    pub fn body_hash(&self, scope: Scope, index: usize) -> u64 {
        match scope {
            Scope::Function => self.functions.get(index).map_or(0, |function| function.body_hash),
            Scope::Class => self.classes.get(index).map_or(0, |class| of_class(self, class)),
            Scope::File => combined(self.functions.iter(), u64::from(self.raw.lloc)),
        }
    }
}

fn of_class(file: &FileMetrics, class: &ClassMetrics) -> u64 {
    let place = class.location;
    // functions stand in the order of their beginnings
    let first = file.functions.partition_point(|function| function.location.start_byte < place.start_byte);
    let after = file.functions[first..].iter();
    let after = after.take_while(|function| function.location.start_byte <= place.end_byte);
    let inside = after.filter(|function| function.location.end_byte <= place.end_byte);
    combined(inside, u64::from(class.methods))
}

/// As names are no part of a body, they count here: a class of equal accessors is not any other such class.
fn combined<'a>(functions: impl Iterator<Item = &'a FunctionMetrics>, start: u64) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let add = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(PRIME);
    functions.fold(add(PRIME, start), |hash, function| {
        function.name.bytes().fold(add(hash, function.body_hash), |hash, byte| add(hash, u64::from(byte)))
    })
}
