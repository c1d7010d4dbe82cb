//! Shared vectors, oracle and properties. The Rust in the README runs here.

#![doc = include_str!("../README.md")]
