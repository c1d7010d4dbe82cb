//! The sets that are built in.

macro_rules! sets {
    ($($id:literal),+ $(,)?) => { &[$(($id, include_str!(concat!("../../data/rule_sets/", $id, ".json")))),+] };
}

/// Each id with its text.
pub(super) const TEXTS: &[(&str, &str)] = sets![
    "qd766_portal_2026",
    "qd766_portal_2025",
    "tt01_2018",
    "dti_2020",
    "papi_2011",
    "papi_2018",
    "par_ministry_1149_2020",
    "par_ministry_1150",
    "par_ministry_1294_2012",
    "par_ministry_2020_split",
    "par_ministry_2022_split",
    "par_ministry_876_2022",
    "par_province_1149_2020",
    "par_province_1150",
    "par_province_1294_2012",
    "par_province_2012_split",
    "par_province_2948_2017",
    "par_province_4361_2015",
    "par_province_876_2022",
    "pci_2006",
    "pci_2009",
    "pci_2013",
    "commune_template",
];
