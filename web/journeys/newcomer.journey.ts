/** Somebody who has files and no idea of Satsuma: from an empty folder to an editable deck, in the browser only. */
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { DATA, expect, hasData, test } from "./satsuma";

const FOLDER = "adventureworks";
const CUSTOMERS_AND_SALES = /^(AdventureWorks_|DimGeography|DimProduct|FactSurveyResponse).*\.csv(\.gz)?$/;
const LONG = 240_000;

test("from an empty folder to personas in a deck", async ({ page, empty }, about) => {
  test.skip(!hasData(FOLDER), `the real files of ${FOLDER} are not beside this checkout`);
  test.setTimeout(1_500_000);
  const told: string[] = [];
  page.on("pageerror", (error) => told.push(String(error)));

  await test.step("drop the files", async () => {
    await page.goto(empty.url);
    await expect(page.getByRole("heading", { level: 1, name: "Begin with your files" })).toBeVisible();
    const files = readdirSync(join(DATA, FOLDER)).filter((name) => CUSTOMERS_AND_SALES.test(name));
    await page.getByLabel("Files", { exact: true }).setInputFiles(files.map((name) => join(DATA, FOLDER, name)));
    await expect(page.getByText(`${files.length} of ${files.length} will be read.`)).toBeVisible({ timeout: LONG });
    await page.getByRole("button", { name: "Next" }).click();
  });

  await test.step("answer the three questions", async () => {
    await page.getByLabel("What is the problem?").fill("Many buy once and never again: whom should we win back first?");
    await page.getByRole("combobox", { name: "Which number should move?" }).fill("Revenue per");
    await page.getByRole("option", { name: "Revenue per customer, last 12 months" }).click();
    await page.getByRole("combobox", { name: "Who will use the answer?" }).fill("E-mail marketing");
    await page.getByRole("combobox", { name: "Who will use the answer?" }).press("Enter");
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByLabel("Name").fill("Adventure Works");
    await page.getByRole("button", { name: "Understand my files" }).click();
  });

  await test.step("look at what was understood, and run", async () => {
    await expect(page.getByRole("heading", { level: 1, name: "This is what Satsuma understood" })).toBeVisible({ timeout: LONG });
    await expect(page.getByRole("region", { name: "Your sources" })).toBeVisible();
    await page.getByRole("button", { name: "It is right: run" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Adventure Works" })).toBeVisible({ timeout: 2 * LONG });
    await expect(page.getByText("18,148").first()).toBeVisible();
  });

  await test.step("a segment from a template", async () => {
    await beginSegment(page);
    await page.getByRole("region", { name: "Templates" }).getByRole("button", { name: /^Lapsing customers/, disabled: false }).first().click();
    await saveSegment(page, "To be won back");
  });

  await test.step("a segment in the visual builder", async () => {
    await beginSegment(page);
    await page.getByRole("button", { name: "Build a rule" }).click();
    await page.getByRole("button", { name: "Add a condition" }).click();
    await page.getByLabel("Search: Add a condition").fill("home owner");
    await page.getByRole("option").first().click();
    await saveSegment(page, "With a home of their own");
  });

  await test.step("a segment by text", async () => {
    await beginSegment(page);
    await page.getByRole("button", { name: "Build a rule" }).click();
    await page.getByText("Text", { exact: true }).click();
    await page.getByLabel("The rule as text").fill("orders_ever >= 3");
    await saveSegment(page, "Came three times");
  });

  await test.step("discover a segmentation and adopt it as rules", async () => {
    await goTo(page, "Discover");
    await page.getByRole("link", { name: /Begin a study|New study/ }).first().click();
    await page.getByRole("radiogroup", { name: "Suggested" }).getByRole("radio").first().check();
    await page.getByRole("textbox", { name: "Title" }).fill("Ways of buying");
    await page.getByRole("button", { name: "Look for groups" }).click();
    await expect(page.getByRole("region", { name: "Verdict" })).toBeVisible({ timeout: 2 * LONG });
    await page.getByRole("radio", { name: "As rules" }).check();
    await page.getByRole("button", { name: /^Adopt( anew)? as rules/ }).click();
    await expect(page.getByText(/a segmentation of the project, as rules/)).toBeVisible({ timeout: LONG });
  });

  await test.step("run again, so that all of it is measured", async () => {
    await goTo(page, "Home");
    await page.getByRole("button", { name: "Run now" }).click();
    await expect(page.getByRole("button", { name: "Run now" })).toBeDisabled();
    await expect(page.getByRole("button", { name: "Run now" })).toBeEnabled({ timeout: 2 * LONG });
    await expect(page.getByText(/Definitions changed since the last run/)).toHaveCount(0);
  });

  await test.step("export the personas as a deck", async () => {
    await goTo(page, "Personas");
    await expect(page.getByRole("link", { name: /To be won back/ }).first()).toBeVisible({ timeout: LONG });
    const coming = page.waitForEvent("download", { timeout: 2 * LONG });
    await page.getByRole("button", { name: "Export all as a deck" }).click();
    await page.getByRole("menuitem", { name: "PowerPoint, text to edit" }).click();
    const deck = about.outputPath("personas.pptx");
    await (await coming).saveAs(deck);
    const slides = execFileSync("unzip", ["-p", deck, "ppt/slides/slide*.xml"], { encoding: "utf8", maxBuffer: 2 ** 28 });
    const texts = [...slides.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, text]) => text!).join("\n");
    for (const title of ["To be won back", "With a home of their own", "Came three times"]) expect(texts).toContain(title);
  });
  expect(told).toEqual([]);
});

async function goTo(page: Page, title: string): Promise<void> {
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: title, exact: true }).click();
}

async function beginSegment(page: Page): Promise<void> {
  await goTo(page, "Segments");
  await page.getByRole("link", { name: /New segment$|Make the first one/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "New segment" })).toBeVisible();
}

async function saveSegment(page: Page, title: string): Promise<void> {
  await page.getByRole("textbox", { name: "Title", exact: true }).fill(title);
  await expect(page.getByRole("button", { name: "Save the segment" })).toBeEnabled();
  await page.getByRole("button", { name: "Save the segment" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}
