/** The words for parts of a rule, as they stand in lists and buttons. The server writes the whole sentence. */
import type { AggregateFunction, Value } from "./tree";
import { accountOf, eventOf, type Ground, plain, titleOf } from "./vocabulary";

export const FAMILY_WORDS: Record<string, string> = {
  demographic: "Who they are",
  geographic: "Where they are",
  firmographic: "What business they are",
  psychographic: "What they think and like",
  needs: "What they need",
  technographic: "What they use",
  behavioural: "How they buy",
  engagement: "How they respond",
  intent: "What they are about to do",
  journey: "How far they are",
  value: "What they are worth",
};

export const FUNCTION_WORDS: Record<AggregateFunction, string> = {
  count: "number of",
  sum: "total",
  average: "average",
  minimum: "lowest",
  maximum: "highest",
  distinct: "number of different",
  first: "first",
  last: "last",
  "days since first": "days since the first",
  "days since last": "days since the last",
  "date of first": "date of the first",
  "date of last": "date of the last",
};

const lower = (words: string) => (/^[A-ZÄÖÜ][a-zäöüß]/.test(words) ? words[0]!.toLowerCase() + words.slice(1) : words);

export function plural(word: string): string {
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(ss|x|z|ch|sh)$/i.test(word)) return `${word}es`;
  return /s$/i.test(word) ? word : `${word}s`;
}

export const eventWords = (ground: Ground, name: string): string => lower(eventOf(ground, name)?.title ?? plain(name));

export const isAboutOne = (name: AggregateFunction) => name.startsWith("days") || name.startsWith("date");

/** A value as a noun phrase, short: filters and windows are shown beside it. */
export function valueWords(value: Value, ground: Ground): string {
  switch (value.op) {
    case "number":
    case "text":
      return String(value.value) || "a fixed value";
    case "yes-no":
      return value.value ? "yes" : "no";
    case "date":
      return value.day || "a day";
    case "variable":
      return value.name ? titleOf(ground, value.name) : "Choose …";
    case "account-variable": {
      const title = accountOf(ground)?.fields.find((field) => field.name === value.name)?.title ?? plain(value.name);
      return `The account's ${lower(title)}`;
    }
    case "aggregate": {
      const event = eventWords(ground, value.events.event);
      const property = lower(eventOf(ground, value.events.event)?.properties.find((field) => field.name === value.property)?.title ?? plain(value.property ?? ""));
      const start = FUNCTION_WORDS[value.function];
      if (isAboutOne(value.function)) return `${start} ${event}`;
      if (value.function === "count") return `${start} ${plural(event)}`;
      if (value.function === "first" || value.function === "last") return `${property} of the ${value.function} ${event}`;
      return `${start} ${value.function === "distinct" ? plural(property) : property} of ${plural(event)}`;
    }
    case "arithmetic":
      return `${valueWords(value.left, ground)} ${value.sign.replace("*", "×").replace("/", "÷")} ${valueWords(value.right, ground)}`;
    case "elapsed":
      return `${value.span} since ${lower(valueWords(value.value, ground))}`;
    case "people-count":
      return "number of people";
  }
}
