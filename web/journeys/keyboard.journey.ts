/** The same work without a mouse: Tab, Enter, arrows and typing. Nothing here clicks, and nothing is focused by script. */
import type { Locator, Page } from "@playwright/test";
import { ask } from "./api";
import { expect, test } from "./satsuma";

const MOST_STOPS = 150;

test("a segment, an order and a note by keyboard alone", async ({ page, demo }) => {
  test.setTimeout(300_000);
  const keys = page.keyboard;

  await test.step("from Home to a new segment", async () => {
    await page.goto(demo.url);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await tabTo(page, page.getByRole("link", { name: "Segments", exact: true }));
    await keys.press("Enter");
    await tabTo(page, page.getByRole("link", { name: "New segment", exact: true }));
    await keys.press("Enter");
    await tabTo(page, page.getByRole("button", { name: "Build a rule" }));
    await keys.press("Enter");
  });

  await test.step("a condition with a variable and a value", async () => {
    await tabTo(page, page.getByRole("button", { name: "Add a condition" }));
    await keys.press("Enter");
    await expect(page.getByLabel("Search: Add a condition")).toBeFocused();
    await keys.type("orders ever");
    await keys.press("Enter");
    await expect(page.getByRole("textbox", { name: "Compared with" })).toBeFocused();
    await keys.type("3");
    await expect(page.getByText(/^[\d,]+ of [\d,]+: [\d.]+%$/).first()).toBeAttached();
  });

  await test.step("its title, saved", async () => {
    await tabTo(page, page.getByRole("textbox", { name: "Title", exact: true }));
    await keys.type("Came by keyboard");
    await tabTo(page, page.getByRole("button", { name: "Save the segment" }));
    await expect(page.getByRole("button", { name: "Save the segment" })).toBeEnabled();
    await keys.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Came by keyboard" })).toBeVisible();
    expect((await ask<{ rule: string }>(demo, "definitions/segments/came-by-keyboard")).rule).toContain("3");
  });

  await test.step("a segmentation's order", async () => {
    const { definitions } = await ask<{ definitions: { segmentations: Record<string, { title: string; priorities: { name: string }[] }> } }>(demo, "definitions");
    const [name, division] = Object.entries(definitions.segmentations).find(([, each]) => each.priorities.length > 2)!;
    const before = division.priorities.map((part) => part.name);
    await page.goto(`${demo.url}/segments/divide/${name}`);
    const first = page.getByRole("button", { name: /^Move .*: place 1 of/ });
    await tabTo(page, first);
    const title = (await first.getAttribute("aria-label"))!.replace(/^Move (.*): place.*$/, "$1");
    await keys.press("Space");
    await expect(page.getByText(`${title} is over place 1 of ${before.length}.`)).toBeAttached();
    await keys.press("ArrowDown");
    await expect(page.getByText(`${title} is over place 2 of ${before.length}.`)).toBeAttached();
    await keys.press("Space");
    await expect(page.getByRole("button", { name: `Move ${title}: place 2 of ${before.length}` })).toBeFocused();
    await tabTo(page, page.getByRole("button", { name: "Save changes" }));
    await keys.press("Enter");
    await expect(page.getByRole("region", { name: "Unsaved changes" })).toHaveCount(0);
    const after = await ask<{ priorities: { name: string }[] }>(demo, `definitions/segmentations/${name}`);
    expect(after.priorities.map((part) => part.name)).toEqual([before[1], before[0], ...before.slice(2)]);
  });

  await test.step("a note on a persona", async () => {
    await page.goto(`${demo.url}/personas`);
    await tabTo(page, page.getByRole("listitem").getByRole("link").first());
    await keys.press("Enter");
    const add = page.getByRole("button", { name: /^Add a note to/ }).first();
    await expect(add).toBeVisible();
    await tabTo(page, add);
    await keys.press("Enter");
    await expect(page.getByRole("textbox", { name: "Your note" })).toBeFocused();
    await keys.type("Met at the fair: asks for peat-free soil.");
    await tabTo(page, page.getByRole("button", { name: "Save the note" }));
    await keys.press("Enter");
    await expect(page.getByRole("textbox", { name: "Your note" })).toHaveCount(0);
    await expect(page.getByText("Met at the fair: asks for peat-free soil.")).toBeVisible();
  });
});

/** Goes on by Tab until the wanted thing has the keyboard, as somebody would who sees where it is. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted.first()).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await wanted.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${String(wanted)} is not reached within ${MOST_STOPS} stops of Tab`);
}
