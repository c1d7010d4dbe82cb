//! A total in words, with the numbers put in.

use super::aggregate::Tally;
use super::explain::{comma, rounding, shown};
use super::model::Part;
use super::score::Score;
use crate::exact::Exact;
use crate::law::Language;

impl Score<'_> {
    /// How the total came about: "45 × 100 / 80 + 3 − 5 = 54.25": the sum of the areas, scaled where something is left out of the points there are to
    /// have, bonus and penalty with what they end at, and rounding where it changes the number.
    #[must_use]
    pub fn explain_total(&self, language: Language) -> String {
        let text = self.worked(language);
        match language {
            Language::Vi => comma(&text),
            Language::En => text,
        }
    }

    fn worked(&self, language: Language) -> String {
        let areas: Vec<&Exact> = self.areas.iter().filter_map(|area| area.points.as_ref()).collect();
        let Some(exact) = &self.whole.exact_total else {
            let is_left_out = self.whole.is_out || !areas.is_empty();
            return if is_left_out {
                language.pick("không có tổng điểm: có nhóm chưa tính được", "no total: an area is left out").to_owned()
            } else {
                language.pick("không có tổng điểm: không có gì để tính", "no total: nothing is left to score").to_owned()
            };
        };
        let sum: Exact = areas.iter().copied().cloned().sum();
        let mut text = areas.iter().map(|points| shown(points)).collect::<Vec<_>>().join(" + ");
        let mut is_plain = areas.len() == 1;
        let mut left = sum;
        if let Some(max) = self.max().filter(|_| !self.whole.lost.is_zero()) {
            let rest = max - &self.whole.lost;
            let sum = if areas.len() > 1 { format!("({text})") } else { text };
            text = format!("{sum} × {} / {}", shown(max), shown(&rest));
            left = (&left * max).checked_div(&rest).unwrap_or(left);
            is_plain = false;
        }
        let pools = [
            (" + ", &self.whole.bonus, Part::Bonus, language.pick("điểm thưởng", "bonus")),
            (" − ", &self.whole.penalty, Part::Penalty, language.pick("điểm trừ", "penalty")),
        ];
        for (sign, tally, part, word) in pools {
            let Some(Tally { sum, counted }) = tally.as_ref().filter(|tally| !tally.sum.is_zero()) else { continue };
            text.push_str(sign);
            text.push_str(&shown(counted));
            if sum != counted {
                let most = language.pick("tối đa", "at most");
                text.push_str(&format!(" ({word} {}, {most} {})", shown(sum), shown(counted)));
            }
            left = if part == Part::Bonus { &left + counted } else { &left - counted };
            is_plain = false;
            let most =
                self.max().filter(|_| part == Part::Bonus && self.set.bonus.as_ref().is_some_and(|pool| pool.is_within_total));
            if let Some(most) = most.filter(|most| left > **most) {
                let word = language.pick("tối đa", "at most");
                text.push_str(&format!(" = {} → {} ({word} {})", shown(&left), shown(most), shown(most)));
                left = most.clone();
                is_plain = true;
            }
        }
        if !is_plain {
            text.push_str(&format!(" = {}", shown(&left)));
        }
        if left.is_negative() {
            let word = language.pick("tối thiểu", "at least");
            text.push_str(&format!(" → 0 ({word} 0)"));
        }
        if let Some(published) = self.published().filter(|published| published != exact) {
            let decimals = self.set.head.decimals;
            let decimals = self.set.head.rounding.total.map_or(decimals, |rounded| rounded.min(decimals));
            text.push_str(&rounding(&published, decimals, language));
        }
        text
    }
}
