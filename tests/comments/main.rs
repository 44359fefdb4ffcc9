//! Which function, class or file a comment excuses.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod layouts;
mod places;
