import init, { batch } from "./node_modules/motcua/columns/motcua.js";

// Before the first `await`, or a message could be missed.
const ready = init();

addEventListener("message", async ({ data: { received, amount } }) => {
  await ready;
  const { dueAt } = batch.deadlines(received, amount, "working_day");
  postMessage(`${dueAt.length} × ${batch.momentOf(dueAt[dueAt.length - 1])}`);
});
