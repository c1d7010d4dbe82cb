use super::{ConfidenceLevel, IntervalMethod, Proportion};

#[test]
fn wilson_gives_the_anchors() {
    let level = ConfidenceLevel::default();
    for (successes, trials, low, high) in [
        (42, 50, 0.714_858, 0.916_626),
        (50, 50, 0.928_652, 1.0),
        (0, 20, 0.0, 0.161_125),
        (27, 30, 0.743_789, 0.965_400),
        (16, 20, 0.583_983, 0.919_342),
        (29_270, 35_268, 0.825_974, 0.833_816),
    ] {
        let interval = Proportion::new(successes, trials).unwrap().interval(IntervalMethod::Wilson, level);
        assert!((interval.low() - low).abs() < 1e-6, "{successes}/{trials}: {interval:?}");
        assert!((interval.high() - high).abs() < 1e-6, "{successes}/{trials}: {interval:?}");
    }
}

#[test]
fn dump() {
    use super::*;
    for p in [1e-12, 1e-6, 0.001, 0.025, 0.3, 0.5, 0.7, 0.975, 0.995, 0.999999] {
        println!("n {p} {:.17e}", normal_quantile(p));
    }
    for p in [1e-6, 0.025, 0.4, 0.975, 0.9995] {
        for d in [1.0, 2.0, 2.5, 5.0, 30.0, 1e3, 1e6, 1e9] {
            println!("t {p} {d} {:.17e}", t_quantile(p, d));
        }
    }
    for p in [1e-10, 1e-6, 0.025, 0.5, 0.975, 0.999999] {
        for (a, b) in [
            (1.0, 1.0),
            (0.5, 0.5),
            (1.0, 20.0),
            (43.0, 8.0),
            (29270.0, 5999.0),
            (0.001, 3.0),
            (1e6, 3.0),
            (3.0, 1e8),
            (5e8, 5e8),
            (1.5, 30.0),
        ] {
            println!("b {p} {a} {b} {:.17e}", beta_quantile(p, a, b));
        }
    }
    for p in [0.025, 0.5, 0.975] {
        for (a, b) in [(4.0, 20.0), (29.0, 145.0), (1.0, 1.0), (999.0, 4995.0), (1e5, 6e5)] {
            println!("f {p} {a} {b} {:.17e}", f_quantile(p, a, b));
        }
    }
}
