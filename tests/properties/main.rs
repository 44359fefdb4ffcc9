//! What holds for every file and every run, however large, deep, slow or broken a file is.

mod depth;
mod depth_of_scripts;
mod determinism;
mod edits;
#[path = "../surroundings/found.rs"]
mod found;
mod isolation;
mod measuring;
mod parts;
mod stream;
#[path = "../surroundings/mod.rs"]
mod surroundings;
