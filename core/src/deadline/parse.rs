//! Reads time limits as they are written: canonical, or in the Vietnamese of decrees and portals.
//!
//! The text is folded (lower case, no diacritics) and cut into tokens; then it must be, from end to end: prefixes, one amount, perhaps
//! the same amount in words, one unit, perhaps "kể từ ngày nhận đủ hồ sơ". Whatever is left over makes it undetermined.

use super::amount::Amount;
use super::limit::{TimeLimit, Unit};
use crate::error::{Error, quote};
use crate::text::lower;

/// Longer texts are no time limits.
const LONGEST: usize = 2_000;

/// What may stand before the amount.
const PREFIXES: [&[&str]; 23] = [
    &["thoi", "han", "giai", "quyet"],
    &["thoi", "gian", "giai", "quyet"],
    &["trong", "thoi", "han"],
    &["giai", "quyet"],
    &["thuc", "hien"],
    &["tra", "ket", "qua"],
    &["khong", "vuot", "qua"],
    &["nhieu", "nhat"],
    &["trong", "thoi", "gian"],
    &["trong", "vong"],
    &["thoi", "han"],
    &["thoi", "gian"],
    &["khong", "qua"],
    &["toi", "da"],
    &["cham", "nhat", "la"],
    &["cham", "nhat"],
    &["within"],
    &["at", "most"],
    &["la"],
    &["trong"],
    &["≤"],
    &["<", "="],
    &[":"],
];

/// Units as they are written, longer spellings before the ones they begin with.
const UNITS: [(&[&str], Unit); 35] = [
    (&["ngay", "lam", "viec"], Unit::WorkingDay),
    (&["working_day"], Unit::WorkingDay),
    (&["working_days"], Unit::WorkingDay),
    (&["working", "days"], Unit::WorkingDay),
    (&["working", "day"], Unit::WorkingDay),
    (&["gio", "lam", "viec"], Unit::WorkingHour),
    (&["h", "lam", "viec"], Unit::WorkingHour),
    (&["working_hour"], Unit::WorkingHour),
    (&["working_hours"], Unit::WorkingHour),
    (&["working", "hours"], Unit::WorkingHour),
    (&["working", "hour"], Unit::WorkingHour),
    (&["same_day"], Unit::SameDay),
    (&["phut"], Unit::Minute),
    (&["minutes"], Unit::Minute),
    (&["minute"], Unit::Minute),
    (&["gio"], Unit::Hour),
    (&["tieng"], Unit::Hour),
    (&["hours"], Unit::Hour),
    (&["hour"], Unit::Hour),
    (&["h"], Unit::Hour),
    (&["ngay", "lich"], Unit::Day),
    (&["ngay"], Unit::Day),
    (&["calendar", "days"], Unit::Day),
    (&["calendar", "day"], Unit::Day),
    (&["days"], Unit::Day),
    (&["day"], Unit::Day),
    (&["tuan"], Unit::Week),
    (&["weeks"], Unit::Week),
    (&["week"], Unit::Week),
    (&["thang"], Unit::Month),
    (&["months"], Unit::Month),
    (&["month"], Unit::Month),
    (&["nam"], Unit::Year),
    (&["years"], Unit::Year),
    (&["year"], Unit::Year),
];

/// "Within the day", as procedures say it.
const SAME_DAY: [&[&str]; 6] = [
    &["ngay", "trong", "ngay", "lam", "viec"],
    &["ngay", "trong", "ngay"],
    &["trong", "ngay", "lam", "viec"],
    &["trong", "ngay"],
    &["same_day"],
    &["same", "day"],
];

/// How a tail about the moment of receipt begins.
const TAIL_BEGINS: [&[&str]; 4] = [&["ke", "tu"], &["tinh", "tu"], &["tu"], &["sau", "khi"]];

/// What a tail about the moment of receipt is made of.
const TAIL_WORDS: [&str; 57] = [
    "ke", "tinh", "tu", "sau", "ngay", "khi", "thoi", "diem", "luc", "co", "quan", "nhan", "duoc", "tiep", "du", "ho", "so",
    "don", "yeu", "cau", "to", "khai", "giay", "thanh", "phan", "hop", "le", "day", "va", "theo", "quy", "dinh", "dung", "cua",
    "phap", "luat", "hien", "hanh", "bo", "mot", "tra", "ket", "qua", "trung", "tam", "phuc", "vu", "chinh", "cong", "uy", "ban",
    "dan", "ubnd", "cap", "xa", "phuong", "hoan",
];

/// What must have been received for a tail to mean the receipt of the dossier.
const TAIL_OBJECTS: [&[&str]; 5] = [&["ho", "so"], &["giay", "to"], &["don"], &["yeu", "cau"], &["to", "khai"]];

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Number(String),
    Sign(char),
}

