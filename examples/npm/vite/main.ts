import init, { deadline, type Deadline } from "motcua/light";

await init();
const due: Deadline = deadline("2026-04-24T10:00:00", "03 ngày làm việc");

const worker = new Worker(new URL("worker.ts", import.meta.url), { type: "module" });
worker.onmessage = ({ data }: MessageEvent<string>) => {
  document.querySelector("output")!.textContent = `${due.dueAt}, ${data}`;
};
worker.postMessage(due.dueOn);
