/** Two people's changes of one rule, condition by condition. */
import type { Model } from "@/api";

type Condition = Model<"Condition">;

export interface Choice {
  condition: Condition;
  wasThere: boolean;
  isTheirs: boolean;
  isMine: boolean;
}

/** The conditions of three versions of a rule, once each; null where the versions do not hold together in the same way. */
export function listChoices(base: Condition, theirs: Condition, mine: Condition): { op: "and" | "or"; choices: Choice[] } | null {
  const ops = new Set([base, theirs, mine].map((rule) => (rule.op === "and" || rule.op === "or" ? rule.op : null)).filter((op) => op !== null));
  if (ops.size > 1) return null;
  const parts = (rule: Condition) => (rule.op === "and" || rule.op === "or" ? rule.conditions : rule.op === "everyone" ? [] : [rule]);
  const [was, other, own] = [base, theirs, mine].map((rule) => new Map(parts(rule).map((part) => [spell(part), part])));
  const all = new Map([...own!, ...other!, ...was!]);
  return {
    op: [...ops][0] ?? "and",
    choices: [...all].map(([key, condition]) => ({ condition, wasThere: was!.has(key), isTheirs: other!.has(key), isMine: own!.has(key) })),
  };
}

/** What both have, what one of them added; what one of them took away goes. */
export const isKept = ({ wasThere, isTheirs, isMine }: Choice): boolean => (wasThere ? isTheirs && isMine : isTheirs || isMine);

export function together(op: "and" | "or", conditions: Condition[]): Condition {
  if (conditions.length === 0) return { op: "everyone" };
  return conditions.length === 1 ? conditions[0]! : { op, conditions };
}

/** Who did what to a condition. */
export function sayOf({ wasThere, isTheirs, isMine }: Choice): string {
  if (wasThere) return isTheirs && isMine ? "unchanged" : isTheirs ? "you took it out" : isMine ? "they took it out" : "both took it out";
  return isTheirs && isMine ? "both added it" : isTheirs ? "they added it" : "you added it";
}

/** The same text for the same tree, whatever the order of its fields. */
export function spell(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spell).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  return `{${Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined).map(([key, inner]) => `${key}:${spell(inner)}`).sort().join()}}`;
}
