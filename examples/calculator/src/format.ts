// Dates, moments and amounts as people here write them. Nothing is counted in this file.

export type Lang = "vi" | "en";

const WEEKDAYS = {
  vi: ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
} as const;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const noon = (date: string): Date => new Date(`${date.slice(0, 10)}T12:00:00Z`);

/** 1 for Monday to 7 for Sunday: the column of a day in a month. */
export const column = (date: string): number => noon(date).getUTCDay() || 7;

export const weekday = (date: string, lang: Lang): string => WEEKDAYS[lang][noon(date).getUTCDay()] ?? "";

/** `24/11/2026`, or `24 November 2026`. */
export function plainDate(date: string, lang: Lang): string {
  const [year = "", month = "", day = ""] = date.slice(0, 10).split("-");
  return lang === "vi" ? `${day}/${month}/${year}` : `${Number(day)} ${MONTHS[Number(month) - 1] ?? ""} ${year}`;
}

/** `thứ Ba 24/11/2026`, or `Tuesday 24 November 2026`. */
export const longDate = (date: string, lang: Lang): string => `${weekday(date, lang)} ${plainDate(date, lang)}`;

export const clock = (moment: string): string => moment.slice(11, 16);

/** `17:00 thứ Ba 24/11/2026`. */
export const longMoment = (moment: string, lang: Lang): string => `${clock(moment)} ${longDate(moment, lang)}`;

export const monthName = (month: string, lang: Lang): string => {
  const [year = "", number = ""] = month.split("-");
  return lang === "vi" ? `Tháng ${Number(number)}/${year}` : `${MONTHS[Number(number) - 1] ?? ""} ${year}`;
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What was typed as `24/11/2026`, in the form the library takes. Other text stays as it is: the library says what is wrong. */
export function isoDate(typed: string): string {
  const text = typed.trim();
  const match = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/.exec(text);
  if (match === null) return text;
  const [, day = "", month = "", year = ""] = match;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** What was typed as `8:30`, `8h30` or `8 giờ`, as `08:30`; other text stays as it is. */
export function isoTime(typed: string): string {
  const match = /^(\d{1,2})\s*(?:[:.hg]|giờ)?\s*(\d{2})?$/i.exec(typed.trim());
  if (match === null) return typed.trim();
  const [, hour = "", minute = "00"] = match;
  return `${hour.padStart(2, "0")}:${minute}`;
}

/** Hours from and to which a part of the day goes with, and what is added to them; other hours with it say nothing. */
const DAY_PARTS: Record<string, readonly (readonly [number, number, number])[]> = {
  am: [[0, 11, 0], [12, 12, -12]],
  pm: [[1, 11, 12], [12, 23, 0]],
  sáng: [[0, 11, 0]],
  trưa: [[11, 13, 0], [1, 1, 12]],
  chiều: [[1, 6, 12], [12, 18, 0]],
  tối: [[6, 11, 12], [18, 23, 0]],
};
const SAME_PART: Record<string, string> = { sa: "am", ch: "pm" };

/** `4:15 chiều`, `3:20 PM` or `4:15:00 CH` as `16:15`; what cannot be told stays as it is. */
function dayTime(typed: string): string {
  const [, time = typed, word = ""] = /^(.*?)\s*(am|pm|sa|ch|sáng|trưa|chiều|tối)$/i.exec(typed) ?? [];
  const clockTime = /^\d{1,2}:\d{2}:\d{2}$/.test(time) ? time.padStart(8, "0") : isoTime(time.replace(/\s*phút$/i, ""));
  if (word === "") return clockTime;
  const part = word.toLowerCase();
  const hour = Number(clockTime.slice(0, 2));
  const fits = DAY_PARTS[SAME_PART[part] ?? part]?.find(([from, to]) => hour >= from && hour <= to);
  return fits === undefined ? typed : `${String(hour + fits[2]).padStart(2, "0")}${clockTime.slice(2)}`;
}

const dayAndTime = (typed: string): [date: string, time: string] => {
  const [, date = "", time = ""] = /^([^T\s]*)(?:[T\s]+(.*))?$/s.exec(typed.trim().normalize("NFC")) ?? [];
  return [date, time];
};

export const hasTime = (typed: string): boolean => dayAndTime(typed)[1] !== "";

/**
 * `23/11/2026 09:15`, `23/11/2026 4:15 chiều` or `2026-11-23T09:15:00` as the library takes moments; a day alone is its midnight.
 * Nothing that was typed is dropped: the library refuses what is left over.
 */
export function momentText(typed: string): string {
  const [date, time] = dayAndTime(typed);
  return `${isoDate(date)}T${time === "" ? "00:00" : dayTime(time)}`;
}

/** The civil time of Viet Nam, to the minute. It has been UTC+7 all along the years counted here. */
export const vietnamNow = (clockTime: number = Date.now()): string => new Date(clockTime + 7 * 3_600_000).toISOString().slice(0, 16);

/** A moment in Viet Nam's civil time as `20261124T100000Z`, the form calendars take. */
export const utcStamp = (moment: string): string =>
  new Date(`${moment.slice(0, 16)}:00+07:00`).toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");

/** `2 ngày 3 giờ 5 phút` of seconds on the clock, or hours and minutes of working time. */
export function duration(seconds: number, lang: Lang, days: boolean): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const parts: [number, string, string][] = days
    ? [[Math.floor(minutes / 1440), "ngày", "d"], [Math.floor(minutes / 60) % 24, "giờ", "h"], [minutes % 60, "phút", "min"]]
    : [[Math.floor(minutes / 60), "giờ", "h"], [minutes % 60, "phút", "min"]];
  const shown = parts.filter(([amount]) => amount > 0).map(([amount, vi, en]) => `${amount} ${lang === "vi" ? vi : en}`);
  return shown.length === 0 ? `0 ${lang === "vi" ? "phút" : "min"}` : shown.join(" ");
}
