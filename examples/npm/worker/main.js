// A hundred thousand due dates, away from the page's own thread.
const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => {
  document.querySelector("output").textContent = data;
};
worker.onerror = ({ message }) => {
  document.querySelector("output").textContent = message;
};
worker.postMessage({ received: new Float64Array(100_000).fill(Date.UTC(2026, 3, 24, 10)), amount: 3 });
