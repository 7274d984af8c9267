const DAY = String.raw`\b\d{4}-\d\d-\d\d\b`;
const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+`;

/** Sentences come in one form; this writes their days, amounts and numbers as the project does. Everything else stays. */
export function makeProse(language: string | undefined, currency: string | null, day: (text: string) => string): (text: string) => string {
  const amount = currency ? String.raw`(?<amount>(?:${NUMBER}|\b\d+))[ \u00a0]${currency}\b|` : "";
  const found = new RegExp(`(?<day>${DAY})|${amount}(?<![\\w.,])(?<number>${NUMBER})(?![\\w.]\\w)`, "g");
  const write = (digits: string, style?: Intl.NumberFormatOptions) => {
    const places = digits.split(".")[1]?.length ?? 0;
    return new Intl.NumberFormat(language, { ...style, minimumFractionDigits: places, maximumFractionDigits: places }).format(Number(digits.replaceAll(",", "")));
  };
  return (text) =>
    text.replace(found, (whole, ...rest) => {
      const part = rest.at(-1) as { day?: string; amount?: string; number?: string };
      if (part.day) return day(part.day);
      if (part.amount) return write(part.amount, { style: "currency", currency: currency!, currencyDisplay: "narrowSymbol" });
      return part.number ? write(part.number) : whole;
    });
}
