/** What a journey needs to know or to prepare beside the browser: the API, asked as a script would. */
import type { Served } from "./satsuma";

interface Job {
  id: string;
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  what: string | null;
}

export async function ask<Answer>(served: Served, path: string, method = "GET", body?: unknown): Promise<Answer> {
  const response = await fetch(`${served.url}/v1/${path}`, {
    method,
    headers: { "Content-Type": "application/json", "X-Requested-With": "satsuma" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Starts work and hears its events until it is over. */
export async function work(served: Served, path: string, body: unknown = {}): Promise<Job> {
  const started = await ask<Job>(served, path, "POST", body);
  await fetch(`${served.url}/v1/jobs/${started.id}/events`).then((response) => response.text());
  return ask<Job>(served, `jobs/${started.id}`);
}
