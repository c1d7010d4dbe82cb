// Saved dossiers and choices, in this browser only. Storage may be full, refused or hold anything: nothing here throws.
import { LONGEST_ADDRESS } from "./address";

export interface Saved {
  id: string;
  name: string;
  /** The address of the question, as in a shared link. */
  fragment: string;
}

export type StoreProblem = "full" | "refused" | "broken" | "too_many";

export const SAVED = "motcua-calculator-saved";
const UNREAD = "motcua-calculator-unread";
/** No more are taken; what is there is never cut. */
export const LONGEST_LIST = 500;

const isSaved = (value: unknown): value is Saved => {
  if (typeof value !== "object" || value === null) return false;
  const one = value as Record<keyof Saved, unknown>;
  return typeof one.id === "string" && typeof one.name === "string" && typeof one.fragment === "string" && one.fragment.length <= LONGEST_ADDRESS;
};

export function readSaved(): { list: Saved[]; problem: StoreProblem | null } {
  let text: string | null;
  try {
    text = localStorage.getItem(SAVED);
  } catch {
    return { list: [], problem: "refused" };
  }
  if (text === null) return { list: [], problem: null };
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Set aside below.
  }
  const list = Array.isArray(value) ? value.filter(isSaved) : [];
  if (Array.isArray(value) && list.length === value.length) return { list, problem: null };
  setAside(text);
  return { list, problem: "broken" };
}

/** The next dossier saved writes over the list, so a list that cannot be read whole is kept under another name. */
function setAside(text: string): void {
  try {
    localStorage.setItem(UNREAD, text);
  } catch {
    // Then it is only lost if something is saved, and the message has said so.
  }
}

export function writeSaved(list: readonly Saved[]): StoreProblem | null {
  try {
    localStorage.setItem(SAVED, JSON.stringify(list));
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
