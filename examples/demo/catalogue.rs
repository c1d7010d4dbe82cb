//! The real procedures with what the office itself decides: shortened limits, the post, service levels. Those decisions are made up.

use anyhow::{Context, Result, ensure};
use motcua::TimeLimit;
use motcua::procedure::{Catalogue, ServiceLevel};
use serde::Deserialize;

use crate::data;
use crate::deadlines::CATALOGUE;

/// The decision all of them are said to stand in.
const DECISION: &str = "Quyết định của Chủ tịch UBND xã (mẫu)";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Commitment {
    id: String,
    local_limit: Option<String>,
    by_post: Option<bool>,
    service_level: Option<String>,
}

/// The procedures as the law has them.
pub(crate) fn of_law() -> Result<Catalogue> {
    let loaded = Catalogue::from_csv(CATALOGUE.as_bytes());
    ensure!(loaded.complaints().is_empty(), "catalogue.csv: {:?}", loaded.complaints());
    Ok(loaded.into_catalogue())
}

/// The same with what the commune committed to.
pub(crate) fn of_the_commune() -> Result<Catalogue> {
    let mut procedures = of_law()?.procedures().to_vec();
    for commitment in data::COMMITMENTS.read::<Vec<Commitment>>()? {
        let procedure = procedures.iter_mut().find(|procedure| procedure.id == commitment.id);
        let version = procedure.and_then(|procedure| procedure.versions.last_mut());
        let version = version.with_context(|| format!("commitments.json: no procedure {}", commitment.id))?;
        if let Some(limit) = &commitment.local_limit {
            version.terms.local = Some(TimeLimit::parse(limit)?);
            version.local_basis = Some(DECISION.to_owned());
        }
        version.by_post = commitment.by_post;
        version.result_by_post = commitment.by_post;
        version.service_level = commitment.service_level.as_deref().map(ServiceLevel::parse).transpose()?;
        if version.service_level.map(ServiceLevel::as_str) == Some("partial") {
            version.partial_reason = Some("Phải đối chiếu bản chính khi trả kết quả (mẫu)".to_owned());
        }
    }
    Catalogue::new(procedures).context("the catalogue")
}
