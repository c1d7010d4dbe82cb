// What both pages do to the document around them.
import { useEffect, useState } from "preact/hooks";
import type { Lang } from "./format";
import { readChoice, writeChoice } from "./store";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The theme chosen on this machine, and how to choose another. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => THEMES.find((one) => one === readChoice("theme")) ?? "auto");
  useEffect(() => {
    if (theme === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  const choose = (chosen: Theme): void => {
    setTheme(chosen);
    writeChoice("theme", chosen);
  };
  return [theme, choose];
}

export function useTitle(lang: Lang, title: string): void {
  useEffect(() => {
    document.documentElement.lang = lang;
    document.title = title;
  }, [lang, title]);
}
