//! Python: its lines as radon counts them.

pub mod raw;
