/** What sources are, in plain words. */

interface Told {
  role: string;
  unit?: string | null;
  key?: string | null;
  time?: string | null;
  event?: string | null;
  rows?: number | null;
  recognised_as?: string | null;
}

export const ROLES: Readonly<Record<string, { label: string; about: string }>> = {
  profile: { label: "Who they are", about: "one row for each" },
  event: { label: "What happened", about: "dated rows, several for each" },
  survey: { label: "What they say", about: "answers to questions" },
  text: { label: "In their own words", about: "interviews, reviews, posts" },
  link: { label: "Who belongs to whom", about: "people and their accounts" },
  lookup: { label: "What codes mean", about: "describes what other files refer to" },
};

const ORDER = Object.keys(ROLES);

/** Whom and what it is about first, what only explains codes last. */
export function inOrder<Source extends { role: string }>(sources: readonly Source[]): Source[] {
  return [...sources].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}

export const words = (name: string) => name.replace(/[_-]+/g, " ").trim();

/** The same as a heading. */
export const entitle = (name: string) => words(name).replace(/^./u, (first) => first.toLocaleUpperCase());

/** One or two sentences: what a row is, how customers are told apart, when it happened. */
export function describeSource({ role, unit, key, time, event }: Told): string {
  const isKnown = key && key !== "row number";
  const told = isKnown ? `, told apart by “${words(key)}”` : "";
  const known = isKnown ? `, known by “${words(key)}”` : "";
  const who = unit ? words(unit) : "customer";
  const one = `${/^[aeiou]/i.test(who) ? "an" : "a"} ${who}`;
  switch (role) {
    case "profile":
      return `Each row is ${one}${told}.`;
    case "event":
      return `Each row is something that happened to ${one}${event ? ` (${words(event)})` : ""}${known}${time ? `, at “${words(time)}”` : ""}.`;
    case "survey":
      return `Each row holds ${one}’s answers${known}${time ? `, given at “${words(time)}”` : ""}.`;
    case "lookup":
      return `Says what “${words(key ?? "a code")}” in other files stands for.`;
    case "text":
      return unit ? `Texts by or about ${one}${known}.` : "Texts that people said or wrote.";
    case "link":
      return `Says which ${who} belongs to which account.`;
    default:
      return "";
  }
}
