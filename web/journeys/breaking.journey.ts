/** What goes wrong in life: work that is stopped, a server that is killed, a huge file, names that are no names. */
import { closeSync, mkdirSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { ask, work } from "./api";
import { expect, newFolder, serve, type Served, stop, test } from "./satsuma";

const LONG = 240_000;
const HUGE_BYTES = 200_000_000;
const EVIL = `<img src=x onerror=alert(1)>`;

interface Run {
  id: string;
  status: "published" | "running" | "failed" | "withdrawn";
}

test("a run is cancelled and repeated", async ({ page, demo }) => {
  const before = await readGood(demo);
  await giveWork(demo);
  await page.goto(demo.url);
  await page.getByRole("button", { name: /^Run (now|again)$/ }).click();
  const progress = page.getByRole("main").getByRole("group", { name: /run/i });
  await progress.getByRole("button", { name: "Cancel" }).click();
  await expect(progress.getByText("Cancelled")).toBeVisible({ timeout: LONG });
  expect(await readGood(demo)).toEqual(before);
  await page.getByRole("button", { name: /^Run (now|again)$/ }).click();
  await expect.poll(() => readGood(demo).then((good) => good.length), { timeout: LONG }).toBe(before.length + 1);
  await expect(page.getByRole("button", { name: /^Run (now|again)$/ })).toBeEnabled();
});

test("the server is killed in the middle of a run", async ({ page, demo }) => {
  test.setTimeout(2 * LONG);
  const before = await readGood(demo);
  await giveWork(demo);
  await page.goto(demo.url);
  await page.getByRole("button", { name: /^Run (now|again)$/ }).click();
  await expect.poll(() => ask<{ state: string; what: string | null }[]>(demo, "jobs").then((jobs) => jobs[0]?.what ?? null), { timeout: LONG }).not.toBeNull();
  await stop(demo, "SIGKILL");
  const again = await serve(demo.folder, Number(new URL(demo.url).port));
  try {
    await page.goto(again.url);
    expect(await readGood(again)).toEqual(before);
    await expect(page.getByText("Counts now")).toBeVisible();
    await expect(page.getByText("The server stopped before this was done.")).toBeVisible();
    await page.getByRole("button", { name: /^Run (now|again)$/ }).first().click();
    await expect.poll(() => readGood(again).then((good) => good.length), { timeout: LONG }).toBe(before.length + 1);
  } finally {
    await stop(again, "SIGKILL");
  }
});

test("a file of 200 MB is sent and understood", async ({ page, empty }) => {
  test.setTimeout(4 * LONG);
  const folder = newFolder();
  const file = join(folder, "orders.csv");
  try {
    writeOrders(file, HUGE_BYTES);
    await page.goto(empty.url);
    await page.getByLabel("Files", { exact: true }).setInputFiles(file);
    await expect(page.getByRole("progressbar", { name: /orders.csv/ })).toBeVisible({ timeout: LONG });
    await expect(page.getByText("1 of 1 will be read.")).toBeVisible({ timeout: LONG });
    expect(statSync(join(empty.folder, "data/orders.csv")).size).toBe(statSync(file).size);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("button", { name: "Skip" }).click();
    await page.getByRole("button", { name: "Understand my files" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "This is what Satsuma understood" })).toBeVisible({ timeout: 2 * LONG });
    await expect(page.getByRole("region", { name: "Your sources" })).toContainText(/Orders/);
    await expect(page.getByRole("region", { name: "Your sources" })).toContainText(/order/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("names with HTML and emoji are text everywhere", async ({ page }) => {
  test.setTimeout(2 * LONG);
  const folder = newFolder();
  writeOddFiles(folder);
  const served = await serve(folder);
  try {
    expect((await work(served, "start", { files: ["data/contacts.csv", "data/orders.csv"], name: `${EVIL} 🍊`, timezone: "UTC", locale: "en" })).state).toBe("done");
    expect((await work(served, "runs")).state).toBe("done");
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await ask(served, "definitions/segments/odd", "PUT", { rule: "orders_ever >= 1", title: `${EVIL} 🍊 fans`, unit: "customer", enabled: true, owner: EVIL, action: EVIL });
    await page.goto(served.url);
    await page.getByRole("button", { name: /^Run (now|again)$/ }).click();
    const { definitions } = await ask<{ definitions: { segments: Record<string, unknown> } }>(served, "definitions");
    expect(Object.keys(definitions.segments)).toContain("odd");
    await expect.poll(() => readGood(served).then((good) => good.length), { timeout: LONG }).toBe(2);
    for (const address of ["/", "/data", "/data/set-aside", "/variables", "/segments", "/segments/of/odd", "/segments/of/odd?tab=who", "/personas", "/personas/odd", "/compare"]) {
      await page.goto(served.url + address);
      await page.waitForLoadState("networkidle");
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expect(page.locator("img[src=x]")).toHaveCount(0);
    }
    await page.goto(`${served.url}/personas/odd`);
    await expect(page.getByRole("heading", { level: 1, name: `${EVIL} 🍊 fans` })).toBeVisible();
    await expectSafeExport(page, served);
    expect(dialogs).toEqual([]);
  } finally {
    await stop(served, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The runs that count, by their names. */
async function readGood(served: Served): Promise<string[]> {
  const runs = await ask<Run[]>(served, "runs");
  return runs.filter((run) => run.status === "published").map((run) => run.id);
}

/** Something new, so that a run does not end at once with what is there already. */
async function giveWork(served: Served): Promise<void> {
  await ask(served, "definitions/segments/several", "PUT", { rule: "orders_ever >= 2", title: "Came several times", unit: "customer", enabled: true });
}

/** A card as a page of its own: opened as a file it runs nothing either. */
async function expectSafeExport(page: Page, served: Served): Promise<void> {
  const made = await fetch(`${served.url}/v1/persona-export?form=html&name=odd`);
  expect(made.status).toBe(200);
  const html = await made.text();
  expect(html).toContain("🍊 fans");
  expect(html).not.toContain("<img src=x");
  await page.setContent(html);
  await expect(page.locator("img[src=x]")).toHaveCount(0);
}

function writeOrders(path: string, bytes: number): void {
  const file = openSync(path, "w");
  const extra = Array.from({ length: 24 }, (_, index) => `attribute_${index + 1}`);
  writeSync(file, `order_id,customer_id,order_date,amount,category,${extra.join(",")}\n`);
  const filling = extra.map((_, index) => `value ${index}`).join(",");
  let written = 0;
  for (let block = 0; written < bytes; block++) {
    const lines = Array.from({ length: 20_000 }, (_, index) => {
      const order = block * 20_000 + index;
      const day = new Date(Date.UTC(2024, 0, 1 + (order % 700))).toISOString().slice(0, 10);
      return `${order},C${order % 50_000},${day},${(5 + (order % 9000) / 100).toFixed(2)},${["seeds", "tools", "pots"][order % 3]!},${filling}\n`;
    }).join("");
    written += writeSync(file, lines);
  }
  closeSync(file);
}

/** A small shop whose customers, categories and columns are named by somebody who means harm, or likes emoji. */
function writeOddFiles(folder: string): void {
  mkdirSync(join(folder, "data"));
  const customers = Array.from({ length: 120 }, (_, index) => (index % 2 ? `${EVIL}${index}` : `🍊-${index}`));
  const contacts = customers.map((key, index) => `"${key}","${EVIL} & Søn 🌱",${20 + (index % 60)},${["DE", "AT", EVIL][index % 3]!}`);
  const orders = customers.flatMap((key, index) =>
    Array.from({ length: 1 + (index % 5) }, (_, order) => `${index}-${order},"${key}",2025-${String(1 + ((index + order * 3) % 12)).padStart(2, "0")}-15,${20 + index},"${["🌷 bulbs", EVIL, "tools"][(index + order) % 3]!}"`),
  );
  writeFileSync(join(folder, "data/contacts.csv"), `customer_id,name,age,"${EVIL} country"\n${contacts.join("\n")}\n`);
  writeFileSync(join(folder, "data/orders.csv"), `order_id,customer_id,order_date,amount,"🌷 category ${EVIL}"\n${orders.join("\n")}\n`);
}
