//! Search in Vietnamese.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{Catalogue, Procedure, ProcedureCode};
use crate::text::lower;

/// How a query fits, from the worst to the best; a better kind always ranks higher.
///
/// Within a kind, more of the query found ranks higher, then more of it found with its diacritics as written, then a name of which the
/// query covers more, then the lower code. A word fits a word; the last word also fits the beginning of one, for queries still being
/// typed, which tells nothing of how a word that is there whole was written. Case and diacritics are ignored (`đ` is `d`), and `hoà` is `hòa`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Match {
    /// More than half of the words are in the name or the field.
    MostWords,
    /// Every word is in the name or the field.
    AllWordsWithField,
    /// Every word is in the name.
    AllWords,
    /// The words follow one another in the name.
    Phrase,
    /// The beginning of the code.
    CodePrefix,
    /// The code.
    Code,
}

impl Match {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MostWords => "most_words",
            Self::AllWordsWithField => "all_words_with_field",
            Self::AllWords => "all_words",
            Self::Phrase => "phrase",
            Self::CodePrefix => "code_prefix",
            Self::Code => "code",
        }
    }
}

/// A procedure that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The procedure.
    pub procedure: &'a Procedure,
    /// How it fits.
    pub matched: Match,
    /// Higher is better: the kind in thousands of millions, then three figures each for the share of the query's words found, the share found
    /// as written, and the share of the name they cover (thousandths, rounded down, at most 999).
    pub score: u64,
}

/// A word with and without its marks.
#[derive(Debug)]
struct Word {
    /// As it stands, in small letters.
    written: String,
    plain: String,
    /// Letters with their marks taken apart, the tone last, so that its place in the word does not matter.
    marked: String,
}

pub(super) fn search<'a>(catalogue: &'a Catalogue, query: &str, limit: usize) -> Vec<Hit<'a>> {
    let words = words(query);
    let code = query.trim();
    let national = ProcedureCode::parse(code).ok().map(|code| code.national());
    let mut hits: Vec<Hit<'a>> = catalogue
        .procedures()
        .iter()
        .filter_map(|procedure| {
            let (matched, shares) = by_code(procedure, code, national.as_deref()).or_else(|| by_words(procedure, &words))?;
            let [found, marked, covered] = shares.map(|share| share.min(999));
            let score = (matched as u64 + 1) * 1_000_000_000 + found * 1_000_000 + marked * 1_000 + covered;
            Some(Hit { procedure, matched, score })
        })
        .collect();
    hits.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.procedure.id.cmp(&b.procedure.id)));
    hits.truncate(limit);
    hits
}

/// Kind, and thousandths of words found, found as written, and of the name covered.
type Fit = (Match, [u64; 3]);

fn by_code(procedure: &Procedure, query: &str, national: Option<&str>) -> Option<Fit> {
    let code = procedure.code.as_ref().map(ProcedureCode::national);
    let is_code = national.is_some() && code.as_deref() == national;
    if is_code || (!query.is_empty() && procedure.id.eq_ignore_ascii_case(query)) {
        return Some((Match::Code, [999; 3]));
    }
    // A family and a dot at least, else half the catalogue begins so.
    let long_enough = query.len() > 2 && query.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let begins = long_enough && code.is_some_and(|code| code.starts_with(query));
    begins.then_some((Match::CodePrefix, [999; 3]))
}

fn by_words(procedure: &Procedure, query: &[Word]) -> Option<Fit> {
    let name = words(&procedure.name);
    let field = words(procedure.field.as_deref().unwrap_or_default());
    let (last, others) = query.split_last()?;
    let fits = |index: usize, word: &Word, text: &Word| {
        word.plain == text.plain || (index == others.len() && text.plain.starts_with(&word.plain))
    };
    // Of a word still being typed, what is there is compared; of one that stands there whole, all of it and nothing else.
    let is_whole = |word: &Word| name.iter().chain(&field).any(|text| text.plain == word.plain);
    let as_written = |word: &Word, text: &Word| {
        if is_whole(word) { word.marked == text.marked } else { text.written.starts_with(&word.written) }
    };
    let all: Vec<&Word> = others.iter().chain([last]).collect();
    let find = |texts: &[&[Word]], fits: &dyn Fn(usize, &Word, &Word) -> bool| {
        let found = |&(index, word): &(usize, &&Word)| texts.iter().copied().flatten().any(|text| fits(index, word, text));
        all.iter().enumerate().filter(found).count()
    };
    let (in_name, anywhere) = (find(&[&name], &fits), find(&[&name, &field], &fits));
    let marked = find(&[&name, &field], &|index, word, text| fits(index, word, text) && as_written(word, text));
    let phrase =
        name.windows(all.len()).any(|run| run.iter().zip(&all).enumerate().all(|(index, (text, word))| fits(index, word, text)));
    let covered = name.iter().filter(|text| all.iter().enumerate().any(|(index, word)| fits(index, word, text))).count();
    let matched = if phrase {
        Match::Phrase
    } else if in_name == all.len() {
        Match::AllWords
    } else if anywhere == all.len() {
        Match::AllWordsWithField
    } else if anywhere * 2 > all.len() {
        Match::MostWords
    } else {
        return None;
    };
    let share = |part: usize, whole: usize| u64::try_from(part.saturating_mul(1000).checked_div(whole).unwrap_or(0)).unwrap_or(0);
    Some((matched, [share(anywhere, all.len()), share(marked, all.len()), share(covered, name.len())]))
}

/// The words of a text.
fn words(text: &str) -> Vec<Word> {
    let composed: String = text.nfc().map(lower).flat_map(char::to_lowercase).collect();
    composed.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c)).filter(|word| !word.is_empty()).map(word).collect()
}

fn word(text: &str) -> Word {
    let is_tone = |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let (tones, letters): (Vec<char>, Vec<char>) = text.nfd().partition(is_tone);
    let plain = letters.iter().filter(|&&c| !is_combining_mark(c)).map(|&c| if c == 'đ' { 'd' } else { c }).collect();
    Word { written: text.to_owned(), plain, marked: letters.into_iter().chain(tones).collect() }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn folding_ignores_case_marks_form_and_the_place_of_the_tone() {
        let plain = |text: &str| words(text).into_iter().map(|word| word.plain).collect::<Vec<_>>();
        assert_eq!(plain("ĐĂNG KÝ, Hộ-tịch (Ữ)"), ["dang", "ky", "ho", "tich", "u"]);
        assert_eq!(plain("e\u{323}\u{302}"), plain("ệ"));
        let marked = |text: &str| words(text).into_iter().map(|word| word.marked).collect::<Vec<_>>();
        assert_eq!(marked("hoà uỷ"), marked("HÒA ỦY"));
        assert_ne!(marked("hoa"), marked("hóa"));
        assert!(words(" ,.; ").is_empty());
    }
}
