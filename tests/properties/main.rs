//! What holds for every file and every run, however large, deep, slow or broken a file is.

mod depth;
mod determinism;
mod growth;
mod isolation;
mod measuring;
