import init, { dossierCode } from "motcua";

// Before the first `await`, or a message could be missed.
const ready = init();

addEventListener("message", async ({ data }: MessageEvent<string>) => {
  await ready;
  postMessage(dossierCode({ unit: "H99.645", receivedOn: data, serial: 7 }).code);
});
