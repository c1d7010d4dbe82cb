import init from "motcua/light";
import { render } from "preact";
import { App } from "./components/App";
import { words } from "./words";
import "./style.css";

const page = document.getElementById("page");

async function start(into: HTMLElement): Promise<void> {
  try {
    await init();
  } catch {
    into.textContent = `${words.vi.startFailed} ${words.en.startFailed}`;
    return;
  }
  into.textContent = "";
  render(<App />, into);
}

if (page !== null) void start(page);
// Offline after the first visit. Without a secure connection there is no service worker, and the page works as before.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  addEventListener("load", () => void navigator.serviceWorker.register("./sw.js", { scope: "./" }).catch(() => undefined));
}
