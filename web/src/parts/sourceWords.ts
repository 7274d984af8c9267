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
  lookup: { label: "What codes mean", about: "describes what other files refer to" },
  text: { label: "In their own words", about: "interviews, reviews, posts" },
  link: { label: "Who belongs to whom", about: "people and their accounts" },
};

export const words = (name: string) => name.replace(/[_-]+/g, " ");

/** One or two sentences: what a row is, how customers are told apart, when it happened. */
export function describeSource({ role, unit, key, time, event }: Told): string {
  const told = key && key !== "row number" ? `, told apart by “${words(key)}”` : "";
  const who = unit ? words(unit) : "customer";
  const one = `${/^[aeiou]/i.test(who) ? "an" : "a"} ${who}`;
  switch (role) {
    case "profile":
      return `Each row is ${one}${told}.`;
    case "event":
      return `Each row is something that happened to ${one}${event ? ` (${words(event)})` : ""}${told}${time ? `, at “${words(time)}”` : ""}.`;
    case "survey":
      return `Each row holds ${one}’s answers${told}${time ? `, given at “${words(time)}”` : ""}.`;
    case "lookup":
      return `Says what “${words(key ?? "a code")}” in other files stands for.`;
    case "text":
      return `Texts${unit ? ` about ${one}` : ""}${told}.`;
    case "link":
      return `Says which ${who} belongs to which account.`;
    default:
      return "";
  }
}
