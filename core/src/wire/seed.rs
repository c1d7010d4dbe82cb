//! What draws follow from.

use crate::error::Error;

/// The largest whole number that every language writes exactly, 2⁵³ − 1: a larger seed would be another one in JavaScript.
const LARGEST: u64 = (1 << 53) - 1;

/// The seed asked for, 0 if none was.
///
/// # Errors
/// `value_out_of_range` above 2⁵³ − 1.
pub(super) fn seed(given: Option<u64>) -> Result<u64, Error> {
    let seed = given.unwrap_or_default();
    if seed > LARGEST {
        return Err(Error::ValueOutOfRange { name: "seed", value: seed.to_string(), bound: "at most 9007199254740991" });
    }
    Ok(seed)
}
