/** What an objective counts, in the few forms that need no rule language; anything else is a rule as text. */
export type Outcome =
  | { form: "event"; event: string; times: number; days: number | null }
  | { form: "variable"; variable: string }
  | { form: "rule"; text: string };

const HAS = /^has\(\s*([\p{L}_][\p{L}\p{N}_]*)\s*(?:,\s*last\s+(\d+)\s+days?\s*)?\)$/u;
const COUNT = /^count\(\s*([\p{L}_][\p{L}\p{N}_]*)\s*(?:,\s*last\s+(\d+)\s+days?\s*)?\)\s*>=\s*(\d+)$/u;

export function readOutcome(text: string | null | undefined, variables: readonly string[]): Outcome {
  const said = (text ?? "").trim();
  const has = HAS.exec(said);
  if (has) return { form: "event", event: has[1]!, times: 1, days: has[2] ? Number(has[2]) : null };
  const count = COUNT.exec(said);
  if (count) return { form: "event", event: count[1]!, times: Number(count[3]), days: count[2] ? Number(count[2]) : null };
  if (variables.includes(said)) return { form: "variable", variable: said };
  return { form: "rule", text: said };
}

/** The outcome's text; null while it is not chosen. With a window the days are the objective's own. */
export function writeOutcome(outcome: Outcome, hasWindow: boolean): string | null {
  if (outcome.form === "rule") return outcome.text.trim() || null;
  if (outcome.form === "variable") return outcome.variable || null;
  if (!outcome.event) return null;
  const window = outcome.days && !hasWindow ? `, last ${outcome.days} days` : "";
  return outcome.times <= 1 ? `has(${outcome.event}${window})` : `count(${outcome.event}${window}) >= ${outcome.times}`;
}
