//! The sets that are built in.

/// Each with its id.
pub(super) const TEXTS: &[(&str, &str)] = &[("qd766_portal_2026", include_str!("../../data/rule_sets/qd766_portal_2026.json"))];
