import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Footer, Header } from "../../components/Frame";
import { Choices } from "../../components/parts";
import { vietnamNow, type Lang } from "../../format";
import { useTheme, useTitle } from "../../page";
import { readChoice, writeChoice } from "../../store";
import { GROUPINGS, type Columns, type Grouping, type Kind, type Opened } from "../protocol";
import type { Sample } from "../samples";
import { useSession } from "../session";
import { LangContext, words, type Words } from "../words";
import { ColumnPicker } from "./ColumnPicker";
import { DossierOptions, type DossierChoice } from "./DossierOptions";
import { DossierView } from "./DossierView";
import { FilePanel } from "./FilePanel";
import { Problems } from "./Problems";
import { ScoreOptions, ScoreView, type ScoreChoice } from "./ScoreView";

const NO_CHOICE: DossierChoice = { by: "unit", timeOf: "received", asOf: "", from: "", until: "" };
const NO_SETTING: ScoreChoice = { year: "", parent: "", ruleSet: "" };

const hasGrouping = (columns: Columns, grouping: Grouping): boolean =>
  grouping === "month" || grouping === "quarter" || grouping === "year" || columns.roles[grouping] !== undefined;

/** Names of the columns without which nothing can be asked. */
function missingOf(kind: Kind, { roles, indicators }: Columns, w: Words): string[] {
  if (kind === "dossiers") return (["received", "due"] as const).filter((role) => roles[role] === undefined).map((role) => w.roles[role]);
  const names = roles.name === undefined && roles.code === undefined ? [w.roles.name] : [];
  const hasScore = roles.total !== undefined || indicators.length > 0 || (roles.satisfied !== undefined && roles.asked !== undefined);
  return hasScore ? names : [...names, w.scoreColumns];
}

export function App() {
  const [lang, setLang] = useState<Lang>(() => (/(^|[#&])lang=en\b/.test(location.hash) || readChoice("lang") === "en" ? "en" : "vi"));
  const [theme, chooseTheme] = useTheme();
  const w = words[lang];
  const { state, open, openAddress, ask, stop } = useSession();
  const { opened, dossiers, ranking, refused } = state;
  const [sample, setSample] = useState<Sample | null>(null);
  const [kind, setKind] = useState<Kind>("dossiers");
  const [columns, setColumns] = useState<Columns>({ roles: {}, indicators: [] });
  const [choice, setChoice] = useState<DossierChoice>(NO_CHOICE);
  const [setting, setSetting] = useState<ScoreChoice>(NO_SETTING);
  const asked = useRef("");

  useTitle(lang, w.title);

  // Until the guess of a new file is taken over, the columns are those of the one before.
  const [taken, setTaken] = useState<Opened | null>(null);
  const isTaken = opened !== null && taken === opened;
  const missing = useMemo(() => missingOf(kind, columns, w), [kind, columns, w]);
  const isMissing = missing.length > 0;
  useEffect(() => {
    if (opened === null) return;
    if (!isTaken) {
      setTaken(opened);
      asked.current = "";
      setKind(opened.kind);
      setColumns(opened.columns);
      setChoice({ ...NO_CHOICE, by: GROUPINGS.find((one) => hasGrouping(opened.columns, one)) ?? "month" });
      return;
    }
    if (isMissing) return;
    const question = kind === "dossiers"
      ? { kind, ask: { ...choice, columns, today: vietnamNow().slice(0, 10) } }
      : { kind, ask: { ...setting, columns } };
    const text = JSON.stringify(question);
    if (text === asked.current) return;
    asked.current = text;
    ask(question);
  }, [opened, isTaken, kind, columns, choice, setting, isMissing, ask]);

  /** The words of an example follow the language; what the reader wrote stays. */
  const translate = (next: Lang): void => {
    const given = sample?.setting;
    if (given == null) return;
    const inNext = (name: "parent" | "ruleSet"): string => (setting[name] === given[name][lang] ? given[name][next] : setting[name]);
    setSetting({ ...setting, parent: inNext("parent"), ruleSet: inNext("ruleSet") });
  };
  const begin = (from: Sample | null): void => {
    setSample(from);
    const given = from?.setting ?? null;
    setSetting(given === null ? NO_SETTING : { year: given.year, parent: given.parent[lang], ruleSet: given.ruleSet[lang] });
  };
  const isDossiers = kind === "dossiers";
  const problems = (isDossiers ? dossiers : ranking)?.problems ?? [];

  return (
    <LangContext.Provider value={lang}>
      <Header
        lang={lang}
        w={w}
        page={{ address: "./", name: w.calculator }}
        theme={theme}
        onTheme={chooseTheme}
        onLang={() => {
          const next = lang === "vi" ? "en" : "vi";
          writeChoice("lang", next);
          translate(next);
          setLang(next);
        }}
      />
      <main>
        <FilePanel
          state={state}
          sample={sample}
          onFile={(file) => {
            begin(null);
            open(file, file.name);
          }}
          onSample={(one) => {
            begin(one);
            void openAddress(one.address, one.file);
          }}
          onStop={stop}
        />
        <section class="answer" id="result" tabIndex={-1} aria-labelledby="result-title" aria-busy={state.progress !== null}>
          <h2 id="result-title">{opened === null ? w.empty : w.result}</h2>
          {opened === null && <p class="hint">{w.emptyHint}</p>}
          {isTaken && (
            <div class="asked">
              <Choices name="kind" legend={w.kind} options={[["dossiers", w.kinds.dossiers], ["scores", w.kinds.scores]] as const} value={kind} onPick={setKind} />
              {isMissing && <p class="error" role="alert">{w.missing(missing.join(", "))}</p>}
              <ColumnPicker opened={opened} kind={kind} columns={columns} isMissing={isMissing} onChange={setColumns} />
              {isDossiers
                ? <DossierOptions choice={choice} answer={dossiers} has={(one) => hasGrouping(columns, one)} refused={refused} onChange={setChoice} />
                : <ScoreOptions choice={setting} refused={refused} onChange={setSetting} />}
            </div>
          )}
          {!isMissing && <Problems problems={problems} file={state.file} />}
          {!isMissing && isDossiers && dossiers !== null && <DossierView key={`${state.file} ${dossiers.by}`} answer={dossiers} file={state.file} />}
          {!isMissing && !isDossiers && ranking !== null && <ScoreView key={state.file} ranking={ranking} file={state.file} />}
        </section>
      </main>
      <Footer lang={lang} w={w} library={state.library} />
    </LangContext.Provider>
  );
}
