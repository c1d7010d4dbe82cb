//! Small units borrow strength from the others.

/// What the units together say of a unit before it is asked: a beta distribution with parameters a and b.
///
/// Fitted by the method of moments for unequal sizes (Kleinman 1973): the mean over all, and the variance between units beyond what
/// chance explains. A unit's share is then drawn towards the mean, the more the fewer answered.
///
/// ```
/// use motcua::estimate::BetaPrior;
///
/// let prior = BetaPrior::fit(&[(5.0, 10.0), (9.0, 10.0), (170.0, 200.0), (120.0, 200.0)]).unwrap();
/// let (small, large) = (prior.shrink(10.0, 10.0), prior.shrink(200.0, 200.0));
/// assert!(prior.mean() < small && small < large && large < 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetaPrior {
    mean: f64,
    /// a + b; infinite when the units do not differ beyond chance.
    strength: f64,
}

impl BetaPrior {
    /// Fits to units of so many successes among so many answers (effective ones count as well); those without answers are left out.
    ///
    /// `None` with fewer than two units. When the units differ no more than chance explains, or all are at 0 or all at 100 %, every unit
    /// shrinks to the mean; when they differ as much as shares can, none shrinks.
    #[must_use]
    pub fn fit(units: &[(f64, f64)]) -> Option<Self> {
        let units: Vec<_> = units.iter().filter(|(_, n)| *n > 0.0 && n.is_finite()).collect();
        if units.len() < 2 {
            return None;
        }
        let total: f64 = units.iter().map(|(_, n)| n).sum();
        let mean = (units.iter().map(|(x, _)| x).sum::<f64>() / total).clamp(0.0, 1.0);
        let between: f64 = units.iter().map(|(x, n)| n * super::square(x / n - mean)).sum();
        let spread = mean * (1.0 - mean);
        // E(between) = spread · ((k − 1) + φ (N − Σn²/N − (k − 1))), where φ = 1 / (a + b + 1).
        let chance = (units.len() - 1) as f64;
        let room = total - units.iter().map(|(_, n)| n * n).sum::<f64>() / total - chance;
        let phi = if spread > 0.0 && room > 0.0 { (between / spread - chance) / room } else { 0.0 };
        let strength = if phi <= 0.0 { f64::INFINITY } else { (1.0 / phi - 1.0).max(0.0) };
        Some(Self { mean, strength })
    }

    /// The share expected of a unit that was not asked.
    #[must_use]
    pub const fn mean(self) -> f64 {
        self.mean
    }

    /// How many answers the others are worth: a + b. Infinite when the units do not differ beyond chance.
    #[must_use]
    pub const fn strength(self) -> f64 {
        self.strength
    }

    /// The share of a unit drawn towards the mean: (x + a) / (n + a + b).
    #[must_use]
    pub fn shrink(self, successes: f64, answers: f64) -> f64 {
        if self.strength.is_infinite() || answers + self.strength <= 0.0 {
            return self.mean;
        }
        ((successes + self.strength * self.mean) / (answers + self.strength)).clamp(0.0, 1.0)
    }
}
