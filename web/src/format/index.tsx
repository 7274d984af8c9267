import { createContext, type ReactNode, useContext, useMemo } from "react";
import { makeProse } from "./prose";

type Amount = number | null | undefined;

/** How numbers, money and days are written in this project. Missing values are an en dash everywhere. */
export interface Format {
  count(value: Amount): string;
  number(value: Amount, digits?: number): string;
  share(value: Amount, digits?: number): string;
  money(value: Amount, currency?: string | null): string;
  day(value: string | null | undefined): string;
  moment(value: string | number | null | undefined): string;
  /** By a variable's kind, as results give it. */
  value(value: Amount, kind: string, currency?: string | null): string;
  signed(value: Amount): string;
  seconds(value: Amount): string;
  /** A sentence of the server with its days, amounts and numbers in the project's form. */
  prose(sentence: string): string;
}

const NONE = "–";
const FormatContext = createContext<Format | null>(null);

export function makeFormat(locale: string | null, currency: string | null, timezone: string): Format {
  const language = usableLocale(locale);
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const given = <T,>(value: T | null | undefined, write: (value: T) => string) =>
    value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value)) ? NONE : write(value);
  const money = (value: Amount, unit?: string | null) =>
    given(value, (amount) => {
      const large = Math.abs(amount) >= 100_000;
      const named = unit ?? currency;
      const digits = { maximumFractionDigits: large || Math.abs(amount) >= 1_000 ? 0 : 2 };
      if (!named) return new Intl.NumberFormat(language, digits).format(amount);
      return new Intl.NumberFormat(language, {
        style: "currency",
        currency: named,
        currencyDisplay: "narrowSymbol",
        notation: Math.abs(amount) >= 1_000_000 ? "compact" : "standard",
        maximumFractionDigits: Math.abs(amount) >= 1_000_000 ? 2 : digits.maximumFractionDigits,
        minimumFractionDigits: 0,
      }).format(amount);
    });
  const number = (value: Amount, digits?: number) =>
    given(value, (amount) =>
      new Intl.NumberFormat(language, digits === undefined ? { maximumSignificantDigits: Math.abs(amount) >= 1000 ? 21 : 3, ...(Math.abs(amount) >= 1000 && { maximumFractionDigits: 0, maximumSignificantDigits: undefined }) } : { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount),
    );
  const share = (value: Amount, digits?: number) =>
    given(value, (part) =>
      new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: digits ?? (Math.abs(part) < 0.1 && part !== 0 ? 1 : 0) }).format(part),
    );
  const day = (value: string | null | undefined) =>
    given(value, (text) => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${text.slice(0, 10)}T00:00:00Z`)));
  return {
    count: (value) => given(value, (amount) => whole.format(amount)),
    number,
    share,
    money,
    day,
    prose: makeProse(language, currency, day),
    moment: (value) =>
      given(value, (when) =>
        new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: timezone }).format(
          new Date(typeof when === "number" ? when * 1000 : when),
        ),
      ),
    value: (value, kind, unit) =>
      kind === "money" ? money(value, unit) : kind === "share" || kind === "flag" || kind === "category" || kind === "set" ? share(value) : number(value),
    signed: (value) => given(value, (amount) => new Intl.NumberFormat(language, { signDisplay: "exceptZero", maximumFractionDigits: 0 }).format(amount)),
    seconds: (value) =>
      given(value, (time) => (time < 1 ? "under a second" : time < 90 ? `${whole.format(time)} s` : `${whole.format(time / 60)} min`)),
  };
}

/** How a KPI is written: percent, money or plain. */
export function writeKpi(format: Format, seen: { is_percent?: boolean; currency?: string | null }, value: Amount): string {
  if (seen.is_percent) return format.share(value);
  return seen.currency ? format.money(value, seen.currency) : format.number(value);
}

function usableLocale(locale: string | null): string | undefined {
  try {
    return locale ? Intl.getCanonicalLocales(locale)[0] : undefined;
  } catch {
    return undefined;
  }
}

interface Properties {
  locale: string | null | undefined;
  currency: string | null | undefined;
  timezone: string;
  children: ReactNode;
}

export function FormatProvider({ locale, currency, timezone, children }: Properties) {
  const format = useMemo(() => makeFormat(locale ?? null, currency ?? null, timezone), [locale, currency, timezone]);
  return <FormatContext.Provider value={format}>{children}</FormatContext.Provider>;
}

/** The project's way of writing numbers; the browser's where no project is open. */
export function useFormat(): Format {
  const format = useContext(FormatContext);
  return useMemo(() => format ?? makeFormat(null, null, "UTC"), [format]);
}
export { listCurrencies, listLocales, listTimezones, nameLocale } from "./places";
