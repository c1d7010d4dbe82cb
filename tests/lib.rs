//! Shared vectors, oracle and properties. The Rust in the README runs here.

// Only where it runs: its links are those of the repository, not of this crate's pages.
#![cfg_attr(doctest, doc = include_str!("../README.md"))]
