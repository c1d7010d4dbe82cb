import { dataVersion, version } from "motcua/light";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { fromFragment, toFragment, type Problem } from "../address";
import * as catalogue from "../catalogue";
import { answer, isInterlinked, isRefusal } from "../engine";
import { showResult } from "../focus";
import { longMoment, vietnamNow, type Lang } from "../format";
import { afterPaint, useLater } from "../hooks";
import { emptyQuestion, type Question } from "../model";
import { useTheme, useTitle } from "../page";
import { LONGEST_LIST, readChoice, readSaved, SAVED, writeChoice, writeSaved, type Saved, type StoreProblem } from "../store";
import { LangContext, load, wordsIn } from "../words";
import { Footer, Header } from "./Frame";
import { Waiting } from "./parts";
import { QuestionForm } from "./QuestionForm";
import { Empty, Result, SlipFoot } from "./Result";

/** Milliseconds. Changing the address costs more than the answer. */
const ADDRESS_DELAY = 250;

type Rest = typeof import("../rest");

export interface State {
  question: Question;
  lang: Lang;
  problems: Problem[];
  /** Whether the moment of receipt came from the address or from the reader's hand; until then it follows the clock. */
  isDated: boolean;
}

/** What is asked about: choosing it is the moment at which a receipt that nobody dated is taken to happen. */
const CHOSEN: readonly (keyof Question)[] = ["source", "procedure", "variant", "limit", "group", "cases"];

const momentNow = (now: string): Pick<Question, "date" | "time"> => {
  const { date, time } = emptyQuestion(now);
  return { date, time };
};

const isBegun = ({ source, procedure }: Question): boolean => procedure !== "" || source !== "procedure";

export function fromAddress(): State {
  const { question, isDated, lang, problems } = fromFragment(location.hash, vietnamNow(), catalogue);
  const chosen = readChoice("lang") === "en" ? "en" : "vi";
  return { question, lang: lang ?? (location.hash.length > 1 ? "vi" : chosen), problems, isDated };
}

/** The rest of the page, which is asked for when the answer stands on the screen. */
function useRest(): { rest: Rest | null; failed: (() => void) | null } {
  const [rest, setRest] = useState<Rest | null>(null);
  const [tries, setTries] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    setFailed(false);
    return afterPaint(() => void import("../rest").then((module) => setRest(() => module), () => setFailed(true)));
  }, [tries]);
  return { rest, failed: hasFailed ? () => setTries(tries + 1) : null };
}

