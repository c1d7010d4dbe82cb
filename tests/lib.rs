//! Shared vectors, oracle and properties.
