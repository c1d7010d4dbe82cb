//! Helper behind the cargo aliases.
fn main() {}
