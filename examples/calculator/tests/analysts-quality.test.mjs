// The second page for everyone: axe in every state, keyboard, narrow and wide, offline, print, strict content security policy.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { open, serve } from "./browser.mjs";
import { browser, site } from "./stage.mjs";
import { give, sample, visit } from "./analysts.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const BAD = "don_vi,tiep_nhan,hen_tra,ngay_tra\nA,05/01/2026,08/01/2026,12/01/2026\nB,05/01/2026,08/01/2026,06/01/2026\nA,99/01/2026,08/01/2026,\n";
/** What the page can look like. */
const STATES = {
  empty: async () => {},
  dossiers: (page) => sample(page, 0),
  months: async (page) => {
    await sample(page, 0);
    await page.locator("input[name=by][value=month]").check();
    await page.locator("input[name=time-of]").first().waitFor();
    await page.locator(".choices-box summary").click();
    await page.locator("#choice-asOf").fill("x");
    await page.locator("#choice-asOf").press("Enter");
    await page.locator("#choice-asOf-error").waitFor();
  },
  ranks: (page) => sample(page, 1),
  shares: async (page) => {
    await sample(page, 2);
    await page.locator(".choices-box summary").click();
    await page.locator(".picker-box summary").click();
  },
  problems: async (page) => {
    await give(page, BAD);
    await page.locator(".problem-rows li").first().waitFor();
  },
  missing: async (page) => {
    await give(page, "a,b\nx,y\n");
    await page.locator(".asked .error").waitFor();
  },
  refused: async (page) => {
    await give(page, "");
    await page.locator(".source .error").waitFor();
  },
};

for (const lang of ["vi", "en"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing in any state: ${lang}, ${colorScheme}`, async () => {
      for (const [name, reach] of Object.entries(STATES)) {
        const { page, context, faults } = await visit(browser, site.url, { lang, colorScheme, viewport: { width: 820, height: 1180 } });
        await reach(page);
        await page.locator(".answer[aria-busy=false]").waitFor();
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
        assert.deepEqual(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ target }) => target).join(" | ")}`), []);
        assert.deepEqual(faults, [], name);
        await context.close();
      }
    });
  }
}

test("no state scrolls sideways, from 320 pixels to a wall", async () => {
  for (const [width, height] of [[320, 568], [360, 780], [820, 1180], [1440, 900], [3840, 2160]]) {
    for (const [name, reach] of Object.entries(STATES)) {
      const { page, context } = await visit(browser, site.url, { viewport: { width, height } });
      await reach(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${name} at ${width}`);
      await context.close();
    }
  }
});

test("with the keyboard alone, from nothing to a sorted table", async () => {
  const { page, context } = await visit(browser, site.url);
  const tabTo = async (wanted) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate(() => document.activeElement?.textContent.trim())).startsWith(wanted)) return;
    }
    assert.fail(`no way to ${wanted}`);
  };
  await tabTo("720 hồ sơ");
  await page.keyboard.press("Enter");
  await page.locator(".numbers tbody tr").first().waitFor();
  await tabTo("Giải quyết quá hạn");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".numbers [aria-sort=ascending]").innerText().then((text) => text.replace(/\s+/g, " ").trim()), "Giải quyết quá hạn ▲");
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
  // The file is chosen with the keyboard, too.
  assert.ok(await page.evaluate(() => {
    const input = document.querySelector("input[type=file]");
    input.focus();
    return document.activeElement === input;
  }));
  await context.close();
});

test("a file is dropped", async () => {
  const { page, context, faults } = await visit(browser, site.url);
  await page.locator(".drop").evaluate((target, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "tha.csv", { type: "text/csv" }));
    for (const type of ["dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  }, BAD);
  await page.locator(".message", { hasText: "tha.csv: 3 dòng" }).waitFor();
  await page.locator(".numbers tbody tr").first().waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("a screen reader hears each value of the picture, and what goes on", async () => {
  const { page, context } = await visit(browser, site.url);
  await sample(page, 0);
  const list = page.getByRole("list", { name: /Tỷ lệ giải quyết trước hạn, đúng hạn: Đơn vị/ });
  assert.equal(await list.getByRole("listitem").count(), await page.locator(".numbers tbody tr").count());
  assert.match(await list.getByRole("listitem").first().innerText(), /%\s*\(\d+,\d–\d+,\d\)/);
  assert.match(await page.getByRole("main").getByRole("status").innerText(), /dossiers_made_up.csv: 720 dòng/);
  await context.close();
});

test("offline after the first visit, with the whole library", async () => {
  const own = await serve();
  const { page, context, faults } = await visit(browser, own.url);
  const wanted = await page.evaluate(async () => {
    const worker = await (await fetch("./sw.js")).text();
    return [...worker.matchAll(/(?:FILES|LARGE) = (\[.*?\]);/g)].flatMap(([, list]) => JSON.parse(list)).map((file) => new URL(file, location.href).href);
  });
  assert.ok(wanted.some((url) => url.endsWith("analysts.html")) && wanted.filter((url) => url.endsWith(".wasm")).length > 1);
  const kept = () => page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat());
  const until = Date.now() + 20_000;
  for (let urls = []; !wanted.every((url) => urls.includes(url)); urls = await kept()) assert.ok(Date.now() < until, "the files are not kept");
  await own.close();
  await context.setOffline(true);
  await page.reload();
  await sample(page, 1);
  await page.locator(".statement", { hasText: "1/34" }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test("it prints on A4, with what was computed and without the controls", async () => {
  const { page, context } = await visit(browser, site.url);
  await sample(page, 0);
  const pdf = (await page.pdf({ preferCSSPageSize: true, tagged: true })).toString("latin1");
  const [width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf).slice(1).map(Number);
  assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `${width} x ${height}`);
  assert.ok((pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0) <= 3);
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".drop", ".samples", ".asked", ".bar"]) assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
  for (const seen of [".findings", ".tiles", ".composition", ".intervals", ".numbers", ".source .message"]) assert.ok(await page.locator(seen).first().isVisible(), seen);
  await context.close();
});

test("no script or style inside the page, and what is injected does not run", async () => {
  const html = await (await fetch(new URL("analysts.html", site.url))).text();
  assert.doesNotMatch(html, /<style|style=|<script(?![^>]*src=)|https?:\/\//);
  const policy = async (name) => /Content-Security-Policy" content="([^"]*)"/.exec(await (await fetch(new URL(name, site.url))).text())[1];
  assert.equal(await policy("analysts.html"), await policy("index.html"));
  const { page, context, faults } = await visit(browser, site.url);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.ok(faults.some((fault) => /Content Security Policy/.test(fault)));
  await context.close();
});

test("the theme and the language chosen on one page hold on the other", async () => {
  const { page, context } = await visit(browser, site.url, { fragment: "" });
  await page.getByLabel("Nền").selectOption("dark");
  await page.getByRole("button", { name: "English" }).click();
  await page.goto(site.url);
  await page.locator(".pile").waitFor();
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme]), ["en", "dark"]);
  await context.close();
});

test("where the computation cannot start, the page says so, and tries again", async () => {
  const { page, context } = await open(browser, site.url, { name: "analysts.html", last: "footer" });
  await context.route("**/*.wasm", (route) => route.abort());
  await page.reload();
  await page.locator("footer").waitFor();
  await give(page, BAD);
  await page.locator(".source .error", { hasText: "WebAssembly" }).waitFor();
  // Choosing again tries again.
  await context.unrouteAll();
  await give(page, BAD);
  await page.locator(".numbers tbody tr").first().waitFor();
  await context.close();
});
