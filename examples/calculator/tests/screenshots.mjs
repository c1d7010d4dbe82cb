// Pictures of the page at the sizes people hold and hang: `node tests/screenshots.mjs FOLDER`; those of the README: `node tests/screenshots.mjs`.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { give, sample, visit } from "./analysts.mjs";
import { ask, launch, open, serve } from "./browser.mjs";

const TET = ask({ p: "1.004194", at: "2027-02-03T15:20" });
const BIRTH = ask({ g: "nd63_2024_birth", at: "2026-09-10T10:00", c: "verification" });
const SUPPLEMENT = ask({ l: "5 ngày làm việc", at: "2026-07-06T08:00", q: "2026-07-08T10:00" });
const LARGEST = 80_000;

const { url, close } = await serve();
const browser = await launch();
const [, , folder] = process.argv;
if (folder === undefined) await docs(fileURLToPath(new URL("../docs", import.meta.url)));
else {
  await all(folder);
  await analysts(folder);
}
await browser.close();
await close();

/** One picture in WebP, of the whole screen or of what is inside a part of the page. */
async function webp(page, context, part) {
  const session = await context.newCDPSession(page);
  const box = part === undefined ? null : await page.locator(part).evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + scrollX - 16, y: y + scrollY - 16, width: width + 32, height: height + 32 };
  });
  const clip = box === null ? {} : { clip: { ...box, scale: 1 }, captureBeyondViewport: true };
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 72, ...clip });
  return Buffer.from(data, "base64");
}

async function docs(into) {
  await mkdir(into, { recursive: true });
  const PICTURES = {
    "phone": { fragment: TET, wait: ".steps", at: "2027-02-03T15:20", viewport: { width: 360, height: 780 }, deviceScaleFactor: 2, scroll: "#result" },
    "desktop": { fragment: TET, wait: ".steps", at: "2027-02-05T09:00", viewport: { width: 1440, height: 900 } },
    "stages": { fragment: BIRTH, wait: ".stages", at: "2026-09-14T09:00", viewport: { width: 820, height: 1180 }, colorScheme: "dark", part: ".stages" },
    "supplement": { fragment: SUPPLEMENT, wait: ".policies", at: "2026-07-14T10:00", viewport: { width: 820, height: 1180 }, part: ".supplement" },
  };
  const keep = async (name, { page, context }, part) => {
    await page.waitForTimeout(300);
    const picture = await webp(page, context, part);
    if (picture.length > LARGEST) throw new Error(`${name}: ${picture.length} bytes`);
    await writeFile(join(into, `${name}.webp`), picture);
    console.log(`${name}.webp ${picture.length} bytes`);
    await context.close();
  };
  for (const [name, { fragment, wait, scroll, part, ...options }] of Object.entries(PICTURES)) {
    const opened = await open(browser, url, { fragment, ...options });
    await opened.page.locator(wait).waitFor();
    if (scroll !== undefined) await opened.page.locator(scroll).evaluate((element) => element.scrollIntoView({ block: "start" }));
    await keep(name, opened, part);
  }
  const ANALYSTS = {
    "rates": { example: 0, part: "section[aria-labelledby=rates-title]" },
    "ranks": { example: 1, part: "section[aria-labelledby=ranks-title]", colorScheme: "dark" },
  };
  for (const [name, { example, part, ...options }] of Object.entries(ANALYSTS)) {
    const opened = await visit(browser, url, { viewport: { width: 900, height: 1000 }, ...options });
    await sample(opened.page, example);
    await keep(name, opened, part);
  }
}

async function all(into) {
  await mkdir(into, { recursive: true });
  const QUESTIONS = {
    "": [TET, ".steps"],
    "empty-": ["", ".pile"],
    "long-": [ask({ l: "45 ngày", at: "2026-07-20T16:10", k: "interlinked", lang: "en" }), ".steps"],
    "projected-": [ask({ p: "1.013978", at: "2030-01-10T09:00" }), ".steps"],
    "wrong-": [ask({ l: "theo dự án được phê duyệt", at: "2026-11-23T09:00", h: "own", n: "x" }), ".pile"],
    "stages-": [BIRTH, ".stages"],
    "supplement-": [SUPPLEMENT, ".policies"],
    "own-": [ask({ l: "2 ngày làm việc", at: "2026-10-16T09:00", x: "2026-10-19|2026-10-20|Nghỉ do lũ lụt|", lang: "en" }), ".steps"],
  };
  for (const [name, width, height] of [["phone", 360, 780], ["tablet", 820, 1180], ["desktop", 1440, 900]]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const [kind, [fragment, wait]] of Object.entries(QUESTIONS)) {
        const { page, context, faults } = await open(browser, url, { fragment, viewport: { width, height }, colorScheme });
        await page.locator(wait).waitFor();
        await page.screenshot({ path: join(into, `${kind}${name}-${colorScheme}.png`), fullPage: true });
        if (kind === "") await page.screenshot({ path: join(into, `first-${name}-${colorScheme}.png`) });
        if (faults.length > 0) console.log(kind, name, colorScheme, faults);
        await context.close();
      }
    }
  }
  const { page, context } = await open(browser, url, { fragment: TET });
  await page.pdf({ path: join(into, "slip.pdf"), preferCSSPageSize: true, tagged: true });
  await context.close();
}

/** The second page: nothing yet, dossiers by unit and by month, ranks, and a file with mistakes. */
async function analysts(into) {
  const months = async (page) => {
    await sample(page, 0);
    await page.locator("input[name=by][value=month]").check();
    await page.locator(".numbers th[scope=row]", { hasText: "January" }).waitFor();
  };
  const mistakes = async (page) => {
    await give(page, "don_vi,tiep_nhan,hen_tra,ngay_tra\nXã Mẫu,05/01/2026,08/01/2026,12/01/2026\nXã Mẫu,31/02/2026,08/01/2026,\nXã Mẫu,05/01/2026,08/01/2026,sớm,x\n");
    await page.locator(".problem-rows li").first().waitFor();
    await page.locator(".picker-box summary").click();
  };
  const VIEWS = [["empty-", "vi", async () => {}], ["", "vi", (page) => sample(page, 0)], ["months-", "en", months], ["ranks-", "vi", (page) => sample(page, 1)], ["wrong-", "vi", mistakes]];
  for (const [name, width, height] of [["phone", 360, 780], ["tablet", 820, 1180], ["desktop", 1440, 900]]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const [kind, lang, reach] of VIEWS) {
        const { page, context, faults } = await visit(browser, url, { lang, viewport: { width, height }, colorScheme });
        await reach(page);
        await page.screenshot({ path: join(into, `analysts-${kind}${name}-${colorScheme}.png`), fullPage: true });
        if (kind === "" && name === "desktop") await page.pdf({ path: join(into, "analysts.pdf"), preferCSSPageSize: true, tagged: true });
        if (faults.length > 0) console.log("analysts", kind, name, colorScheme, faults);
        await context.close();
      }
    }
  }
}
