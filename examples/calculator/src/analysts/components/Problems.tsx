import { download } from "../../components/parts";
import { count } from "../numbers";
import type { RowProblem } from "../protocol";
import { codeText, useWords } from "../words";

const SHOWN = 20;
/** So many stand open above the result; more are folded away. */
const FEW = 5;

/** Rows that could not be used, by line; the others are counted. */
export function Problems({ problems, file }: { problems: readonly RowProblem[]; file: string }) {
  const { lang, w } = useWords();
  if (problems.length === 0) return null;
  const head = w.problemHead;
  return (
    <details class="problem-rows" open={problems.length <= FEW}>
      <summary>{w.problems(count(problems.length, lang))}</summary>
      <ul>
        {problems.slice(0, SHOWN).map((problem, place) => (
          <li key={place}>
            <strong>{w.line(count(problem.line, lang))}</strong>
            {problem.column !== "" && ` · ${problem.column}`}: {codeText(problem.code, w)}
            {problem.value !== "" && <> <q>{problem.value}</q></>} <small><code>{problem.code}</code></small>
          </li>
        ))}
        {problems.length > SHOWN && <li>{w.moreProblems(count(problems.length - SHOWN, lang))}</li>}
      </ul>
      <button
        type="button"
        onClick={() => void import("../exports").then(({ csvFile }) => download(
          csvFile([
            [head.line, head.column, head.value, head.reason, head.code],
            ...problems.map((one) => [String(one.line), one.column, one.value, codeText(one.code, w), one.code]),
          ]),
          file.replace(/(\.\w+)?$/, "-dong-loi.csv"),
        ))}
      >
        {w.saveProblems}
      </button>
    </details>
  );
}
