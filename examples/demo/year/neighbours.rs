//! Seventeen communes that do not exist, and the opinion forms of all eighteen. The same for the same seed.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// What the neighbours and the forms are drawn from.
const SEED: u64 = 4_018;
/// How many neighbours there are.
const COUNT: usize = 17;
/// The commune the demo is about.
pub(super) const OURS: &str = "trieu_binh";
/// The questions on a form, the last one about everything.
pub(super) const QUESTIONS: [&str; 6] = ["access", "procedure", "staff", "result", "feedback", "overall"];

/// A commune of the table.
pub(super) struct Commune {
    pub(super) id: String,
    pub(super) name: String,
    /// Its facts for the index; ours come from the data.
    pub(super) facts: Map<String, Value>,
    /// How well it works, from 0 to 1.
    quality: f64,
    /// How many filled in a form.
    forms: usize,
}

/// Our commune, with its facts, and its neighbours.
pub(super) fn communes(ours: &Map<String, Value>) -> (Vec<Commune>, String) {
    let mut random = Rng::with_seed(SEED);
    let mut communes =
        vec![Commune { id: OURS.to_owned(), name: "Triệu Bình".to_owned(), facts: ours.clone(), quality: 0.85, forms: 42 }];
    communes.extend((1..=COUNT).map(|number| neighbour(&mut random, number)));
    let forms = forms(&mut random, &communes);
    (communes, forms)
}

fn neighbour(random: &mut Rng, number: usize) -> Commune {
    // Spread evenly from good to poor, then shaken.
    let place = f64::from(u32::try_from(number).unwrap_or_default()) / 18.0;
    let quality = (0.86 - 0.12 * place + 0.03 * (random.f64() - 0.5)).clamp(0.0, 1.0);
    let facts = facts(random, quality);
    let forms = random.usize(28..=60);
    Commune { id: format!("neighbour_{number:02}"), name: format!("Xã lân cận {number:02} (mẫu)"), facts, quality, forms }
}

/// Facts of a year: everything is done about as well as the commune works.
fn facts(random: &mut Rng, quality: f64) -> Map<String, Value> {
    let mut part = |all: u32, power: f64| {
        let share = (quality.powf(power) + 0.05 * (random.f64() - 0.5)).clamp(0.0, 1.0);
        nearest(f64::from(all) * share).min(all)
    };
    let received = 3_000;
    let online = part(received, 2.5);
    let before = part(10_000, 3.5);
    // All between 95 and 98 %, one step of the rule.
    let on_time = part(90, 1.0) + 2_855;
    let facts = json!({
        "plan_issued": 1,
        "report_sent_on": if quality > 0.6 { "2026-11-27" } else { "2026-12-09" }, "report_due_on": "2026-12-05",
        "tasks_done": part(20, 0.4), "tasks_planned": 20,
        "documents_reviewed": part(14, 0.6), "documents_due": 14, "unlawful_documents": u32::from(quality < 0.65),
        "procedures_published": part(46, 0.3), "procedures": 46,
        "on_time": on_time, "received": received,
        "petitions_on_time": part(24, 0.5), "petitions": 24,
        "organisation_points": format!("{}.5", part(6, 0.3)),
        "staff_trained": part(40, 1.0), "staff": 40, "violations": u32::from(quality < 0.75),
        "budget_spent": part(500, 0.8), "budget_planned": 500,
        "online_dossiers": online, "online_eligible": received,
        "online_share_now": hundredths(u64::from(online) * 10_000 / u64::from(received)),
        "online_share_before": hundredths(u64::from(before)),
        "index_766": hundredths(u64::from(part(10_000, 0.9))),
        "initiatives": u32::from(quality > 0.8), "late_reports": u32::from(quality < 0.7) * 2,
    });
    if let Value::Object(facts) = facts { facts } else { Map::new() }
}

/// The forms of all communes as a table: a row a form, a column a question, levels 1 to 5.
fn forms(random: &mut Rng, communes: &[Commune]) -> String {
    let mut table = format!("respondent,unit,{}\n", QUESTIONS.join(","));
    for commune in communes {
        for number in 1..=commune.forms {
            // Some people are content with everything, some with little.
            let mood = 0.25 * (random.f64() - 0.5);
            let answers: Vec<String> = QUESTIONS.iter().map(|_| level(random, commune.quality + mood).to_string()).collect();
            table.push_str(&format!("{}-{number:03},{},{}\n", commune.id, commune.id, answers.join(",")));
        }
    }
    table
}

fn level(random: &mut Rng, quality: f64) -> u8 {
    match quality * 1.15 - random.f64() {
        over if over > 0.45 => 5,
        over if over > 0.08 => 4,
        over if over > -0.08 => 3,
        over if over > -0.25 => 2,
        _ => 1,
    }
}

/// Of what is drawn from 0 to some thousands.
fn nearest(value: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most what it is a share of")]
    let whole = value.round().max(0.0) as u32;
    whole
}

/// `87.52`.
fn hundredths(value: u64) -> String {
    format!("{}.{:02}", value / 100, value % 100)
}
