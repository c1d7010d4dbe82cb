import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { procedures } from "../catalogue";
import { answer, isRefusal, matters } from "../engine";
import { longMoment, vietnamNow, type Lang } from "../format";
import { emptyQuestion, fromFragment, toFragment, type Problem, type Question } from "../model";
import { readChoice, readSaved, writeChoice, writeSaved, type Saved, type StoreProblem } from "../store";
import { LangContext, words } from "../words";
import { Empty, Result } from "./Result";
import { Footer, Header, type Theme } from "./Frame";
import { Pile } from "./Pile";
import { QuestionForm } from "./QuestionForm";
import { SavedList } from "./SavedList";

/** Milliseconds. Changing the address costs more than the answer. */
const ADDRESS_DELAY = 250;

const known = new Set(procedures.map(({ id }) => id));

interface State {
  question: Question;
  lang: Lang;
  problems: Problem[];
}

function fromAddress(): State {
  const { question, lang, problems } = fromFragment(location.hash, vietnamNow(), (id) => known.has(id));
  const chosen = readChoice("lang") === "en" ? "en" : "vi";
  return { question, lang: lang ?? (location.hash.length > 1 ? "vi" : chosen), problems };
}

export function App() {
  const [state, setState] = useState(fromAddress);
  const [theme, setTheme] = useState<Theme>(() => {
    const chosen = readChoice("theme");
    return chosen === "light" || chosen === "dark" ? chosen : "auto";
  });
  const [now, setNow] = useState(vietnamNow);
  const stored = useMemo(readSaved, []);
  const [saved, setSaved] = useState<Saved[]>(stored.list);
  const [storeProblem, setStoreProblem] = useState<StoreProblem | null>(stored.problem);
  const { question, lang, problems } = state;
  const w = words[lang];
  const result = useMemo(() => answer(question), [question]);
  const [isWhole, setWhole] = useState(false);
  const options = useMemo(() => (isRefusal(result) || !isWhole ? [] : matters(result, question)), [result, question, isWhole]);
  const handled = useRef(location.hash);

  useEffect(() => {
    const timer = setInterval(() => setNow(vietnamNow()), 15_000);
    return () => clearInterval(timer);
  }, []);

  // The answer is painted first; the months, steps and lists follow in the next task.
  useEffect(() => {
    const frame = requestAnimationFrame(() => setTimeout(() => setWhole(true)));
    return () => cancelAnimationFrame(frame);
  }, []);

  // The address follows the question, a moment after the last change; a question nobody has begun leaves it empty.
  useEffect(() => {
    const timer = setTimeout(() => {
      // Another address has been set meanwhile and is about to be read.
      if (location.hash !== handled.current) return;
      const begun = question.procedure !== "" || question.source === "limit";
      try {
        history.replaceState(null, "", begun ? `#${toFragment(question, lang)}` : location.pathname + location.search);
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
      setState(fromAddress());
    };
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);

  useEffect(() => {
    document.documentElement.lang = lang;
    document.title = w.title;
  }, [lang, w]);
  useEffect(() => {
    if (theme === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  }, [theme]);

  const change = useCallback((part: Partial<Question>): void => {
    setState((before) => ({ ...before, question: { ...before.question, ...part }, problems: [] }));
  }, []);
  const keep = (list: Saved[]): StoreProblem | null => {
    setSaved(list);
    const problem = writeSaved(list);
    setStoreProblem(problem);
    return problem;
  };
  const open = (fragment: string): void => {
    location.hash = fragment;
    document.getElementById("result")?.focus();
  };

  return (
    <LangContext.Provider value={lang}>
      <Header
        theme={theme}
        onTheme={(chosen) => {
          setTheme(chosen);
          writeChoice("theme", chosen);
        }}
        onLang={() => {
          const next = lang === "vi" ? "en" : "vi";
          writeChoice("lang", next);
          setState((before) => ({ ...before, lang: next }));
        }}
      />
      <main>
        {problems.length > 0 && (
          <div class="problems" role="alert">
            {problems.map((problem) => <p key={problem}>{w.problems[problem]}</p>)}
          </div>
        )}
        <div class="columns">
          <QuestionForm
            question={question}
            refusal={isRefusal(result) ? result : null}
            matters={options}
            onChange={change}
            onNow={() => {
              const { date, time } = emptyQuestion(vietnamNow());
              change({ date, time });
            }}
          />
          {!isRefusal(result) && (
            <button type="button" class="peek" onClick={() => document.getElementById("result")?.focus()}>
              {w.peek(longMoment(result.deadline.dueAt, lang))} <span aria-hidden="true">↓</span>
            </button>
          )}
          <section class="result" id="result" tabIndex={-1} aria-labelledby="result-title">
            <h2 id="result-title" class="hidden">{w.result}</h2>
            {isRefusal(result)
              ? <Empty code={result.code} />
              : (
                <Result
                  result={result}
                  question={question}
                  now={now}
                  isWhole={isWhole}
                  onSave={(name) => keep([{ id: `${Date.now().toString(36)}-${saved.length}`, name, fragment: toFragment(question, "vi") }, ...saved])}
                />
              )}
          </section>
        </div>
        {isWhole && <SavedList saved={saved} problem={storeProblem} now={now} onOpen={open} onRemove={(id) => keep(saved.filter((one) => one.id !== id))} />}
        {isWhole && <Pile question={question} />}
      </main>
      <Footer />
    </LangContext.Provider>
  );
}
