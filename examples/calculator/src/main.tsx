import init from "motcua/light";
import { render } from "preact";
import { App, fromAddress } from "./components/App";
import { load, wordsIn } from "./words";
import "./style.css";

/** Milliseconds after the page was loaded. */
const KEEP_ALL_AFTER = 3000;

const page = document.getElementById("page");

async function start(into: HTMLElement): Promise<void> {
  const asked = fromAddress();
  const english = load(asked.lang);
  try {
    await init();
  } catch {
    into.textContent = wordsIn("vi").startFailed;
    return;
  }
  const first = await english ? asked : { ...asked, lang: "vi" as const };
  into.textContent = "";
  render(<App first={first} />, into);
}

if (page !== null) void start(page);

/** Everything for offline use, when there is nothing else to do; not where the reader asks to save data. */
function keepAll(): void {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  if (connection?.saveData === true) return;
  void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage("keep-all"));
}

// Offline after the first visit. Without a secure connection there is no service worker, and the page works as before.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  addEventListener("load", () => {
    navigator.serviceWorker.register("./sw.js", { scope: "./" }).catch(() => undefined);
    setTimeout(keepAll, KEEP_ALL_AFTER);
  });
}
