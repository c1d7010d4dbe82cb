// A page that stays open for months must not go on with an old calendar unnoticed.
import { useEffect, useState } from "preact/hooks";

/** Milliseconds between two looks for a newer build. */
const LOOK_EVERY = 3_600_000;

/** Takes over the newer build that waits; `null` while there is none. */
export function useUpdate(): (() => void) | null {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    let timer: ReturnType<typeof setInterval> | undefined;
    let isHere = true;
    void navigator.serviceWorker.ready.then((registration) => {
      if (!isHere) return;
      const look = (): void => setWaiting(navigator.serviceWorker.controller === null ? null : registration.waiting);
      look();
      registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
      timer = setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY);
    });
    return () => {
      isHere = false;
      clearInterval(timer);
    };
  }, []);
  if (waiting === null) return null;
  return () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("take-over");
  };
}
