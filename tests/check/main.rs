//! `metrics check` and its configuration, from the command line: what goes in, what comes out, which exit status.

mod budgets;
mod caching;
mod coverage;
mod every_command;
mod excused;
mod exemptions;
mod fail_fast;
mod given;
mod init;
mod keys;
mod layers;
mod nested;
mod notebooks;
mod output;
mod page;
mod project;
mod reports;
mod sinks;
mod slips;
mod status;
#[path = "../surroundings/mod.rs"]
mod surroundings;

#[cfg(unix)]
mod balance;
#[cfg(unix)]
mod hostile;
#[cfg(unix)]
mod interrupted;
