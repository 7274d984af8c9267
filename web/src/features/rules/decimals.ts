/** Decimal texts, never through floating point: a rule's numbers are exact. */

/** What was typed as a decimal text with a point; null where it is no number (yet). */
export function readDecimal(typed: string): string | null {
  const spaced = typed.replace(/[\s\u00a0\u202f'’]/g, "");
  const isGrouped = /^-?\d{1,3}(,\d{3})+(\.\d*)?$/.test(spaced);
  const text = isGrouped ? spaced.replaceAll(",", "") : spaced.replace(",", ".");
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!match || (!match[2] && !match[3])) return null;
  const [, sign, whole, part = ""] = match;
  const decimals = part.replace(/0+$/, "");
  const digits = whole!.replace(/^0+(?=\d)/, "") || "0";
  if (digits.length > 16 || decimals.length > 12) return null;
  return `${sign}${digits}${decimals ? `.${decimals}` : ""}`;
}

/** The number times ten to the power of `by`. */
export function shiftDecimal(value: string, by: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value);
  if (!match) return value;
  const [, sign, whole, part = ""] = match;
  const all = whole! + part;
  const point = whole!.length + by;
  const padded = point <= 0 ? "0".repeat(1 - point) + all : all.padEnd(point, "0");
  const at = point <= 0 ? 1 : point;
  return readDecimal(`${sign}${padded.slice(0, at)}.${padded.slice(at)}`) ?? value;
}
