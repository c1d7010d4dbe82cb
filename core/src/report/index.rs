//! Which group has which place in the list of parts.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The most columns rows may be grouped by.
pub(super) const MOST_KEYS: usize = 4;

/// A group by its places in the lists of the caller; null is 0, a place one more than it is.
type Digits = [u32; MOST_KEYS];

/// One key: the group's place follows from the key. Several: groups in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    keys: usize,
    found: HashMap<(u64, u64), u32, BuildHasherDefault<Mix>>,
    digits: Vec<Digits>,
}

impl Index {
    pub(super) fn new(keys: usize) -> Self {
        Self { keys, ..Self::default() }
    }

    /// The keys rows are grouped by.
    pub(super) const fn keys(&self) -> usize {
        self.keys
    }

    /// Where the group of these digits is; a new one comes last.
    #[inline]
    pub(super) fn slot(&mut self, digits: Digits) -> u32 {
        let [first, ..] = digits;
        if self.keys < 2 {
            return first;
        }
        *self.found.entry(packed(digits)).or_insert_with(|| {
            self.digits.push(digits);
            u32::try_from(self.digits.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// Where the group of these digits is, if it is there.
    pub(super) fn find(&self, digits: Digits) -> Option<usize> {
        let [first, ..] = digits;
        if self.keys < 2 { Some(first as usize) } else { self.found.get(&packed(digits)).map(|slot| *slot as usize) }
    }

    /// How many places are taken when there are several keys.
    pub(super) fn len(&self) -> usize {
        self.digits.len()
    }

    /// The digits of a place.
    pub(super) fn digits(&self, slot: usize) -> Digits {
        if self.keys < 2 {
            [u32::try_from(slot).unwrap_or(u32::MAX), 0, 0, 0]
        } else {
            self.digits.get(slot).copied().unwrap_or_default()
        }
    }

    /// The group as the caller knows it.
    pub(super) fn key(&self, slot: usize) -> Vec<Option<u32>> {
        self.digits(slot).iter().take(self.keys).map(|digit| digit.checked_sub(1)).collect()
    }
}

fn packed([a, b, c, d]: Digits) -> (u64, u64) {
    let pair = |high: u32, low: u32| u64::from(high) << 32 | u64::from(low);
    (pair(a, b), pair(c, d))
}

/// A quick hash for a few small numbers; nobody chooses them to collide but the caller's own table.
#[derive(Clone, Copy, Debug, Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64((*byte).into()));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
