// The built page on a server and a browser, for all tests of a file.
import { after, before } from "node:test";
import { launch, serve } from "./browser.mjs";

export let site;
export let browser;

before(async () => {
  site = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});
