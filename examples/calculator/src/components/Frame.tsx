import { dataVersion, version } from "motcua/light";
import { showResult } from "../focus";
import { plainDate } from "../format";
import { useUpdate } from "../update";
import { useWords } from "../words";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export function Header({ theme, onTheme, onLang }: { theme: Theme; onTheme: (theme: Theme) => void; onLang: () => void }) {
  const { lang, w } = useWords();
  return (
    <header class="top">
      <a class="skip" href="#result" onClick={(event) => {
        // The address holds the question, so the link must not replace it.
        event.preventDefault();
        showResult();
      }}>{w.skip}</a>
      <div class="bar">
        <nav aria-label={w.pages}><a href={lang === "en" ? "./analysts.html#lang=en" : "./analysts.html"}>{w.analysts}</a></nav>
        <button type="button" class="plain" lang={lang === "vi" ? "en" : "vi"} onClick={onLang}>{w.other}</button>
        <label class="theme">
          <span>{w.theme}</span>
          <select value={theme} onChange={(event) => onTheme(THEMES.find((one) => one === event.currentTarget.value) ?? "auto")}>
            {THEMES.map((one) => <option key={one} value={one}>{w.themes[one]}</option>)}
          </select>
        </label>
      </div>
      <h1>{w.title}</h1>
      <p class="lead">{w.lead}</p>
    </header>
  );
}

export function Footer() {
  const { lang, w } = useWords();
  const update = useUpdate();
  return (
    <footer>
      <div role="status">{update !== null && <p class="update">{w.newer} <button type="button" onClick={update}>{w.takeOver}</button></p>}</div>
      <p>{w.legal}</p>
      <p>{w.data(plainDate(dataVersion(), lang), version())} · {w.offline}</p>
    </footer>
  );
}
