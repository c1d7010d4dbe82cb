// Saved dossiers and choices, in this browser only. Storage may be full, refused or hold anything: nothing here throws.

export interface Saved {
  id: string;
  name: string;
  /** The address of the question, as in a shared link. */
  fragment: string;
}

export type StoreProblem = "full" | "refused" | "broken";

const KEY = "motcua-calculator-saved";
const LONGEST_LIST = 500;

const isSaved = (value: unknown): value is Saved => {
  if (typeof value !== "object" || value === null) return false;
  const one = value as Record<keyof Saved, unknown>;
  return typeof one.id === "string" && typeof one.name === "string" && typeof one.fragment === "string" && one.fragment.length <= 2000;
};

export function readSaved(): { list: Saved[]; problem: StoreProblem | null } {
  let text: string | null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    return { list: [], problem: "refused" };
  }
  if (text === null) return { list: [], problem: null };
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return { list: [], problem: "broken" };
    const list = value.filter(isSaved).slice(0, LONGEST_LIST);
    return { list, problem: list.length === value.length ? null : "broken" };
  } catch {
    return { list: [], problem: "broken" };
  }
}

export function writeSaved(list: readonly Saved[]): StoreProblem | null {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
    return null;
  } catch (error) {
    return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "refused";
  }
}

export function readChoice(name: "lang" | "theme"): string | null {
  try {
    return localStorage.getItem(`motcua-calculator-${name}`);
  } catch {
    return null;
  }
}

export function writeChoice(name: "lang" | "theme", value: string): void {
  try {
    localStorage.setItem(`motcua-calculator-${name}`, value);
  } catch {
    // A choice that is forgotten costs one press; no message is worth it.
  }
}
