/** Two people change the same segment: the second one is told, chooses, and nothing of either is lost. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ask } from "./api";
import { expect, test } from "./satsuma";

const ADDRESS = "/segments/of/new-customers";

test("the second of two editors merges", async ({ browser, demo }) => {
  test.setTimeout(300_000);
  const [anna, ben] = await Promise.all([0, 1].map(async () => (await browser.newContext()).newPage()));
  for (const page of [anna!, ben!]) {
    await page.goto(demo.url + ADDRESS);
    await expect(page.getByRole("textbox", { name: "The rule as text" }).or(page.getByRole("group", { name: "The rule" }))).toBeVisible();
    await page.evaluate(() => window.addEventListener("visibilitychange", (event) => event.stopImmediatePropagation(), true));
  }

  await anna!.getByRole("textbox", { name: "Owner" }).fill("Anna");
  await ben!.getByRole("textbox", { name: "What to do with them" }).fill("Call them within a week.");
  await ben!.getByRole("textbox", { name: "Owner" }).fill("Ben");
  await anna!.getByRole("button", { name: "Save changes" }).click();
  await expect(anna!.getByRole("region", { name: "Unsaved changes" })).toHaveCount(0);

  await ben!.getByRole("button", { name: "Save changes" }).click();
  const merge = ben!.getByRole("dialog", { name: /Somebody else changed this segment/ });
  await expect(merge).toBeVisible();
  const owner = merge.getByRole("radiogroup", { name: "Owner" });
  await expect(merge.getByText("Both of you changed this.")).toBeVisible();
  await expect(owner.getByRole("radio", { name: /Theirs: Anna/ })).toBeVisible();
  await expect(owner.getByRole("radio", { name: /Yours: Ben/ })).toBeVisible();
  await owner.getByRole("radio", { name: /Theirs: Anna/ }).check();
  await expect(merge.getByRole("radio", { name: /Yours: Call them within a week/ })).toBeChecked();
  await merge.getByRole("button", { name: "Save what is chosen" }).click();
  await expect(merge).toHaveCount(0);

  await expect.poll(() => readYaml(demo.folder, "segments")).toContain("Call them within a week.");
  expect(readYaml(demo.folder, "segments")).toContain("owner: Anna");

  await ben!.getByRole("tab", { name: "Edits" }).click();
  const edits = ben!.getByRole("region", { name: "Edits" }).getByRole("listitem");
  await expect(edits.filter({ hasText: "Anna" })).toHaveCount(1);
  await expect(edits.filter({ hasText: "Call them within a week." })).toHaveCount(1);
  await edits.first().getByRole("button", { name: "Take it back" }).click();
  await expect.poll(() => readYaml(demo.folder, "segments")).not.toContain("Call them within a week.");
  expect(readYaml(demo.folder, "segments")).toContain("owner: Anna");
  const { owner: kept } = await ask<{ owner: string }>(demo, "definitions/segments/new-customers");
  expect(kept).toBe("Anna");
});

/** All files of one section as text. */
function readYaml(folder: string, section: string): string {
  return readdirSync(join(folder, section)).map((name) => readFileSync(join(folder, section, name), "utf8")).join("\n");
}
