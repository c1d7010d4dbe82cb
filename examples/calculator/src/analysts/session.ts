// One file and its worker. The newest question is asked when the one before is answered; to cancel is to end the worker.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Dossiers, FileError, FromWorker, Opened, Ranking, Stage, ToWorker } from "./protocol";

export interface SessionState {
  library: { version: string; dataVersion: string } | null;
  file: string;
  opened: Opened | null;
  progress: Stage | null;
  isStopped: boolean;
  error: FileError | null;
  dossiers: Dossiers | null;
  ranking: Ranking | null;
  refused: { code: string; path: string } | null;
}

export interface Session {
  state: SessionState;
  open: (file: Blob, name: string) => void;
  openAddress: (address: string, name: string) => Promise<void>;
  ask: (question: Exclude<ToWorker, { kind: "open" }>) => void;
  stop: () => void;
}

const EMPTY: SessionState = {
  library: null, file: "", opened: null, progress: null, isStopped: false, error: null, dossiers: null, ranking: null, refused: null,
};

export function useSession(): Session {
  const [state, setState] = useState<SessionState>(EMPTY);
  const worker = useRef<Worker | null>(null);
  const isBusy = useRef(false);
  const turn = useRef(0);
  const waiting = useRef<ToWorker | null>(null);

  const session = useMemo((): Omit<Session, "state"> => {
    const change = (part: Partial<SessionState>): void => setState((before) => ({ ...before, ...part }));
    const send = (message: ToWorker): void => {
      isBusy.current = true;
      worker.current?.postMessage(message);
    };
    const end = (): void => {
      worker.current?.terminate();
      worker.current = null;
      isBusy.current = false;
      waiting.current = null;
    };
    const heard = (message: FromWorker): void => {
      if (message.kind === "library") return change({ library: { version: message.version, dataVersion: message.dataVersion } });
      if (message.kind === "progress") return change({ progress: message.stage });
      isBusy.current = false;
      const next = waiting.current;
      waiting.current = null;
      const progress = next === null ? {} : { progress: "counting" as const };
      if (message.kind === "opened") change({ opened: message.opened, progress: null });
      else if (message.kind === "dossiers") change({ dossiers: message.answer, ranking: null, refused: null, progress: null, ...progress });
      else if (message.kind === "scores") change({ ranking: message.answer, dossiers: null, refused: null, progress: null, ...progress });
      else if (message.kind === "refused") change({ refused: { code: message.code, path: message.path }, progress: null });
      else {
        change({ error: message.error, progress: null, opened: null, dossiers: null, ranking: null });
        // The next file tries again from the beginning.
        if (message.error === "no_library" || message.error === "broken") end();
      }
      if (next !== null) send(next);
    };
    const start = (): void => {
      end();
      const fresh = new Worker(new URL("./analysts.worker.ts", import.meta.url), { type: "module" });
      worker.current = fresh;
      fresh.addEventListener("message", (event: MessageEvent<FromWorker>) => {
        if (worker.current === fresh) heard(event.data);
      });
      fresh.addEventListener("error", () => {
        if (worker.current !== fresh) return;
        end();
        change({ error: "broken", progress: null });
      });
    };
    const open = (file: Blob, name: string): void => {
      // A worker that still counts the file before would keep the reader waiting.
      if (worker.current === null || isBusy.current) start();
      turn.current++;
      setState(({ library }) => ({ ...EMPTY, library, file: name, progress: "reading" }));
      send({ kind: "open", file });
    };
    start();
    return {
      open,
      openAddress: async (address, name) => {
        const begun = ++turn.current;
        try {
          const response = await fetch(address);
          if (!response.ok) throw new Error(String(response.status));
          const blob = await response.blob();
          // The reader has chosen another file meanwhile.
          if (begun === turn.current) open(blob, name);
        } catch {
          if (begun !== turn.current) return;
          setState(({ library }) => ({ ...EMPTY, library, file: name, error: "network" }));
        }
      },
      ask: (question) => {
        change({ progress: "counting" });
        if (isBusy.current) waiting.current = question;
        else send(question);
      },
      stop: () => {
        start();
        setState(({ library }) => ({ ...EMPTY, library, isStopped: true }));
      },
    };
  }, []);
  useEffect(() => () => worker.current?.terminate(), []);
  return { state, ...session };
}
