//! What holds for every table of ranks, and chances that can be worked out.

#![allow(clippy::unwrap_used, reason = "a broken property is a failing test")]

use motcua::Exact;
use motcua::rank::{
    Across, Comparisons, Method, Options, Order, Rules, ScoredPeriod, Smoothing, Ties, Uncertain, Uncertainty, ranks,
    score_change, uncertainty,
};
use motcua::unit::Units;
use motcua::wire::evaluate;
use proptest::prelude::*;
use serde_json::{Value, json};

fn halves(scores: &[i64], method: Method, order: Order) -> Vec<f64> {
    let scores: Vec<Exact> = scores.iter().map(|&score| Exact::from(score)).collect();
    let rules = Rules { method, order, ties: Ties::Exact, decimals: None };
    ranks(&scores, &rules).unwrap().iter().map(|place| place.to_string().parse().unwrap()).collect()
}

fn drawn(units: &[(&str, u64, u64)], options: &Options) -> Uncertainty {
    uncertainty(units.iter().map(|&(id, successes, trials)| Uncertain::share(id, successes, trials)), options).unwrap()
}

/// P(Beta(a, b) > Beta(c, d)) for whole parameters: the sum over i < a of B(c + i, b + d) ⁄ ((b + i) B(1 + i, b) B(c, d)).
fn chance(a: u64, b: u64, c: u64, d: u64) -> f64 {
    let ln_factorial = |n: u64| (2..=n).map(|k| (k as f64).ln()).sum::<f64>();
    let ln_beta = |x: u64, y: u64| ln_factorial(x - 1) + ln_factorial(y - 1) - ln_factorial(x + y - 1);
    (0..a).map(|i| (ln_beta(c + i, b + d) - ((b + i) as f64).ln() - ln_beta(1 + i, b) - ln_beta(c, d)).exp()).sum()
}

#[test]
fn chances_are_those_that_can_be_worked_out() {
    assert!((chance(1, 1, 1, 1) - 0.5).abs() < 1e-12 && (chance(2, 1, 1, 1) - 2.0 / 3.0).abs() < 1e-12);
    let draws = 100_000;
    let options = Options { draws, smoothing: Smoothing::None, seed: 17, ..Options::default() };
    for (a, b) in [((28, 30), (26, 30)), ((1, 2), (1, 2)), ((3, 4), (290, 400)), ((9, 10), (5, 20))] {
        let options = Options { comparisons: Comparisons::Pairs(vec![("a".into(), "b".into())]), ..options.clone() };
        let found = drawn(&[("a", a.0, a.1), ("b", b.0, b.1)], &options).pairs[0].probability;
        let exact = chance(a.0, a.1 - a.0, b.0, b.1 - b.0);
        // Five standard errors.
        let tolerance = 5.0 * (exact * (1.0 - exact) / draws as f64).sqrt();
        assert!((found - exact).abs() < tolerance, "{a:?} above {b:?}: {found}, not {exact}");
    }
}

#[test]
fn a_commune_that_is_truly_fourth_is_seldom_surely_fourth() {
    // 18 communes, true satisfaction evenly from 80 to 95 %, 30 answers each: the fact sheet finds the fourth within 1 to 12 or so.
    let units: Vec<(String, u64)> =
        (0..18).map(|i| (format!("xa_{i:02}"), (30.0 * (0.95 - 0.15 * f64::from(i) / 17.0)).round() as u64)).collect();
    let units: Vec<(&str, u64, u64)> = units.iter().map(|(id, yes)| (id.as_str(), *yes, 30)).collect();
    let answer = drawn(&units, &Options { top: vec![4], confidence: Exact::parse("0.9").unwrap(), ..Options::default() });
    let fourth = &answer.units[3];
    assert!((0.3..0.7).contains(&fourth.in_top[0].probability), "{fourth:?}");
    assert!(fourth.interval.low <= 2 && (9..=15).contains(&fourth.interval.high), "{fourth:?}");
    let (marginal, simultaneous) = (fourth.marginal.unwrap(), fourth.simultaneous.unwrap());
    assert!(simultaneous.low <= marginal.low && marginal.high <= simultaneous.high);
}

