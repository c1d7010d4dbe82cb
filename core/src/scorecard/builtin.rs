//! The sets that are built in.

/// Each with its id.
pub(super) const TEXTS: &[(&str, &str)] = &[
    ("qd766_portal_2026", include_str!("../../data/rule_sets/qd766_portal_2026.json")),
    ("qd766_portal_2025", include_str!("../../data/rule_sets/qd766_portal_2025.json")),
    ("tt01_2018", include_str!("../../data/rule_sets/tt01_2018.json")),
    ("dti_2020", include_str!("../../data/rule_sets/dti_2020.json")),
    ("papi_2011", include_str!("../../data/rule_sets/papi_2011.json")),
    ("papi_2018", include_str!("../../data/rule_sets/papi_2018.json")),
    ("par_ministry_1149_2020", include_str!("../../data/rule_sets/par_ministry_1149_2020.json")),
    ("par_ministry_1150", include_str!("../../data/rule_sets/par_ministry_1150.json")),
    ("par_ministry_1294_2012", include_str!("../../data/rule_sets/par_ministry_1294_2012.json")),
    ("par_ministry_2020_split", include_str!("../../data/rule_sets/par_ministry_2020_split.json")),
    ("par_ministry_2022_split", include_str!("../../data/rule_sets/par_ministry_2022_split.json")),
    ("par_ministry_876_2022", include_str!("../../data/rule_sets/par_ministry_876_2022.json")),
    ("par_province_1149_2020", include_str!("../../data/rule_sets/par_province_1149_2020.json")),
    ("par_province_1150", include_str!("../../data/rule_sets/par_province_1150.json")),
    ("par_province_1294_2012", include_str!("../../data/rule_sets/par_province_1294_2012.json")),
    ("par_province_2012_split", include_str!("../../data/rule_sets/par_province_2012_split.json")),
    ("par_province_2948_2017", include_str!("../../data/rule_sets/par_province_2948_2017.json")),
    ("par_province_4361_2015", include_str!("../../data/rule_sets/par_province_4361_2015.json")),
    ("par_province_876_2022", include_str!("../../data/rule_sets/par_province_876_2022.json")),
    ("pci_2006", include_str!("../../data/rule_sets/pci_2006.json")),
    ("pci_2009", include_str!("../../data/rule_sets/pci_2009.json")),
    ("pci_2013", include_str!("../../data/rule_sets/pci_2013.json")),
    ("commune_template", include_str!("../../data/rule_sets/commune_template.json")),
];
