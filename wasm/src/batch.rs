//! The same rules over columns: typed arrays in, typed arrays out.
//!
//! Rows cross in blocks through buffers of this module's memory: `TypedArray.set` copies a block at the speed of memory and the kernels
//! of the core find it in the first-level cache. What is passed in is never kept, and may be written to in place.

mod array;
pub mod dates;
pub mod days;
pub mod due;
mod element;
pub mod limits;
mod outcome;
pub mod time;

/// Rows that cross at a time: the buffers of a call stay in the first-level cache.
const BLOCK: usize = 4096;
