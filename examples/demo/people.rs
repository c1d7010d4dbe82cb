//! Applicants that nobody can take for real: a letter for a given name, a number of zeros, and the word "mẫu".

use fastrand::Rng;
use motcua::form::Applicant;

const FAMILIES: [&str; 12] = ["NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "PHAN", "VÕ", "ĐẶNG", "BÙI", "ĐỖ", "HỒ", "NGÔ"];
const MIDDLES: [&str; 2] = ["VĂN", "THỊ"];
const LETTERS: [char; 22] =
    ['A', 'B', 'C', 'D', 'Đ', 'E', 'G', 'H', 'I', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'X'];

/// The next applicant of a commune.
pub(crate) fn applicant(rng: &mut Rng, number: usize, commune: &str) -> Applicant {
    let family = rng.choice(FAMILIES).unwrap_or_default();
    let middle = rng.choice(MIDDLES).unwrap_or_default();
    let letter = rng.choice(LETTERS).unwrap_or('A');
    Applicant {
        name: format!("{family} {middle} {letter} (mẫu)"),
        id_number: Some(format!("{number:012}")),
        address: Some(format!("Thôn Mẫu {}, {commune}", rng.u8(1..=9))),
        phone: Some(format!("0000 000 {number:03}")),
        email: None,
    }
}