pub(super) fn time_limit(text: &str) -> Result<TimeLimit, Error> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return Err(Error::AmountInvalid { value: quote(text) });
    }
    let tokens = tokens(&fold(text));
    let undetermined = Ok(TimeLimit::undetermined(text));

    let rest = without_prefixes(&tokens);
    if let Some(rest) = SAME_DAY.iter().find_map(|phrase| strip(rest, phrase)) {
        return if is_tail(rest) { Ok(TimeLimit::same_day()) } else { undetermined };
    }
    if text.starts_with("- ") {
        // A bullet, or a minus: not for us to say.
        return undetermined;
    }
    let (rest, negative) = match rest {
        [Token::Sign('-' | '\u{2212}'), rest @ ..] => (rest, true),
        _ => (rest, false),
    };
    let Some((number, amount, rest)) = amount(rest, negative) else {
        return match rest {
            [Token::Word(word), Token::Word(unit)] if Unit::parse(unit).is_ok() => {
                Err(Error::AmountInvalid { value: quote(word) })
            }
            _ => undetermined,
        };
    };
    let canonical = matches!(rest, [Token::Word(unit)] if Unit::parse(unit).is_ok());
    if !canonical && is_ambiguous(number) {
        return undetermined;
    }
    match unit(rest) {
        // "Chậm nhất 17 giờ" is a time of day.
        Some((Unit::Hour | Unit::Minute, _)) if mentions(&tokens, &["cham", "nhat"]) => undetermined,
        Some((unit, rest)) if is_tail(rest) => TimeLimit::new(amount?, unit),
        Some(_) => undetermined,
        None => match rest {
            [Token::Word(_)] => {
                // As it was written, not as it was folded.
                let word = text.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches(|c| !is_letter(c));
                Err(Error::UnitUnknown { value: quote(word) })
            }
            [] => Err(Error::UnitUnknown { value: quote(text) }),
            _ => undetermined,
        },
    }
}

/// Whether the tokens hold a phrase anywhere.
fn mentions(tokens: &[Token], phrase: &[&str]) -> bool {
    tokens.windows(phrase.len()).any(|window| strip(window, phrase).is_some())
}

fn without_prefixes(mut tokens: &[Token]) -> &[Token] {
    loop {
        if SAME_DAY.iter().any(|phrase| strip(tokens, phrase).is_some()) {
            return tokens;
        }
        match PREFIXES.iter().find_map(|prefix| strip(tokens, prefix)) {
            Some(rest) => tokens = rest,
            None => return tokens,
        }
    }
}

/// An amount in digits, perhaps with the same amount in words in brackets: `03 (ba)`. Words alone are not read: without diacritics
/// "sáu ngày" (six days) is "sau ngày" (after the day).
fn amount(tokens: &[Token], negative: bool) -> Option<(&str, Result<Amount, Error>, &[Token])> {
    let [Token::Number(number), rest @ ..] = tokens else {
        return None;
    };
    let sign = if negative { "-" } else { "" };
    let amount = Amount::parse(&format!("{sign}{number}"));
    let [Token::Sign('('), inner @ ..] = rest else {
        return Some((number, amount, rest));
    };
    let close = inner.iter().position(|token| *token == Token::Sign(')'))?;
    let (inner, rest) = (inner.get(..close)?, inner.get(close + 1..)?);
    let same = match inner {
        [Token::Number(again)] => Amount::parse(again).ok(),
        _ => {
            let words = inner.iter().map(|token| match token {
                Token::Word(word) => Some(word.as_str()),
                _ => None,
            });
            number_in_words(&words.collect::<Option<Vec<_>>>()?).map(Amount::from)
        }
    };
    (same.is_some() && same.as_ref() == amount.as_ref().ok()).then_some((number.as_str(), amount, rest))
}

/// `1.000` may be one, or a thousand (`04.750` is no thousand); `1.000.000` is no decimal number.
fn is_ambiguous(number: &str) -> bool {
    let mut parts = number.split(['.', ',']);
    let whole = parts.next().unwrap_or_default();
    match (parts.next(), parts.next()) {
        (None, _) => false,
        (Some(fraction), None) => fraction.len() == 3 && whole.len() <= 3 && !whole.starts_with('0'),
        _ => true,
    }
}

fn unit(tokens: &[Token]) -> Option<(Unit, &[Token])> {
    UNITS.iter().find_map(|(words, unit)| Some((*unit, strip(tokens, words)?)))
}

