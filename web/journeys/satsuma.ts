/** A server of its own for each journey, on a port that the system chose, over a folder that is gone afterwards. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test as base } from "@playwright/test";

const ROOT = resolve(import.meta.dirname, "../..");
export const SATSUMA = process.env.SATSUMA_COMMAND ?? join(ROOT, ".venv/bin/satsuma");
export const DATA = resolve(ROOT, "../shared/data");

export interface Served {
  folder: string;
  url: string;
  process: ChildProcess;
}

export async function serve(folder: string, port?: number): Promise<Served> {
  const chosen = port ?? (await freePort());
  const child = spawn(SATSUMA, ["-C", folder, "serve", "--no-browser", "--port", String(chosen)], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout!.on("data", (bytes: Buffer) => (said += bytes.toString()));
  child.stderr!.on("data", (bytes: Buffer) => (said += bytes.toString()));
  const url = `http://127.0.0.1:${chosen}`;
  for (let attempt = 0; attempt < 240; attempt++) {
    if (child.exitCode !== null) throw new Error(`satsuma serve ended with ${child.exitCode}: ${said}`);
    const answers = await fetch(`${url}/v1/health`).then((response) => response.ok, () => false);
    if (answers) return { folder, url, process: child };
    await new Promise((wake) => setTimeout(wake, 250));
  }
  child.kill("SIGKILL");
  throw new Error(`satsuma serve did not answer within a minute: ${said}`);
}

export async function stop(served: Served, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (served.process.exitCode !== null || served.process.signalCode !== null) return;
  const ended = new Promise((done) => served.process.once("exit", done));
  served.process.kill(signal);
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => found(port));
    });
  });
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "satsuma-journey-"));
}

let made: string | undefined;

/** The demo company, small; made once a worker and copied for each journey. */
export function demoFolder(): string {
  if (!made) {
    made = join(newFolder(), "demo");
    execFileSync(SATSUMA, ["demo", made, "--customers", "2000"], { stdio: "ignore" });
    process.once("exit", () => rmSync(resolve(made!, ".."), { recursive: true, force: true }));
  }
  const copy = join(newFolder(), "demo");
  cpSync(made, copy, { recursive: true });
  return copy;
}

/** `demo` and `empty` serve a folder for one journey; `adventureworks` lists the real files, or skips. */
export const test = base.extend<{ demo: Served; empty: Served }>({
  demo: async ({}, hand) => {
    const served = await serve(demoFolder());
    await hand(served);
    await stop(served, "SIGKILL");
    rmSync(resolve(served.folder, ".."), { recursive: true, force: true });
  },
  empty: async ({}, hand) => {
    const served = await serve(newFolder());
    await hand(served);
    await stop(served, "SIGKILL");
    rmSync(served.folder, { recursive: true, force: true });
  },
});

export const hasData = (name: string) => existsSync(join(DATA, name));
export { expect } from "@playwright/test";
