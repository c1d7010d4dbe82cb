import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Lang } from "../../format";
import { en } from "./en";
import { vi, type Words } from "./vi";

export type { Words } from "./vi";

export const words: Record<Lang, Words> = { vi, en };

export const LangContext = createContext<Lang>("vi");

export function useWords(): { lang: Lang; w: Words } {
  const lang = useContext(LangContext);
  return { lang, w: words[lang] };
}

export const codeText = (code: string, w: Words): string => w.problemCodes[code] ?? w.problemCodes["other"] ?? code;