/// Nothing, or "counted from the receipt of the complete dossier" in one of its wordings.
fn is_tail(tokens: &[Token]) -> bool {
    let tokens = match tokens {
        [rest @ .., Token::Sign('.' | ';')] => rest,
        _ => tokens,
    };
    let tokens = match tokens {
        [Token::Sign(','), rest @ ..] if !rest.is_empty() => rest,
        [Token::Sign('('), rest @ .., Token::Sign(')')] if !rest.is_empty() => rest,
        _ => tokens,
    };
    if tokens.is_empty() {
        return true;
    }
    let known = |token: &Token| match token {
        Token::Word(word) => TAIL_WORDS.contains(&word.as_str()),
        Token::Sign(sign) => *sign == ',',
        Token::Number(_) => false,
    };
    let mentions = |phrase: &[&str]| mentions(tokens, phrase);
    TAIL_BEGINS.iter().any(|words| strip(tokens, words).is_some())
        && tokens.iter().all(known)
        && mentions(&["nhan"])
        // "Bộ phận Tiếp nhận và Trả kết quả" receives the dossier; receiving another office's result is another matter.
        && (!mentions(&["ket", "qua"]) || mentions(&["tra", "ket", "qua"]))
        // "From the day after the receipt" starts elsewhere.
        && ![&["tiep", "theo"][..], &["sau", "ngay"], &["ngay", "sau"]].iter().any(|phrase| mentions(phrase))
        && TAIL_OBJECTS.iter().any(|object| mentions(object))
}

/// The tokens after a phrase they begin with.
fn strip<'a>(tokens: &'a [Token], phrase: &[&str]) -> Option<&'a [Token]> {
    let (head, rest) = tokens.split_at_checked(phrase.len())?;
    let matches = head.iter().zip(phrase).all(|(token, expected)| match token {
        Token::Word(word) => word == expected,
        Token::Sign(sign) => expected.chars().eq([*sign]),
        Token::Number(_) => false,
    });
    matches.then_some(rest)
}

fn digit(word: &str) -> Option<u32> {
    Some(match word {
        "mot" => 1,
        "hai" => 2,
        "ba" => 3,
        "bon" | "tu" => 4,
        "nam" | "lam" | "nham" => 5,
        "sau" => 6,
        "bay" => 7,
        "tam" => 8,
        "chin" => 9,
        _ => return None,
    })
}

/// One to 999 in words: "ba", "mười lăm", "hai mươi mốt", "một trăm tám mươi".
fn number_in_words(words: &[&str]) -> Option<u32> {
    match words {
        [] => None,
        [hundreds, "tram", rest @ ..] => {
            Some(digit(hundreds)? * 100 + if rest.is_empty() { 0 } else { number_in_words(rest).filter(|n| *n < 100)? })
        }
        [tens, "muoi"] => Some(digit(tens)? * 10),
        [tens, "muoi", ones] => Some(digit(tens)? * 10 + digit(ones)?),
        ["muoi"] => Some(10),
        ["muoi", ones] => Some(10 + digit(ones)?),
        [ones] => digit(ones),
        _ => None,
    }
}

fn tokens(folded: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = folded.chars().peekable();
    while let Some(first) = chars.next() {
        let mut run = String::from(first);
        if first.is_ascii_digit() {
            // A point or comma belongs to the number only between digits.
            let mut pending = None;
            while let Some(&next) = chars.peek() {
                match (next, pending) {
                    ('0'..='9', _) => run.extend(pending.take().into_iter().chain([next])),
                    ('.' | ',', None) => pending = Some(next),
                    _ => break,
                }
                chars.next();
            }
            let exponent: String = chars.clone().take_while(|c| c.is_ascii_alphanumeric() || *c == '+').collect();
            let digits = exponent.strip_prefix('e').map(|e| e.strip_prefix('+').unwrap_or(e));
            if pending.is_none() && digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit())) {
                run.push_str(&exponent);
                chars.by_ref().nth(exponent.len() - 1);
            }
            tokens.push(Token::Number(run));
            tokens.extend(pending.map(Token::Sign));
        } else if is_letter(first) {
            while let Some(next) = chars.next_if(|c| is_letter(*c)) {
                run.push(next);
            }
            tokens.push(Token::Word(run));
        } else if !first.is_whitespace() {
            tokens.push(Token::Sign(first));
        }
    }
    tokens
}

/// Letters of words and of stable names; of other scripts too, so that their words are words. From U+2000 on come signs.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || ('\u{a1}'..'\u{2000}').contains(&c)
}

/// Lower case without diacritics, composed or decomposed: "Ngày" and "NGÀY" are "ngay".
fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .map(lower)
        .map(|c| match c {
            'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' | 'â' | 'ầ' | 'ấ' | 'ẩ' | 'ẫ' | 'ậ' => {
                'a'
            }
            'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' => 'e',
            'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' => 'i',
            'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ờ' | 'ớ' | 'ở' | 'ỡ' | 'ợ' => {
                'o'
            }
            'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => 'u',
            'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' => 'y',
            'đ' => 'd',
            other => other,
        })
        .collect()
}
