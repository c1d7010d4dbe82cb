import { render } from "preact";
import { App } from "./components/App";
import "./style/analysts.css";

const page = document.getElementById("page");

if (page !== null) {
  page.textContent = "";
  render(<App />, page);
}
// Offline after the first visit, with the whole library at once: this page does nothing without it.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  addEventListener("load", () => {
    void navigator.serviceWorker.register("./sw.js", { scope: "./" }).catch(() => undefined);
    void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage("keep-all"));
  });
}