export function App({ first }: { first: State }) {
  const [state, setState] = useState(first);
  const [theme, chooseTheme] = useTheme();
  const [now, setNow] = useState(vietnamNow);
  const stored = useMemo(readSaved, []);
  const [saved, setSaved] = useState<Saved[]>(stored.list);
  const [storeProblem, setStoreProblem] = useState<StoreProblem | null>(stored.problem);
  const [groupDue, setGroupDue] = useState<string | null>(null);
  /** The dossier saved or opened last: its name holds as long as the question is its own. */
  const [currentSaved, setCurrentSaved] = useState<Saved | null>(null);
  const { rest, failed } = useRest();
  const { question, lang, problems } = state;
  const w = wordsIn(lang);
  const outcome = useMemo(() => answer(question), [question]);
  const handled = useRef(location.hash);
  // What was asked and answered a frame ago: all that is drawn below the due moment.
  const current = useMemo(() => ({ question, outcome }), [question, outcome]);
  const later = useLater(current);

  useEffect(() => {
    const timer = setInterval(() => setNow(vietnamNow()), 15_000);
    return () => clearInterval(timer);
  }, []);

  // Another tab saved or removed something.
  useEffect(() => {
    const stored = ({ key }: StorageEvent): void => {
      if (key === SAVED || key === null) setSaved(readSaved().list);
    };
    addEventListener("storage", stored);
    return () => removeEventListener("storage", stored);
  }, []);

  const speak = useCallback((next: Lang): void => {
    writeChoice("lang", next);
    void load(next).then((isThere) => isThere && setState((before) => ({ ...before, lang: next })));
  }, []);
  /** A state in a language whose words have not come yet waits for them. */
  const show = useCallback((next: State): void => {
    void load(next.lang).then((isThere) => setState(isThere ? next : { ...next, lang: "vi" }));
  }, []);

  // The address follows the question, a moment after the last change; a question nobody has begun leaves it empty.
  useEffect(() => {
    const timer = setTimeout(() => {
      // Another address has been set meanwhile and is about to be read.
      if (location.hash !== handled.current) return;
      try {
        history.replaceState(null, "", isBegun(question) ? `#${toFragment(question, lang)}` : location.pathname + location.search + (lang === "en" ? "#lang=en" : ""));
      } catch {
        // Some browsers allow only so many changes a minute; the next one brings the address up to date.
      }
      handled.current = location.hash;
    }, ADDRESS_DELAY);
    return () => clearTimeout(timer);
  }, [question, lang]);
  useEffect(() => {
    const changed = (): void => {
      if (location.hash === handled.current) return;
      handled.current = location.hash;
      show(fromAddress());
    };
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, [show]);

  useTitle(lang, w.title);

  const change = useCallback((part: Partial<Question>): void => {
    setState((before) => {
      const isDated = before.isDated || "date" in part || "time" in part;
      const moment = !isDated && CHOSEN.some((name) => name in part) ? momentNow(vietnamNow()) : {};
      return { ...before, question: { ...before.question, ...moment, ...part }, problems: [], isDated };
    });
  }, []);
  // An answer stands still within its day, so that nothing moves while it is read; before there is one, the clock is shown.
  useEffect(() => setState((before) => {
    const { date, time } = momentNow(now);
    const isUpToDate = before.question.date === date && (isBegun(before.question) || before.question.time === time);
    return before.isDated || isUpToDate ? before : { ...before, question: { ...before.question, date, time } };
  }), [now]);
  /** Changes the list as it is stored now, which another tab may have done to it; what could not be stored is only here. */
  const keep = (change: (list: Saved[]) => Saved[]): StoreProblem | null => {
    const { list } = readSaved();
    const unwritten = storeProblem === null ? [] : saved.filter(({ id }) => list.every((one) => one.id !== id));
    const changed = change([...unwritten, ...list]);
    if (changed.length > Math.max(LONGEST_LIST, list.length + unwritten.length)) return "too_many";
    setSaved(changed);
    const problem = writeSaved(changed);
    setStoreProblem(problem);
    return problem;
  };
  const save = (name: string): StoreProblem | null => {
    const one = { id: `${Date.now().toString(36)}-${saved.length}`, name, fragment: toFragment(later.question, "vi") };
    setCurrentSaved(one);
    return keep((list) => [one, ...list]);
  };
  const open = (one: Saved): void => {
    setCurrentSaved(one);
    location.hash = lang === "en" ? `${one.fragment}&lang=en` : one.fragment;
    showResult();
  };

  const refusal = isRefusal(outcome) ? outcome : null;
  const dueAt = isRefusal(outcome) ? null : isInterlinked(outcome) ? groupDue : outcome.deadline.dueAt;
  const below = useMemo(() => {
    if (rest === null || isRefusal(later.outcome)) return null;
    const savedName = currentSaved !== null && currentSaved.fragment === toFragment(later.question, "vi") ? currentSaved.name : "";
    const props = { question: later.question, now, savedName, onChange: change, onSave: save };
    return isInterlinked(later.outcome)
      ? <rest.GroupResult asked={later.outcome} onDue={setGroupDue} {...props} />
      : <rest.Later result={later.outcome} {...props} />;
  }, [rest, later, now, saved, currentSaved, lang]);
  const savedList = useMemo(() => rest !== null && (
    <rest.SavedList saved={saved} problem={storeProblem} now={now} onOpen={open} onRemove={(id) => keep((list) => list.filter((one) => one.id !== id))} onRestore={(one) => keep((list) => [one, ...list])} />
  ), [rest, saved, storeProblem, now, lang]);
  const pile = useMemo(() => rest !== null && <rest.Pile question={later.question} />, [rest, later.question, lang]);

  const header = useMemo(() => (
    <Header
      lang={lang}
      w={w}
      page={{ address: "./analysts.html", name: w.analysts }}
      theme={theme}
      onTheme={chooseTheme}
      onLang={() => speak(lang === "vi" ? "en" : "vi")}
    />
  ), [theme, lang, speak]);
  const footer = useMemo(() => <Footer lang={lang} w={w} library={{ version: version(), dataVersion: dataVersion() }} />, [lang]);

  return (
    <LangContext.Provider value={lang}>
      {header}
      <main>
        {problems.length > 0 && (
          <div class="problems" role="alert">
            {problems.map((problem) => <p key={problem}>{w.problems[problem]}</p>)}
          </div>
        )}
        <div class="columns">
          <QuestionForm
            question={question}
            refusal={refusal}
            // The fields of an answer a frame ago would flicker for one that has none.
            answer={refusal === null && !isRefusal(later.outcome) && !isInterlinked(later.outcome) ? later : null}
            rest={rest}
            onChange={change}
            onNow={() => change(momentNow(vietnamNow()))}
          />
          {dueAt !== null && (
            <button type="button" class="peek" onClick={showResult}>
              {w.peek(longMoment(dueAt, lang))} <span aria-hidden="true">↓</span>
            </button>
          )}
          <section class="result" id="result" tabIndex={-1} aria-labelledby="result-title">
            <h2 id="result-title" class="hidden">{w.result}</h2>
            {isRefusal(outcome) && <Empty code={outcome.code} />}
            {!isRefusal(outcome) && !isInterlinked(outcome) && <Result result={outcome} question={question} />}
            {!isRefusal(outcome) && below}
            {!isRefusal(outcome) && isInterlinked(outcome) && rest === null && <p class="hint" role="status">{w.coming}</p>}
            {failed !== null && <Waiting loading={{ state: "failed", again: failed }} />}
            <SlipFoot now={now} />
          </section>
        </div>
        {savedList}
        {pile}
      </main>
      {footer}
    </LangContext.Provider>
  );
}
