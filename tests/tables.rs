//! The published tables beside the vectors: no row is left out, and none has another answer than the one published.

#![allow(clippy::unwrap_used, reason = "a broken fact is a failing test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use motcua::Language;
use motcua::service_quality::{self, Indicator, Per};
use serde_json::Value;

type Row = BTreeMap<String, String>;

fn rows(table: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reference/indices").join(table).with_extension("csv");
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

fn cases(vectors: &str) -> BTreeMap<String, Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(vectors).with_extension("json");
    let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let cases = file["cases"].as_array().unwrap().iter();
    cases.map(|case| (case["id"].as_str().unwrap().to_owned(), case.clone())).collect()
}

fn slug(code: &str) -> String {
    code.to_lowercase().replace('.', "_")
}

/// A decimal with so many decimals, as text: the tables leave zeros at the end away.
fn printed(figure: &str, decimals: usize) -> String {
    let (whole, fraction) = figure.split_once('.').unwrap_or((figure, ""));
    assert!(fraction.len() <= decimals, "{figure}");
    format!("{whole}.{fraction:0<decimals$}")
}

#[test]
fn every_row_of_figures_is_a_vector() {
    let vectors = cases("score_766_tables");
    let mut seen = 0;
    for (table, group, column) in [
        ("idx766_phutho_payment_month", "payment", "score_published"),
        ("idx766_phutho_progress_year", "progress", "score_published_max20"),
        ("idx766_phutho_satisfaction_year_sample", "satisfaction", "total18"),
        ("idx766_phutho_digitized_year_sample", "digitisation", "total22"),
    ] {
        for row in rows(table) {
            let case = &vectors[&format!("{group}_{}", slug(&row["code"]))];
            assert_eq!(case["expect"]["groups"][group], Value::from(printed(&row[column], 2)), "{table} {}", row["code"]);
            assert_eq!(case["source"], Value::from(row["source"].as_str()));
            seen += 1;
        }
    }
    // The rows of the online group are terms of one unit; the last is its total.
    let online = rows("idx766_phutho_online_transparency_sample");
    let total = online.iter().find(|row| row["metric"] == "TOTAL").unwrap();
    assert_eq!(vectors["online_h44"]["expect"]["groups"]["online"], Value::from(printed(&total["score"], 2)));
    assert_eq!((seen + 1, online.len()), (vectors.len(), 4));
}

#[test]
fn every_row_of_group_scores_is_a_vector() {
    for (table, vectors, prefix, count) in [
        ("idx766_provinces_2025_ytd_oct", "score_766_2025_provinces", "province", 34),
        ("idx766_angiang_departments_2025_10", "score_766_departments", "department", 15),
    ] {
        let (rows, vectors) = (rows(table), cases(vectors));
        assert_eq!((rows.len(), vectors.len()), (count, count));
        for row in rows {
            let expect = &vectors[&format!("{prefix}_{}", slug(&row["code"]))]["expect"];
            assert_eq!(expect["total"], Value::from(printed(&row["total"], 2)), "{}", row["unit"]);
        }
    }
}

/// The counts of indices published with the tables: how many units have each band.
#[test]
fn bands_are_as_many_as_published() {
    for (vectors, counts) in [("score_766_2025_provinces", [4, 30, 0, 0, 0]), ("score_766_departments", [4, 6, 3, 1, 1])] {
        let vectors = cases(vectors);
        let with = |band: &str| vectors.values().filter(|case| case["expect"]["band"] == band).count();
        assert_eq!(["excellent", "good", "fair", "average", "weak"].map(with), counts);
    }
}

#[test]
fn every_composite_and_rank_is_a_vector() {
    let (rows, vectors) = (rows("dti_2020_top9"), cases("score_dti_2020"));
    assert_eq!(rows.len(), vectors.len());
    for (place, row) in rows.iter().enumerate() {
        let case = &vectors[&format!("dti_2020_{}", place + 1)];
        assert_eq!(case["expect"]["total"], Value::from(printed(&row["dti"], 4)), "{}", row["province"]);
    }
    let provinces = self::rows("idx766_provinces_2025_ytd_oct");
    let ranks = &cases("rank_tables")["rank_34_provinces_2025"];
    for (place, row) in provinces.iter().enumerate() {
        assert_eq!(ranks["given"]["scores"][place], Value::from(row["total"].as_str()));
        assert_eq!(ranks["expect"]["ranks"][place], Value::from(row["rank_published"].parse::<u64>().unwrap()));
    }
}

#[test]
fn the_nine_criteria_are_those_of_the_table() {
    let rows = rows("nd61_criteria");
    assert_eq!(rows.len(), Indicator::all().len());
    for (row, indicator) in rows.iter().zip(Indicator::all()) {
        assert_eq!(row["no"], indicator.number().to_string());
        assert_eq!(row["counts_for_officer_score"] == "1", indicator.counts_for_officer(), "{}", row["indicator"]);
        for points in 0..=2 {
            assert!(!row[&format!("pts{points}")].is_empty());
            assert!(indicator.level(points, Language::Vi).is_some_and(|level| !level.is_empty()));
        }
        // What is found out about the unit does not count for an officer.
        assert!(!(indicator.counts_for_officer() && indicator.per() != Per::Dossier));
    }
    let (first, last) = service_quality::force();
    assert_eq!((first.to_string(), last.to_string()), ("2019-01-06".to_owned(), "2025-06-30".to_owned()));
    assert!(service_quality::citations().iter().all(|citation| citation.instrument().is_some()));
}
