// When parts of the page come.
import { useEffect, useState } from "preact/hooks";

/** Runs after the next frame has been painted; what it returns takes it back. */
export function afterPaint(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => { timer = setTimeout(run); });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** The value of the frame before: what is drawn from it never delays the answer. */
export function useLater<T>(value: T): T {
  const [later, setLater] = useState(() => value);
  useEffect(() => (later === value ? undefined : afterPaint(() => setLater(() => value))), [value, later]);
  return later;
}

type Full = typeof import("./full");
let full: Full | null = null;
let coming: Promise<void> | null = null;

export type Loading = { state: "none" } | { state: "coming" } | { state: "failed"; again: () => void } | { state: "there"; full: Full };

/** The whole package, asked for when it is first wanted. */
export function useFull(isWanted: boolean): Loading {
  const [tries, setTries] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  const [, setThere] = useState(false);
  useEffect(() => {
    if (!isWanted || full !== null) return;
    let isHere = true;
    setFailed(false);
    coming ??= import("./full").then(async (module) => {
      await module.ready();
      full = module;
    });
    coming.then(() => isHere && setThere(true), () => {
      coming = null;
      if (isHere) setFailed(true);
    });
    return () => { isHere = false; };
  }, [isWanted, tries]);
  if (full !== null) return { state: "there", full };
  if (!isWanted) return { state: "none" };
  return hasFailed ? { state: "failed", again: () => setTries(tries + 1) } : { state: "coming" };
}
