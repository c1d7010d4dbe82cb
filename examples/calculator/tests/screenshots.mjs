// Pictures of the page at the sizes people hold and hang: `node tests/screenshots.mjs FOLDER`.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ask, launch, open, serve } from "./browser.mjs";

const folder = process.argv[2] ?? "screenshots";
await mkdir(folder, { recursive: true });
const { url, close } = await serve();
const browser = await launch();
const question = ask({ p: "1.004194", at: "2027-02-03T15:20" });
for (const [name, width, height] of [["phone", 360, 780], ["tablet", 820, 1180], ["desktop", 1440, 900]]) {
  for (const colorScheme of ["light", "dark"]) {
    const { page, context, faults } = await open(browser, url, { fragment: question, viewport: { width, height }, colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
    if (faults.length > 0) console.log(name, colorScheme, faults);
    await context.close();
  }
}
const { page, context } = await open(browser, url, { fragment: question });
await page.pdf({ path: join(folder, "slip.pdf"), preferCSSPageSize: true, tagged: true });
await context.close();
await browser.close();
await close();
