/** Every page of the demo company, narrow and wide, light and dark: whole, quiet in the console, and free of barriers. */
import { createRequire } from "node:module";
import { readFileSync, rmSync } from "node:fs";
import type Axe from "axe-core";
import type { Page } from "@playwright/test";
import { ask, work } from "./api";
import { demoFolder, expect, serve, type Served, stop, test } from "./satsuma";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [
  { name: "narrow", viewport: { width: 390, height: 844 } },
  { name: "wide", viewport: { width: 1600, height: 1000 } },
];
const ADDRESSES = [
  "/", "/targets", "/targets/new", "/targets/questions/new",
  "/data", "/data/quality", "/data/set-aside", "/data/known", "/data/source/contacts",
  "/variables", "/variables/new", "/patterns",
  "/discover", "/discover/new", "/discover/habits",
  "/segments", "/segments/new", "/segments/overlaps", "/segments/divide/new",
  "/scorecard", "/personas", "/compare", "/no-such-page",
];

/** The app's own addresses that pages point to, one of each form. */
const pointed = new Map<string, string>();
let served: Served;
let addresses: string[];

test.beforeAll(async () => {
  test.setTimeout(600_000);
  served = await serve(demoFolder());
  for (const path of ["exploration", "answers", "scorecards"]) expect((await work(served, path)).state).toBe("done");
  expect((await work(served, "discoveries/habits", { quick: true })).state).toBe("done");
  addresses = [...ADDRESSES, ...(await nameFurther())];
});

test.afterAll(async () => {
  await stop(served, "SIGKILL");
  rmSync(served.folder, { recursive: true, force: true });
});

for (const { name, viewport } of WIDTHS) {
  test(`every page, ${name}`, async ({ browser }) => {
    test.setTimeout(900_000);
    const context = await browser.newContext({ viewport, bypassCSP: true, reducedMotion: "reduce", colorScheme: "light" });
    const page = await context.newPage();
    const told: string[] = [];
    page.on("console", (message) => message.type() === "error" && told.push(`${message.text()} ${message.location().url}`));
    page.on("pageerror", (error) => told.push(String(error)));
    for (const address of addresses) {
      await test.step(address, async () => {
        told.length = 0;
        await page.emulateMedia({ colorScheme: "light" });
        await page.goto(served.url + address);
        await settle(page);
        await expect.soft(page.getByRole("heading", { level: 1 }), `${address}: one h1`).toHaveCount(1);
        expect.soft(await measureOverflow(page), `${address}: wider than the screen`).toEqual([]);
        await reachSkipLink(page, address);
        expect.soft(await findBarriers(page), `${address}, light`).toEqual([]);
        await noteLinks(page);
        await darken(page);
        expect.soft(await findBarriers(page), `${address}, dark`).toEqual([]);
        expect.soft(told, `${address}: the console`).toEqual([]);
      });
    }
    if (name === "wide") await test.step("no link leads nowhere", () => followLinks(page));
    await context.close();
  });
}

/** One link of each form is followed: all of them lead to a page. */
async function followLinks(page: Page): Promise<void> {
  expect(pointed.size).toBeGreaterThan(10);
  for (const address of pointed.values()) {
    await page.goto(served.url + address);
    await settle(page);
    await expect.soft(page.getByRole("heading", { level: 1 }), address).not.toHaveText(/^There is no such page|^No such|This page broke/);
  }
}

async function noteLinks(page: Page): Promise<void> {
  const found = await page.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement>("main a[href^='/']")].map((each) => each.getAttribute("href")!));
  for (const address of found) {
    const { pathname, searchParams } = new URL(address, served.url);
    const form = [...pathname.split("/").slice(0, 3), pathname.split("/").length, ...searchParams.keys()].join("/");
    if (!pointed.has(form)) pointed.set(form, address);
  }
}

/** Things that only the project itself can name. */
async function nameFurther(): Promise<string[]> {
  const { definitions } = await ask<{ definitions: Record<string, Record<string, unknown>> }>(served, "definitions");
  const first = (section: string) => encodeURIComponent(Object.keys(definitions[section] ?? {})[0]!);
  const question = first("objectives");
  const counted = (await ask<{ segments: { name: string }[] }>(served, "segments")).segments.map(({ name }) => name);
  return [
    `/targets/change/${first("targets")}`,
    `/targets/questions/${question}`,
    `/targets/questions/${question}/change`,
    `/variables/edit/${first("variables")}`,
    `/segments/of/${counted[0]}`,
    `/segments/of/${counted[0]}?tab=who`,
    `/segments/divide/${first("segmentations")}`,
    `/personas/${counted[0]}`,
    `/compare?${counted.slice(0, 3).map((name) => `segment=${name}`).join("&")}`,
  ];
}

/** The page has all that it asked for: nothing is being worked on any more. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.locator(".mantine-Loader-root:visible")).toHaveCount(0, { timeout: 60_000 });
}

/** The page has taken the other colours: they reach what inherits them a frame later. */
async function darken(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await settle(page);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)))));
}

/** What sticks out to the right; empty where nobody has to scroll sideways. */
function measureOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("main *")].filter((each) => each.getBoundingClientRect().right > width + 1);
    return [`${document.documentElement.scrollWidth} of ${width}`, ...wide.slice(0, 3).map((each) => each.outerHTML.slice(0, 160))];
  });
}

/** The first stop of the keyboard leads past the navigation. */
async function reachSkipLink(page: Page, address: string): Promise<void> {
  if (address === "/no-such-page") return; // it has no navigation to be skipped
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the page" });
  await expect.soft(skip, `${address}: the skip link`).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.soft(page.locator("#main"), `${address}: after the skip link`).toBeFocused();
}

async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => (window as unknown as { axe: typeof Axe }).axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${help}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ""}`));
}
