// What only the whole package answers: stages of interlinked procedures, and papers asked for later. A chunk of its own, loaded when wanted.
import init, {
  dossier, interlinked, regime,
  type DossierAnswer, type DossierRequest, type InterlinkedAnswer, type InterlinkedRequest, type ProvisionAnswer, type RegimeAnswer,
} from "motcua";
import type { Answer, Interlinked } from "./engine";
import { momentText } from "./format";
import type { Question } from "./model";
import { calendarOptions, codeOf, hoursOf } from "./office";

export const ready = (): Promise<unknown> => init();

export type { InterlinkedAnswer, StageAnswer } from "motcua";

/** Plan and total of a group, or the code of a refusal. */
export function plan(asked: Interlinked, question: Question): InterlinkedAnswer | string {
  const request: InterlinkedRequest = {
    receivedAt: asked.at,
    group: asked.group,
    cases: question.cases,
    hours: hoursOf(question),
    calendar: calendarOptions(question),
  };
  if (question.counting !== "by_date") request.counting = question.counting;
  if (question.effect !== "day_0") request.cutoffEffect = question.effect;
  if (question.roll !== "") request.roll = question.roll;
  try {
    return interlinked(request);
  } catch (error) {
    return codeOf(error);
  }
}

/** What papers asked for would do under one policy. */
export interface Supplement {
  policy: "restart" | "pause";
  dueAt: string | null;
  /** How the library explains the last promise. */
  explanation: { vi: string; en: string };
  notes: { vi: string; en: string }[];
}

export interface Supplements {
  regime: RegimeAnswer;
  /** The regime's rule on what a supplement does, and the others a request has to keep. */
  policy: ProvisionAnswer | null;
  rules: ProvisionAnswer[];
  either: Supplement[];
}

const RULES = ["supplement_notice_working_days", "max_supplements"];
const POLICIES = ["restart", "pause"] as const;

/** Papers asked for at one moment and complete at another, under the regime of the day of receipt; the code of a refusal. */
export function supplements(result: Answer, question: Question, completeAt: string): Supplements | string {
  const { receivedAt } = result.deadline;
  const askedAt = momentText(`${question.askedDate} ${question.askedTime}`);
  const request: DossierRequest = {
    limit: { amount: result.limit.amount, unit: result.limit.unit },
    events: [
      { at: receivedAt, kind: "submitted", channel: question.channel },
      { at: receivedAt, kind: "accepted" },
      { at: askedAt, kind: "supplement_requested", reason: "–", items: ["–"], applicantFault: true },
      { at: completeAt, kind: "supplement_received" },
    ],
    asOf: completeAt,
    hours: hoursOf(question),
    calendar: calendarOptions(question),
    counting: question.counting,
    cutoff: result.options.cutoff,
    cutoffEffect: result.options.cutoffEffect,
    roll: result.options.roll,
  };
  try {
    const law = regime({ on: receivedAt.slice(0, 10) });
    const either = POLICIES.map((policy): Supplement => {
      const answer: DossierAnswer = dossier({ ...request, supplementPolicy: policy });
      const lastLine = (text: string | undefined): string => text?.trim().split("\n").at(-1)?.replace(/^\d+\.\s*/, "") ?? "";
      return {
        policy,
        dueAt: answer.dueAt,
        explanation: { vi: lastLine(answer.explanation?.vi), en: lastLine(answer.explanation?.en) },
        notes: answer.notes.map(({ text }) => text),
      };
    });
    const find = (id: string): ProvisionAnswer | null => law.provisions.find((one) => one.id === id) ?? null;
    return { regime: law, policy: find("supplement_policy"), rules: RULES.map(find).filter((one) => one !== null), either };
  } catch (error) {
    return codeOf(error);
  }
}
