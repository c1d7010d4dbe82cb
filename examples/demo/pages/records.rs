//! Petitions and the plan, as the library prints them, and the day's data as messages.

use anyhow::{Context, Result};
use motcua::wire::petition::PetitionsPageRequest;
use motcua::wire::plan::PlanPageRequest;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::with_way_back;
use crate::data;
use crate::output::File;
use crate::scene::Scene;
use crate::world::World;

pub(super) fn files(world: &World) -> Result<Vec<File>> {
    let register: Map<String, Value> = data::PETITIONS.read()?;
    let given = json!({"register": register, "unit": "Ủy ban nhân dân xã Triệu Bình", "public": false, "sample": true});
    let petitions = PetitionsPageRequest::deserialize(&given).context("petitions.json")?.evaluate()?;
    let plan = PlanPageRequest::deserialize(&world.plan).context("plan.json")?.evaluate()?;
    Ok(vec![
        File::new("petitions.html", "Sổ theo dõi phản ánh, kiến nghị", with_way_back(&petitions.html)),
        File::new("plan.html", "Kế hoạch cải cách hành chính và mục tiêu chất lượng", with_way_back(&plan.html)),
    ])
}

/// Files that can be fed to `evaluate` as they are: lists of questions.
pub(super) fn data(world: &World) -> Result<Vec<File>> {
    let questions = |scene: &Scene| {
        let codes: Vec<String> = scene.entries.iter().map(crate::scene::Entry::code).collect();
        // The codes stand in the order of the dossiers behind them; none is used twice.
        let first = json!({"operation": "duplicate_codes", "given": {"codes": codes}});
        let rest = scene.entries.iter().map(|entry| json!({"operation": "dossier", "given": entry.request}));
        let all: Vec<Value> = std::iter::once(first).chain(rest).collect();
        serde_json::to_string_pretty(&all).context("dossiers.json")
    };
    let imported: Value = data::IMPORTED.read()?;
    let surroundings = json!([
        {"operation": "interlinked", "given": data::INTERLINKED.read::<Value>()?},
        {"operation": "petition_register", "given": data::PETITIONS.read::<Value>()?},
        {"operation": "contact_record", "given": data::CONTACT.read::<Value>()?},
        {"operation": "dossier", "given": imported},
        {"operation": "plan_page", "given": world.plan},
    ]);
    Ok(vec![
        File::new("dossiers.json", "Hồ sơ của ngày, gửi được thẳng cho evaluate", questions(&world.today)?),
        File::new("2020-dossiers.json", "Hồ sơ năm 2020, gửi được thẳng cho evaluate", questions(&world.before)?),
        File::new(
            "surroundings.json",
            "Liên thông, phản ánh, đường dây nóng, kế hoạch: gửi được thẳng cho evaluate",
            serde_json::to_string_pretty(&surroundings).context("surroundings.json")?,
        ),
    ])
}
