// What stays when the reader leaves: saved dossiers, the offline copy, the place on the screen.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ask, FOLDER, open, serve } from "./browser.mjs";
import { browser, site } from "./stage.mjs";

const built = fileURLToPath(new URL("../../../target/site", import.meta.url));
const TET = ask({ p: "1.004194", at: "2027-02-03T15:20" });
const PHONE = { width: 390, height: 844 };

const save = async (page, name) => {
  await page.locator("#save-name").fill(name);
  await page.locator(".save button").click();
};
const names = (page) => page.locator(".saved th").allTextContents();
const top = (page) => page.locator(".due").first().evaluate((element) => element.getBoundingClientRect().top);

test("the button to the result shows the due moment, on a phone too", async () => {
  const { page, context, faults } = await open(browser, site.url, { fragment: TET, viewport: PHONE });
  await page.locator(".steps").waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator(".peek").click();
  const shown = await top(page);
  assert.ok(shown >= 0 && shown < PHONE.height / 2, `the due moment stands at ${shown}`);
  assert.equal(await page.evaluate(() => document.activeElement.id), "result");
  await save(page, "HS-A");
  await page.locator(".saved button", { hasText: "Mở" }).click();
  const opened = await top(page);
  assert.ok(opened >= 0 && opened < PHONE.height / 2, `after opening it stands at ${opened}`);
  assert.deepEqual(faults, []);
  await context.close();
});

test("two tabs keep one list, and what was removed can be brought back", async () => {
  const { page, context } = await open(browser, site.url, { fragment: TET });
  const other = await context.newPage();
  await other.goto(site.url + TET);
  for (const tab of [page, other]) await tab.locator("#save-name").waitFor();
  await save(page, "TAB1");
  await save(other, "TAB2");
  for (const tab of [page, other]) {
    await tab.locator(".saved th", { hasText: "TAB2" }).waitFor();
    assert.deepEqual((await names(tab)).sort(), ["TAB1", "TAB2"]);
  }
  await page.getByRole("button", { name: "Xóa: TAB1" }).click();
  await page.locator(".removed button:focus", { hasText: "Hoàn tác" }).waitFor();
  assert.deepEqual(await names(page), ["TAB2"]);
  await page.keyboard.press("Enter");
  await page.locator(".saved th", { hasText: "TAB1" }).waitFor();
  await page.locator("#saved-title:focus").waitFor();
  await context.close();
});

test("a full list takes no more and loses none; a long name stays on the screen", async () => {
  const { page, context } = await open(browser, site.url, { viewport: { width: 320, height: 640 } });
  const fragment = TET.slice(1);
  await page.evaluate((address) => localStorage.setItem("motcua-calculator-saved",
    JSON.stringify(Array.from({ length: 500 }, (_, place) => ({ id: String(place), name: `${place}-${"x".repeat(100)}`, fragment: address })))), fragment);
  await page.goto(site.url + TET);
  await page.reload();
  await page.locator(".saved th").first().waitFor();
  assert.equal(await page.locator(".saved tbody tr").count(), 500);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await save(page, "501");
  assert.match(await page.locator(".message").first().textContent(), /500/);
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem("motcua-calculator-saved")).length), 500);
  await context.close();
});

test("a saved dossier opens in the language of the reader, which a reload keeps", async () => {
  const { page, context } = await open(browser, site.url, { fragment: `${TET}&lang=en` });
  await page.locator("#save-name").waitFor();
  await save(page, "HS-A");
  await page.getByRole("button", { name: "Open: HS-A" }).click();
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  await page.goto(`${site.url}?x#lang=en`);
  await page.locator(".pile").waitFor();
  await page.waitForTimeout(500);
  await page.reload();
  await page.locator(".pile").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  await context.close();
});

/** Two folders of one server, each of which can be given another build. */
async function twoCopies() {
  const root = mkdtempSync(join(tmpdir(), "motcua-site-"));
  for (const name of ["a", "b"]) cpSync(built, join(root, name), { recursive: true });
  const both = await serve(root);
  const rebuild = (name, version) => {
    const file = join(root, name, "sw.js");
    writeFileSync(file, readFileSync(file, "utf8").replace(/(OURS \+ ")[^"]*"/, `$1${version}"`));
  };
  const close = async () => {
    await both.close();
    rmSync(root, { recursive: true });
  };
  return { url: (name) => `${both.url}${name}/`, rebuild, close };
}

test("two copies on one server keep an offline copy each; a newer build is offered and taken", async () => {
  const copies = await twoCopies();
  copies.rebuild("b", "another");
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const name of ["a", "b"]) {
    await page.goto(copies.url(name));
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }
  await context.setOffline(true);
  for (const name of ["a", "b"]) {
    await page.goto(copies.url(name));
    await page.locator(".pile").waitFor();
  }
  await context.setOffline(false);
  copies.rebuild("a", "newer");
  await page.goto(copies.url("a"));
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await Promise.all([page.waitForEvent("load"), page.locator(".update button").click()]);
  await page.locator(".pile").waitFor();
  const kept = await page.evaluate(() => caches.keys());
  assert.deepEqual(kept.sort(), [`motcua-calculator ${FOLDER}a/ newer`, `motcua-calculator ${FOLDER}b/ another`]);
  assert.equal(await page.locator(".update").count(), 0);
  await context.close();
  await copies.close();
});