#[test]
fn sets_hold_as_often_as_they_say() {
    // Estimates around known truths, again and again: how often is each true rank in its set, and all at once.
    let (truths, repeats) = ([0.0, 0.5, 1.0, 1.0, 3.0], 300);
    let unit = |id: usize, value: f64| {
        let estimate = motcua::rank::Evidence::Estimate {
            value: Exact::parse(&format!("{value:.9}")).unwrap(),
            standard_error: Exact::from(1),
        };
        Ok(Uncertain {
            id: format!("u{id}"),
            name: String::new(),
            fixed: Exact::zero(),
            weight: Exact::from(1),
            evidence: estimate,
        })
    };
    // A generator of its own, and normal by the sum of twelve uniform.
    let mut state = 12_345_u64;
    let mut uniform = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let (mut joint, mut simultaneous) = (0, 0);
    for repeat in 0..repeats {
        let values: Vec<f64> = truths.iter().map(|truth| truth + (0..12).map(|_| uniform()).sum::<f64>() - 6.0).collect();
        let units = values.iter().enumerate().map(|(id, value)| unit(id, *value));
        let answer = uncertainty(units, &Options { draws: 500, seed: repeat, ..Options::default() }).unwrap();
        // Equal truths share their places: either rank is theirs.
        let ahead = |truth: f64| truths.iter().filter(|other| **other > truth).count();
        let ties = |truth: f64| truths.iter().filter(|other| **other == truth).count();
        let holds = |low: usize, high: usize, truth: f64| low <= ahead(truth) + ties(truth) && ahead(truth) < high;
        let both = answer.units.iter().zip(truths);
        joint += u64::from(both.clone().all(|(unit, truth)| holds(unit.joint.low, unit.joint.high, truth)));
        simultaneous +=
            u64::from(both.clone().all(|(unit, truth)| unit.simultaneous.is_some_and(|set| holds(set.low, set.high, truth))));
    }
    // Sets of ranks are careful: they hold more often than 95 times in a hundred.
    assert!(joint * 100 >= repeats * 93 && simultaneous * 100 >= repeats * 93, "{joint}, {simultaneous} of {repeats}");
}

#[test]
fn what_a_unit_draws_does_not_hang_on_the_others() {
    let pairs = Comparisons::Pairs(vec![("a".into(), "b".into())]);
    let options = Options { comparisons: pairs, draws: 500, ..Options::default() };
    let alone = drawn(&[("a", 8, 10), ("b", 70, 100)], &options);
    let among = drawn(&[("x", 1, 2), ("b", 70, 100), ("y", 0, 9), ("a", 8, 10)], &options);
    assert_eq!(alone.pairs, among.pairs);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn methods_agree_with_one_another(scores in proptest::collection::vec(-5_i64..5, 0..40), up in any::<bool>()) {
        let order = if up { Order::Ascending } else { Order::Descending };
        let by = |method| halves(&scores, method, order);
        let (best, worst, dense, own, mean) =
            (by(Method::Competition), by(Method::Max), by(Method::Dense), by(Method::Ordinal), by(Method::Average));
        for i in 0..scores.len() {
            prop_assert!(dense[i] <= best[i] && best[i] <= own[i] && own[i] <= worst[i]);
            prop_assert_eq!(mean[i], f64::midpoint(best[i], worst[i]));
            for j in 0..scores.len() {
                prop_assert_eq!(best[i] < best[j], if up { scores[i] < scores[j] } else { scores[i] > scores[j] });
            }
        }
        let n = scores.len() as f64;
        prop_assert_eq!(mean.iter().sum::<f64>(), n * (n + 1.0) / 2.0);
        prop_assert_eq!(own.iter().sum::<f64>(), n * (n + 1.0) / 2.0);
    }

    #[test]
    fn the_parts_of_a_change_add_up(parts in proptest::collection::vec((-900_i64..900, -900_i64..900), 1..9), bonus in -50_i64..50) {
        let cents = |n: i64| Exact::from(n) / Exact::from(100);
        let areas = |of: &dyn Fn(&(i64, i64)) -> i64| parts.iter().enumerate().map(|(i, part)| (format!("a{i}"), cents(of(part)))).collect();
        let period = |areas: Vec<(String, Exact)>, total| ScoredPeriod { rule_set: "r".into(), areas, total, unit: None };
        let before = period(areas(&|part| part.0), None);
        let after = period(areas(&|part| part.1), Some(cents(parts.iter().map(|part| part.1).sum::<i64>() + bonus)));
        let change = score_change(&before, &after, &[], Across::Refuse, &Units::vietnam()).unwrap();
        let explained: Exact = change.areas.iter().map(|area| &area.change).sum();
        prop_assert_eq!(&change.rest, &cents(bonus));
        prop_assert_eq!(explained + change.rest, change.change);
    }

    #[test]
    fn no_input_stops_it(id in ".{0,3}", number in "[-+0-9.,eNa]{0,6}", count in any::<i64>(), draws in 0_u32..30, k in 0_u32..3) {
        let unit = json!({"id": id, "successes": number, "trials": count, "fixed": number});
        let given = [
            ("rank", json!({"scores": [number, count], "decimals": k})),
            ("rank_units", json!({"units": [{"id": id, "score": number}, {"id": "b", "score": count}], "decimals": k})),
            ("rank_uncertainty", json!({"units": [unit, {"id": "b", "score": number, "se": count}], "draws": draws, "top": [k]})),
            ("rank_sensitivity", json!({"criteria": [{"id": "x", "weight": count}, {"id": id, "weight": number}], "draws": draws,
                "units": [{"id": id, "values": {"x": number, id.clone(): count}}], "concentration": number})),
            ("score_change", json!({"before": {"rule_set": id, "groups": {"x": number}}, "after": {"rule_set": id, "groups": {"x": count}}})),
            ("unit", json!({"name": id, "on": number})),
        ];
        for (operation, given) in given {
            let answer: Value = serde_json::from_str(&evaluate(&json!({"operation": operation, "given": given}).to_string())).unwrap();
            prop_assert!(answer.get("expect").is_some() || answer.get("error").is_some());
        }
    }
}
