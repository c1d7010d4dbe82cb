import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Text } from "../catalogue";
import type { Lang } from "../format";
import { en } from "./en";
import { vi, type Words } from "./vi";

export type { Words } from "./vi";

export const words: Record<Lang, Words> = { vi, en };

export const LangContext = createContext<Lang>("vi");

export function useWords(): { lang: Lang; w: Words } {
  const lang = useContext(LangContext);
  return { lang, w: words[lang] };
}

/** A text of the catalogue; Vietnamese where it has no translation. */
export const inLang = (text: Text, lang: Lang): string => (lang === "en" && text.en !== "" ? text.en : text.vi);

export const errorText = (code: string, w: Words): string => w.errors[code] ?? w.errors["other"] ?? code;
