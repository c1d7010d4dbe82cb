// What stands above and below both pages.
import { showResult } from "../focus";
import { plainDate, type Lang } from "../format";
import { THEMES, type Theme } from "../page";
import { useUpdate } from "../update";

/** The texts of it, as a page has them. */
export interface FrameWords {
  skip: string;
  pages: string;
  other: string;
  theme: string;
  themes: Record<Theme, string>;
  title: string;
  lead: string;
  legal: string;
  offline: string;
  newer: string;
  takeOver: string;
  data: (date: string, version: string) => string;
}

export function Header({ lang, w, page, theme, onTheme, onLang }: {
  lang: Lang;
  w: FrameWords;
  /** The other page, and what it is called. */
  page: { address: string; name: string };
  theme: Theme;
  onTheme: (theme: Theme) => void;
  onLang: () => void;
}) {
  return (
    <header class="top">
      <a class="skip" href="#result" onClick={(event) => {
        // The address holds what is asked, and the language, so the link must not replace it.
        event.preventDefault();
        showResult();
      }}>{w.skip}</a>
      <div class="bar">
        <nav aria-label={w.pages}><a href={lang === "en" ? `${page.address}#lang=en` : page.address}>{page.name}</a></nav>
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

/** `library` is what the library says of itself; `null` until it is there. */
export function Footer({ lang, w, library }: { lang: Lang; w: FrameWords; library: { version: string; dataVersion: string } | null }) {
  const update = useUpdate();
  return (
    <footer>
      <div role="status">{update !== null && <p class="update">{w.newer} <button type="button" onClick={update}>{w.takeOver}</button></p>}</div>
      <p>{w.legal}</p>
      <p>{library !== null && `${w.data(plainDate(library.dataVersion, lang), library.version)} · `}{w.offline}</p>
    </footer>
  );
}
