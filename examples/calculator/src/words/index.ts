import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Text } from "../catalogue";
import type { Lang } from "../format";
import type { LaterWords } from "./vi-later";
import { vi, type FirstWords, type Words } from "./vi";

export type { Words } from "./vi";

const known: Partial<Record<Lang, FirstWords>> = { vi };

/** English comes when it is asked for; whether it came is the answer. */
export async function load(lang: Lang): Promise<boolean> {
  if (known[lang] !== undefined) return true;
  try {
    known[lang] = (await import("./en")).en;
    return true;
  } catch {
    return false;
  }
}

/** Adds the Vietnamese texts below the first screen. English comes whole. */
export const addLater = (later: LaterWords): void => void Object.assign(vi, later);

/** What is drawn before the texts below the first screen are there uses none of them. */
export const wordsIn = (lang: Lang): Words => (known[lang] ?? vi) as Words;

export const LangContext = createContext<Lang>("vi");

export function useWords(): { lang: Lang; w: Words } {
  const lang = useContext(LangContext);
  return { lang, w: wordsIn(lang) };
}

/** A text of the catalogue; Vietnamese where it has no translation. */
export const inLang = (text: Text, lang: Lang): string => (lang === "en" && text.en !== "" ? text.en : text.vi);

export const errorText = (code: string, w: Words): string => w.errors[code] ?? w.errors["other"] ?? code;

/** A limit as the library writes it, `3 working_day`, in words. */
export function limitText(limit: string, w: Words): string {
  const [amount = "", unit = ""] = limit.split(" ");
  return unit === "same_day" ? w.units["same_day"] ?? unit : w.amount(amount, w.units[unit] ?? unit);
}
