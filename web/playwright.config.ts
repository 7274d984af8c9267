import { execFileSync } from "node:child_process";
import { defineConfig } from "@playwright/test";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

function findBrowser(): string | undefined {
  if (process.env.SATSUMA_BROWSER) return process.env.SATSUMA_BROWSER;
  for (const name of NAMES) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // not this one
    }
  }
  return undefined;
}

export default defineConfig({
  testDir: "./journeys",
  testMatch: process.env.SATSUMA_PICTURES ? "*.pictures.ts" : "*.journey.ts",
  timeout: 300_000,
  expect: { timeout: 20_000 },
  workers: 1,
  retries: 1, // a browser on a busy machine; what passed at the second try is listed as flaky
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  outputDir: "./journeys/.results",
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      executablePath: findBrowser(),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
});
