// Groups of interlinked procedures to choose from. What follows for a receipt comes from the library.
import list from "virtual:groups";
import type { Text } from "./catalogue";

export interface Group {
  id: string;
  name: Text;
  law: Text;
  from: string;
  until: string;
  /** The rule of law by which a late receipt counts from the next working day; empty where there is none. */
  cutoff: string;
  cases: { id: string; name: Text }[];
  stages: { id: string; unit: Text; after: string[] }[];
}

const isInForce = (group: Group, date: string): boolean => (group.from === "" || group.from <= date) && (group.until === "" || date <= group.until);

export const groupsOn = (date: string): Group[] => list.filter((one) => isInForce(one, date));

export const groupOn = (id: string, date: string): Group | null => list.find((one) => one.id === id && isInForce(one, date)) ?? null;

/** Its name at any time, for a group that was chosen and is not in force. */
export const groupNamed = (id: string): Group | null => list.filter((one) => one.id === id).at(-1) ?? null;
