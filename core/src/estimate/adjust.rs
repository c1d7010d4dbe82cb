//! Many comparisons at once.

use crate::error::{Error, quote};

/// How probabilities of chance are adjusted when many comparisons are made at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Adjustment {
    /// The chance of a single false alarm among all is held (Holm 1979).
    #[default]
    Holm,
    /// The share of false alarms among all alarms is held (Benjamini and Hochberg 1995).
    BenjaminiHochberg,
    /// Each for itself.
    None,
}

impl Adjustment {
    /// Reads the stable name: `holm`, `bh` or `none`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "holm" => Ok(Self::Holm),
            "bh" => Ok(Self::BenjaminiHochberg),
            "none" => Ok(Self::None),
            _ => Err(Error::OptionUnknown { option: "an adjustment", value: quote(text), known: "holm, bh, none" }),
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Holm => "holm",
            Self::BenjaminiHochberg => "bh",
            Self::None => "none",
        }
    }
}

/// Adjusts p-values, in the order given. Those that are no number stay out of the count.
///
/// ```
/// use motcua::estimate::{Adjustment, adjust};
///
/// assert_eq!(adjust(&[0.01, 0.25, 0.5], Adjustment::Holm), [0.03, 0.5, 0.5]);
/// assert_eq!(adjust(&[0.01, 0.25, 0.5], Adjustment::BenjaminiHochberg), [0.03, 0.375, 0.5]);
/// ```
#[must_use]
pub fn adjust(p_values: &[f64], adjustment: Adjustment) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = p_values.iter().copied().enumerate().filter(|(_, p)| !p.is_nan()).collect();
    order.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    let count = order.len();
    let mut adjusted = p_values.to_vec();
    let mut set = |place: usize, p: f64| {
        if let Some(slot) = adjusted.get_mut(place) {
            *slot = p.min(1.0);
        }
    };
    match adjustment {
        Adjustment::None => {}
        Adjustment::Holm => {
            let mut largest = 0.0_f64;
            for (smaller, &(place, p)) in order.iter().enumerate() {
                largest = largest.max(p * (count - smaller) as f64);
                set(place, largest);
            }
        }
        Adjustment::BenjaminiHochberg => {
            let mut smallest = 1.0_f64;
            for (smaller, &(place, p)) in order.iter().enumerate().rev() {
                smallest = smallest.min(p * count as f64 / (smaller + 1) as f64);
                set(place, smallest);
            }
        }
    }
    adjusted
}
