import type { Model } from "@/api";
import { type Format, writeKpi } from "@/format";
import { list, type TargetDraft, writeRate } from "./smart";

const MEASURED = { total: "in total", average: "per customer on average", share: "as a share of everyone" } as const;
const NUMBERS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** The target as one sentence; null while something that makes the sentence is missing. */
export function sayTarget(draft: TargetDraft, prospect: Model<"Prospect"> | undefined, format: Format): string | null {
  if (!draft.kpi || !prospect || draft.goal === null || !draft.by) return null;
  const verb = draft.direction === "higher" ? "Raise" : "Lower";
  const bound = draft.direction === "higher" ? "at least" : "at most";
  const from = prospect.now.value === null ? "" : ` from ${writeKpi(format, prospect, prospect.now.value)}`;
  const teams = draft.teams.map((team) => team.name.trim()).filter(Boolean);
  const whom = teams.length ? `, for ${list(teams)}` : "";
  return `${verb} ${lower(prospect.title)} ${MEASURED[draft.measure]}${from} to ${bound} ${writeKpi(format, prospect, draft.goal)} by ${format.day(draft.by)}${whom}.`;
}

/** The objective as one sentence; null while it is not a question yet. */
export function sayObjective(draft: Model<"ObjectiveDefinition">, trial: Model<"ObjectiveTrial"> | undefined, target: string | undefined, format: Format): string | null {
  if (!trial || trial.population === null || trial.population === undefined || !(trial.candidates ?? []).length) return null;
  const by = draft.deadline ? `By ${format.day(draft.deadline)}` : "Some day";
  const of = list((trial.candidates ?? []).slice(0, 5)) + ((trial.candidates ?? []).length > 5 ? " and more" : "");
  const names = Object.keys(draft.compare ?? {});
  const who = (draft.teams ?? []).length ? ` ${list([...draft.teams])} will use it` : " Nobody is named who will use it";
  const served = target ? `${who} for “${target}”.` : `${who}.`;
  if (names.length > 1) return `${by} we know on which of ${of} ${list(names)} differ.${served}`;
  const top = draft.top ?? 3;
  const groups = top === 1 ? "the one group" : `the ${NUMBERS[top] ?? top} groups`;
  const least = format.count(draft.minimum_group ?? 30);
  const success = trial.needed ? ` A success is ${writeRate(format, trial, trial.needed)}${draft.direction === "lowest" ? " or less" : " or more"}, against ${writeRate(format, trial, trial.everyone)} for everyone.` : "";
  return `${by} we know ${groups} of ${of}, of at least ${least} customers each, where “${(trial.outcome ?? "").replace(/\.$/, "")}” is ${draft.direction ?? "highest"}.${success}${served}`;
}

/** Lower case at the beginning, unless the word is an abbreviation. */
function lower(text: string): string {
  return /^[A-ZÄÖÜ]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

/** A definition's name made of its title: letters, digits and one joiner; never one that is taken. */
export function makeName(title: string, taken: readonly string[], joiner: "_" | "-"): string {
  const words = title.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  let plain = words.slice(0, 6).join(joiner).slice(0, 60);
  if (!plain || /^\p{N}/u.test(plain)) plain = joiner === "_" ? `target_${plain}`.replace(/_$/, "") : `question-${plain}`.replace(/-$/, "");
  let name = plain;
  for (let number = 2; taken.includes(name); number++) name = `${plain}${joiner}${number}`;
  return name;
}
