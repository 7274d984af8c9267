/** Where and how people write: time zones, currencies and languages to choose from. */

export function listTimezones(...own: readonly string[]): string[] {
  const known = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [];
  return [...new Set(["UTC", ...known, ...own])];
}

export function listCurrencies(): string[] {
  return typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("currency") : ["EUR", "USD", "GBP"];
}

const LOCALES = ["en-GB", "en-US", "de-DE", "de-AT", "de-CH", "fr-FR", "es-ES", "it-IT", "nl-NL", "pt-BR", "pl-PL", "sv-SE", "da-DK", "ja-JP"];

/** The usual ways to write numbers and days, the one that is in use first. */
export const listLocales = (own: string) => [...new Set([own, ...LOCALES])];

export function nameLocale(tag: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
