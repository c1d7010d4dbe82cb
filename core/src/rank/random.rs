//! Random numbers that are the same on every machine.
//!
//! The generator is xoshiro256++, seeded by SplitMix64 from 64 bits. On the way from its bits to a draw there are only additions,
//! multiplications, divisions and square roots, which IEEE 754 fixes to the bit, and the logarithm and exponential of one portable
//! implementation: no operating system's mathematics is asked. The algorithms are written down here, as part of what a seed means:
//!
//! - *uniform*: the upper 52 bits plus one half, times 2⁻⁵², so never 0 and never 1;
//! - *normal*: Marsaglia's polar method. x and y are uniform on (-1, 1); s = x² + y² is drawn anew unless 0 < s < 1; f = √(-2 ln s ⁄ s);
//!   x·f is used first, then y·f;
//! - *gamma* of shape a ≥ 1: Marsaglia and Tsang (2000), with their squeeze 1 - 0.0331 x⁴; below 1: a draw of shape a + 1 times u^(1/a).

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng as _, SeedableRng as _};

/// A stream of draws.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    generator: Xoshiro256PlusPlus,
    /// The second of the last two normal draws.
    spare: Option<f64>,
}

/// After so many rejections a loop gives up. Each is rarer than one in four, so none ever does.
const TRIES: usize = 1000;

impl Stream {
    /// The stream of a name: its seed is the seed, exclusive or the 64-bit FNV-1a hash of the name in UTF-8. So what a unit draws hangs
    /// neither on its place nor on which other units there are.
    pub(super) fn named(seed: u64, name: &str) -> Self {
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Self { generator: Xoshiro256PlusPlus::seed_from_u64(seed ^ hash), spare: None }
    }

    /// Above 0 and below 1.
    fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 52) as f64;
        ((self.generator.next_u64() >> 12) as f64 + 0.5) * STEP
    }

    /// Of mean 0 and variance 1.
    pub(super) fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        for _ in 0..TRIES {
            let x = 2.0 * self.uniform() - 1.0;
            let y = 2.0 * self.uniform() - 1.0;
            let s = x * x + y * y;
            if s > 0.0 && s < 1.0 {
                let factor = (-2.0 * libm::log(s) / s).sqrt();
                self.spare = Some(y * factor);
                return x * factor;
            }
        }
        0.0
    }

    /// Of this shape and scale 1; nothing for a shape that is not above 0.
    pub(super) fn gamma(&mut self, shape: f64) -> f64 {
        if shape >= 1.0 {
            return self.large_gamma(shape);
        }
        if shape > 0.0 {
            let larger = self.large_gamma(shape + 1.0);
            return larger * libm::exp(libm::log(self.uniform()) / shape);
        }
        0.0
    }

    fn large_gamma(&mut self, shape: f64) -> f64 {
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        for _ in 0..TRIES {
            let x = self.normal();
            let t = 1.0 + c * x;
            if t <= 0.0 {
                continue;
            }
            let v = t * t * t;
            let u = self.uniform();
            let square = x * x;
            if u < 1.0 - 0.0331 * square * square || libm::log(u) < 0.5 * square + d * (1.0 - v + libm::log(v)) {
                return d * v;
            }
        }
        d
    }
}

#[cfg(test)]
mod tests {
    use super::Stream;

    #[test]
    fn draws_have_the_moments_they_should() {
        let mut stream = Stream::named(7, "x");
        let n = 200_000;
        let mut moments = |draw: &mut dyn FnMut(&mut Stream) -> f64| {
            let (sum, squares) = (0..n).fold((0.0, 0.0), |(sum, squares), _| {
                let x = draw(&mut stream);
                (sum + x, squares + x * x)
            });
            let mean = sum / f64::from(n);
            (mean, squares / f64::from(n) - mean * mean)
        };
        let near = |(mean, variance): (f64, f64), m: f64, v: f64| {
            // Five standard errors; the fourth moment of a gamma is 3 + 6/a times the squared variance.
            let se = (v / f64::from(n)).sqrt();
            assert!((mean - m).abs() < 5.0 * se, "mean {mean}, not {m}");
            assert!(
                (variance - v).abs() < 5.0 * v * ((2.0 + 6.0 / m.abs().max(0.3)) / f64::from(n)).sqrt(),
                "variance {variance}, not {v}"
            );
        };
        near(moments(&mut Stream::normal), 0.0, 1.0);
        near(moments(&mut Stream::uniform), 0.5, 1.0 / 12.0);
        for shape in [0.3, 0.5, 1.0, 4.5, 300.0] {
            near(moments(&mut |stream| stream.gamma(shape)), shape, shape);
        }
        assert_eq!(stream.gamma(0.0), 0.0);
        assert_eq!(stream.gamma(f64::NAN), 0.0);
    }
}
