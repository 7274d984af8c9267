import type { Model } from "@/api";

/** A field as spreadsheets read it; what looks like a formula is kept from being one. */
function writeField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Rows set aside as a table: source, reason, file, line, then every column that any of them has. */
export function writeCsv(rows: readonly Model<"SetAsideRow">[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.values)))];
  const head = ["source", "reason", "file", "line", ...columns];
  const lines = rows.map((row) => [row.source, row.reason, row.file ?? "", row.line?.toString() ?? "", ...columns.map((column) => row.values[column] ?? "")]);
  return [head, ...lines].map((line) => line.map(writeField).join(",")).join("\r\n") + "\r\n";
}
