//! Loops over columns with the widest vectors the processor has.

/// Runs loops as compiled for the processor at hand.
///
/// What they call has to be `#[inline(always)]`, or it keeps to the vectors all have. Answers are the same bits in both: nothing is contracted.
macro_rules! widest {
    ($loops:expr) => {
        $crate::vectors::run(
            #[inline(always)]
            || $loops,
        )
    };
}
pub(crate) use widest;

#[inline(always)]
pub(crate) fn run<R>(loops: impl FnOnce() -> R) -> R {
    #[cfg(all(feature = "simd", target_arch = "x86_64"))]
    {
        let level = fearless_simd::Level::new();
        if let Some(wide) = level.as_avx512() {
            return fearless_simd::Simd::vectorize(wide, loops);
        }
        if let Some(wide) = level.as_avx2() {
            return fearless_simd::Simd::vectorize(wide, loops);
        }
    }
    loops()
}
