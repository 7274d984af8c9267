import { ProblemError, readProblem } from "./problem";

/** Browsers begin to save a little later than they are told to. */
const KEPT_MS = 60_000;

/** Hands a file to the browser. */
export function saveFile(content: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

/** The name that a server gives to a file; null where it gives none. */
export function readFileName(disposition: string | null): string | null {
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  return /filename="?([^";]+)/.exec(disposition ?? "")?.[1] ?? null;
}

/** Asks the server for a file and hands it to the browser under the name that it comes with. A ProblemError where it is refused. */
export async function download(address: string, asked: RequestInit = {}): Promise<Headers> {
  const response = await fetch(address, { ...asked, headers: { "X-Requested-With": "satsuma", ...asked.headers } });
  if (!response.ok) throw new ProblemError(await readProblem(response));
  saveFile(await response.blob(), readFileName(response.headers.get("Content-Disposition")) ?? "satsuma");
  return response.headers;
}
