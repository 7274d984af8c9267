import { useCallback, useState } from "react";

/** What a person has said so far of a project that is not begun yet. */
export interface Draft {
  name: string;
  problem: string;
  kpi: string;
  teams: readonly string[];
  timezone: string;
  currency: string | null;
  locale: string;
  /** Files in the folder that are not to be read. */
  left: readonly string[];
}

export const STEPS = ["files", "purpose", "name"] as const;
export type Step = (typeof STEPS)[number];

/** Numbers that companies move most; a variable of each is suggested where the data have it. */
export const KPIS: readonly { value: string; label: string }[] = [
  { value: "net_revenue_12m", label: "Revenue per customer, last 12 months" },
  { value: "margin_12m", label: "Margin per customer, last 12 months" },
  { value: "orders_12m", label: "Orders per customer, last 12 months" },
  { value: "average_order", label: "Average order" },
  { value: "return_rate", label: "Share of orders returned" },
  { value: "click_rate_90d", label: "Clicks on e-mails" },
  { value: "nps", label: "Would they recommend us (NPS)" },
  { value: "open_pipeline", label: "Open deals" },
];

const CURRENCIES: Readonly<Record<string, string>> = {
  US: "USD", GB: "GBP", CH: "CHF", LI: "CHF", SE: "SEK", NO: "NOK", DK: "DKK", PL: "PLN", CZ: "CZK", HU: "HUF", RO: "RON", BG: "EUR", TR: "TRY",
  CA: "CAD", AU: "AUD", NZ: "NZD", JP: "JPY", CN: "CNY", IN: "INR", BR: "BRL", MX: "MXN", ZA: "ZAR", KR: "KRW", SG: "SGD", HK: "HKD", IL: "ILS", AE: "AED",
};
const EURO = new Set("AT BE HR CY EE FI FR DE GR IE IT LV LT LU MT NL PT SK SI ES".split(" "));

/** What the browser tells of the person's place. */
export function guessPlace(language = navigator.language, timezone = Intl.DateTimeFormat().resolvedOptions().timeZone) {
  const locale = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) ? language : "en";
  let region: string | undefined;
  try {
    region = new Intl.Locale(locale).maximize().region;
  } catch {
    region = undefined;
  }
  const hasRegion = locale.includes("-");
  const currency = region && hasRegion ? (EURO.has(region) ? "EUR" : (CURRENCIES[region] ?? null)) : null;
  return { locale, timezone: timezone || "UTC", currency };
}

/** The folder's name as a project would be called: `my-shop_2026` → `My shop 2026`. */
export function suggestName(folder: string): string {
  const words = folder.replace(/[_-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const key = (folder: string) => `satsuma-start-${folder}`;

/** What was typed before in this folder, else guesses. */
export function loadDraft(folder: string): Draft {
  const fresh: Draft = { name: suggestName(folder), problem: "", kpi: "", teams: [], left: [], ...guessPlace() };
  try {
    const kept = JSON.parse(localStorage.getItem(key(folder)) ?? "null") as Partial<Draft> | null;
    return kept ? { ...fresh, ...kept } : fresh;
  } catch {
    return fresh;
  }
}

/** The draft, kept in the browser with every keystroke so that nothing typed is lost. */
export function useDraft(folder: string) {
  const [draft, setDraft] = useState(() => loadDraft(folder));
  const change = useCallback(
    (part: Partial<Draft>) =>
      setDraft((before) => {
        const after = { ...before, ...part };
        try {
          localStorage.setItem(key(folder), JSON.stringify(after));
        } catch {
          // a browser that keeps nothing: the page still has it
        }
        return after;
      }),
    [folder],
  );
  const forget = useCallback(() => {
    try {
      localStorage.removeItem(key(folder));
    } catch {
      // nothing was kept
    }
  }, [folder]);
  return { draft, change, forget };
}

/** What the API is asked for: what was left open is left out. */
export function writeOrder(draft: Draft, files: readonly string[]) {
  const said = (text: string) => text.trim() || undefined;
  return {
    files: files.filter((path) => !draft.left.includes(path)),
    name: said(draft.name),
    problem: said(draft.problem),
    kpi: said(draft.kpi),
    teams: draft.teams.map((team) => team.trim()).filter(Boolean),
    timezone: draft.timezone,
    currency: draft.currency ?? undefined,
    locale: draft.locale || "en",
  };
}
