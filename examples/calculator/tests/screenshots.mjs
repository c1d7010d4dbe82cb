// Pictures of the page at the sizes people hold and hang: `node tests/screenshots.mjs FOLDER`.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { give, sample, visit } from "./analysts.mjs";
import { ask, launch, open, serve } from "./browser.mjs";

const folder = process.argv[2] ?? "screenshots";
await mkdir(folder, { recursive: true });
const { url, close } = await serve();
const browser = await launch();
const QUESTIONS = {
  "": ask({ p: "1.004194", at: "2027-02-03T15:20" }),
  "empty-": "",
  "long-": ask({ l: "45 ngày", at: "2026-07-20T16:10", k: "interlinked", lang: "en" }),
  "projected-": ask({ p: "1.013978", at: "2030-01-10T09:00" }),
  "wrong-": ask({ l: "theo dự án được phê duyệt", at: "2026-11-23T09:00", h: "own", n: "x" }),
};
/** The second page: nothing yet, dossiers by unit and by month, ranks, and a file with mistakes. */
const ANALYSTS = {
  "empty-": { reach: async () => {} },
  "": { reach: (page) => sample(page, 0) },
  "months-": {
    lang: "en",
    reach: async (page) => {
      await sample(page, 0);
      await page.locator("input[name=by][value=month]").check();
      await page.locator(".numbers th[scope=row]", { hasText: "January" }).waitFor();
    },
  },
  "ranks-": { reach: (page) => sample(page, 1) },
  "wrong-": {
    reach: async (page) => {
      await give(page, "don_vi,tiep_nhan,hen_tra,ngay_tra\nXã Mẫu,05/01/2026,08/01/2026,12/01/2026\nXã Mẫu,31/02/2026,08/01/2026,\nXã Mẫu,05/01/2026,08/01/2026,sớm,x\n");
      await page.locator(".problem-rows li").first().waitFor();
      await page.locator(".picker-box summary").click();
    },
  },
};
for (const [name, width, height] of [["phone", 360, 780], ["tablet", 820, 1180], ["desktop", 1440, 900]]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [kind, { lang, reach }] of Object.entries(ANALYSTS)) {
      const { page, context, faults } = await visit(browser, url, { lang, viewport: { width, height }, colorScheme });
      await reach(page);
      await page.screenshot({ path: join(folder, `analysts-${kind}${name}-${colorScheme}.png`), fullPage: true });
      if (kind === "" && name === "desktop") await page.pdf({ path: join(folder, "analysts.pdf"), preferCSSPageSize: true, tagged: true });
      if (faults.length > 0) console.log("analysts", kind, name, colorScheme, faults);
      await context.close();
    }
    for (const [kind, fragment] of Object.entries(QUESTIONS)) {
      const { page, context, faults } = await open(browser, url, { fragment, viewport: { width, height }, colorScheme });
      await page.screenshot({ path: join(folder, `${kind}${name}-${colorScheme}.png`), fullPage: true });
      if (kind === "") await page.screenshot({ path: join(folder, `first-${name}-${colorScheme}.png`) });
      if (faults.length > 0) console.log(kind, name, colorScheme, faults);
      await context.close();
    }
  }
}
const { page, context } = await open(browser, url, { fragment: QUESTIONS[""] });
await page.pdf({ path: join(folder, "slip.pdf"), preferCSSPageSize: true, tagged: true });
await context.close();
await browser.close();
await close();
