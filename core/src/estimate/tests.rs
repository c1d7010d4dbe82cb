use super::{
    Adjustment, BetaPrior, Change, ConfidenceLevel, Design, DesignRow, IntervalMethod, LonelyPolicy, Proportion, Sample,
    VarianceMethod, adjust, beta_quantile, f_quantile, normal_quantile, t_quantile,
};

const METHODS: [IntervalMethod; 6] = [
    IntervalMethod::Wilson,
    IntervalMethod::ClopperPearson,
    IntervalMethod::Logit,
    IntervalMethod::KornGraubard,
    IntervalMethod::AgrestiCoull,
    IntervalMethod::Jeffreys,
];

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

/// Values of scipy 1.x.
#[test]
fn quantiles_are_good_to_ten_digits() {
    let close = |got: f64, wanted: f64| assert!((got / wanted - 1.0).abs() < 1e-10, "{got} is not {wanted}");
    close(normal_quantile(1e-6), -4.7534243088229);
    close(t_quantile(1e-6, 1.0), -318_309.886_182_743_5);
    close(t_quantile(0.975, 1e9), 1.959_963_986_912_325);
    close(beta_quantile(0.025, 29_270.0, 5_999.0), 0.825968562514166);
    close(beta_quantile(0.025, 0.5, 0.5), 0.00154133313343601);
    close(f_quantile(0.975, 29.0, 145.0), 1.67856661815929);
}

#[test]
fn every_interval_is_finite_and_holds_its_share() {
    for trials in [1_u64, 2, 3, 7, 30, 1000] {
        for successes in [0, 1, trials / 2, trials - 1, trials] {
            for method in METHODS {
                for level in [1e-9, 0.5, 0.95, 0.999_999_999] {
                    for effect in [0.5, 1.0, 40.0] {
                        let share = Proportion::new(successes.min(trials), trials).unwrap().with_design_effect(effect).unwrap();
                        let interval = share.interval(method, ConfidenceLevel::new(level).unwrap());
                        let context = format!("{share:?} {method:?} {level} {interval:?}");
                        assert!(interval.low() >= 0.0 && interval.high() <= 1.0, "{context}");
                        // The other two are not centred on the share.
                        if !matches!(method, IntervalMethod::AgrestiCoull | IntervalMethod::Jeffreys) {
                            assert!(interval.contains(share.share()), "{context}");
                        }
                    }
                }
            }
        }
    }
}

fn rows(clusters: &[&'static str]) -> Vec<DesignRow<'static>> {
    clusters.iter().map(|cluster| DesignRow { cluster: Some(cluster), weight: 1.0, ..DesignRow::default() }).collect()
}

#[test]
fn linearisation_and_jackknife_agree_for_a_mean_of_equal_clusters() {
    // By hand: cluster means 1, 1/2, 0, 1 around 5/8; variance 4/3 · Σ(z²) with z = (mean − 5/8)/4.
    let design = Design::new(&rows(&["a", "a", "b", "b", "c", "c", "d", "d"]), LonelyPolicy::Fail).unwrap();
    let sample = Sample::mean([1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 1.0].into_iter().enumerate());
    let wanted = 4.0 / 3.0 * (9.0 + 1.0 + 25.0 + 9.0) / 64.0 / 16.0;
    for method in [VarianceMethod::Taylor, VarianceMethod::Jackknife] {
        let estimate = design.estimate(&sample, &method).unwrap();
        assert!((estimate.variance() - wanted).abs() < 1e-12, "{method:?}");
    }
    let bootstrap = VarianceMethod::bootstrap(&design, 4000, 1).unwrap();
    let estimate = design.estimate(&sample, &bootstrap).unwrap();
    assert!((estimate.variance() / wanted - 1.0).abs() < 0.1, "{}", estimate.variance());
}

#[test]
fn a_single_cluster_leaves_everything_open() {
    let design = Design::new(&rows(&["a", "a", "a"]), LonelyPolicy::Adjust).unwrap();
    let estimate = design.estimate(&Sample::mean([(0, 1.0), (1, 1.0), (2, 0.0)]), &VarianceMethod::Taylor).unwrap();
    assert_eq!(estimate.standard_error(), None);
    for method in METHODS {
        let interval = estimate.interval(method, ConfidenceLevel::default());
        assert_eq!((interval.low(), interval.high()), (0.0, 1.0), "{method:?}");
    }
    assert_eq!(Design::new(&rows(&["a"]), LonelyPolicy::Fail).unwrap_err().code(), "value_out_of_range");
}

#[test]
fn nobody_is_no_estimate() {
    let design = Design::new(&[], LonelyPolicy::Fail).unwrap();
    assert!(design.estimate(&Sample::mean([]), &VarianceMethod::Taylor).is_none());
    let weightless = [DesignRow { weight: 0.0, ..DesignRow::default() }];
    let design = Design::new(&weightless, LonelyPolicy::Adjust).unwrap();
    assert!(design.estimate(&Sample::mean([(0, 1.0), (9, 1.0)]), &VarianceMethod::Taylor).is_none());
    let negative = [DesignRow { weight: -1.0, ..DesignRow::default() }];
    assert_eq!(Design::new(&negative, LonelyPolicy::Adjust).unwrap_err().path().as_deref(), Some("rows[0]"));
}

#[test]
fn units_that_do_not_differ_shrink_to_one() {
    assert_eq!(BetaPrior::fit(&[(1.0, 2.0)]), None);
    let prior = BetaPrior::fit(&[(5.0, 10.0), (10.0, 20.0)]).unwrap();
    assert_eq!((prior.mean(), prior.strength(), prior.shrink(0.0, 100.0)), (0.5, f64::INFINITY, 0.5));
    let apart = BetaPrior::fit(&[(0.0, 50.0), (50.0, 50.0)]).unwrap();
    assert!(apart.shrink(50.0, 50.0) > 0.99);
}

#[test]
fn a_change_between_extremes_is_neither_certain_nor_nothing() {
    let (none, all) = (Proportion::new(0, 2).unwrap().estimate(), Proportion::new(2, 2).unwrap().estimate());
    let change = Change::independent(&none, &all, IntervalMethod::Wilson, ConfidenceLevel::default());
    assert!(change.p_value() > 0.01 && change.p_value() < 0.2, "{change:?}");
    assert!(change.interval().low() < 0.5 && change.interval().high() <= 1.0, "{change:?}");
    let same = Change::independent(&all, &all, IntervalMethod::Wilson, ConfidenceLevel::default());
    assert_eq!(same.p_value(), 1.0);
}

#[test]
fn adjusted_p_values_are_in_order_and_no_smaller() {
    let p = [0.04, 0.01, f64::NAN, 0.03, 0.01];
    for adjustment in [Adjustment::Holm, Adjustment::BenjaminiHochberg] {
        let adjusted = adjust(&p, adjustment);
        assert!(adjusted[2].is_nan());
        assert!(p.iter().zip(&adjusted).all(|(p, adjusted)| p.is_nan() || adjusted >= p && *adjusted <= 1.0));
        assert!(adjusted[1] == adjusted[4] && adjusted[1] <= adjusted[3] && adjusted[3] <= adjusted[0]);
    }
}
