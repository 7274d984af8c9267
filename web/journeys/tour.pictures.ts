/** The pictures of the README and of the tour, taken from the demo company as a reader would see it. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, newFolder, SATSUMA, serve, stop, test } from "./satsuma";

const IMAGES = resolve(import.meta.dirname, "../../docs/images");

const PICTURES: readonly { name: string; path: string; ready: string; height?: number }[] = [
  { name: "home", path: "/", ready: "by segment", height: 1240 },
  { name: "targets", path: "/targets", ready: "Questions that will help" },
  { name: "data", path: "/data", ready: "Shop orders" },
  { name: "variables", path: "/variables", ready: "Age" },
  { name: "patterns", path: "/patterns", ready: "What goes together" },
  { name: "discover", path: "/discover/habits", ready: "Clear groups exist" },
  { name: "builder", path: "/segments/slipping-regulars", ready: "Slipping regulars" },
  { name: "overlaps", path: "/segments/overlaps", ready: "verlap" },
  { name: "scorecard", path: "/scorecard", ready: "Larkfield's groups" },
  { name: "personas", path: "/personas", ready: "Larkfield's groups" },
  { name: "persona", path: "/personas/story/slipping-regulars", ready: "Needs and limits", height: 1100 },
  { name: "compare", path: "/compare?segment=slipping-regulars&segment=vips&segment=discount-hunters", ready: "everyone" },
];

test("pictures of the demo company", async ({ browser }) => {
  test.setTimeout(1_800_000);
  const folder = join(newFolder(), "larkfield");
  const satsuma = (...words: string[]) => execFileSync(SATSUMA, words, { stdio: "ignore" });
  satsuma("demo", folder);
  for (const words of [["explore"], ["answer", "--all"], ["discover", "habits"], ["scorecard"]]) satsuma("-C", folder, ...words);
  const served = await serve(folder);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "light", reducedMotion: "reduce", locale: "en-GB" });
  for (const { name, path, ready, height } of PICTURES) {
    const page = await context.newPage();
    await page.setViewportSize({ width: 1440, height: height ?? 900 });
    await page.goto(served.url + path);
    await expect(page.getByText(ready).first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("status").filter({ hasText: / …$/ })).toHaveCount(0, { timeout: 60_000 });
    await page.screenshot({ path: join(IMAGES, `app-${name}.png`), animations: "disabled" });
    await page.close();
  }
  await context.close();
  await stop(served);
  rmSync(resolve(folder, ".."), { recursive: true, force: true });
});
