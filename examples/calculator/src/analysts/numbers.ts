// Numbers as people read them: a comma and dots in Vietnamese. Nothing is counted here.
import { monthName, type Lang } from "../format";
import type { Grouping } from "./protocol";

const whole = { vi: new Intl.NumberFormat("vi-VN"), en: new Intl.NumberFormat("en-GB") };

export const count = (value: number, lang: Lang): string => whole[lang].format(value);

/** An exact decimal of the library. */
export const exact = (text: string, lang: Lang): string => (lang === "vi" ? text.replace(".", ",") : text).replace(/^-/, "−");

/** A share from 0 to 1 in percent, without the sign. */
export const share = (value: number, lang: Lang): string => exact((value * 100).toFixed(1), lang);

export const percent = (text: string | null, lang: Lang): string => (text === null ? "–" : `${exact(text, lang)} %`);

export const range = (low: number | null, high: number | null, lang: Lang): string =>
  low === null || high === null ? "–" : `${share(low, lang)}–${share(high, lang)}`;

/** What a group is called: months and quarters in words. */
export function groupName(key: string | null, by: Grouping, lang: Lang, unknown: string): string {
  if (key === null) return unknown;
  if (by === "month") return monthName(key, lang);
  if (by === "quarter") return key.replace(/^(\d+)-Q(\d)$/, lang === "vi" ? "Quý $2/$1" : "Quarter $2 of $1");
  return key;
}
