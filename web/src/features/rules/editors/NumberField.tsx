import { TextInput } from "@mantine/core";
import { useState } from "react";
import { readDecimal, shiftDecimal } from "../decimals";

interface NumberFieldProperties {
  label: string;
  value: string | number;
  onChange: (value: string) => void;
  /** Shown as a percentage: 0.12 as 12. */
  isShare?: boolean;
  currency?: string | null;
  width?: number;
  isWhole?: boolean;
}

/** What stands in the field while somebody types, as long as nobody else changes the number. */
interface Typing {
  text: string;
  said: string;
  before: string;
}

/** A decimal number, exactly as written. An empty field is a number not chosen yet. */
export function NumberField({ label, value: given, onChange, isShare = false, currency, width = 92, isWhole = false }: NumberFieldProperties) {
  const value = String(given);
  const shown = isShare && value ? shiftDecimal(value, 2) : value;
  const [typing, setTyping] = useState<Typing | null>(null);
  const read = (entry: string) => {
    const number = readDecimal(entry);
    if (number === null || (isWhole && number.includes("."))) return null;
    return isShare ? shiftDecimal(number, -2) : number;
  };
  const typed = typing && (value === typing.said || value === typing.before) ? typing.text : null;
  const isWrong = typed !== null && typed !== "" && typed !== "-" && read(typed) === null;
  return (
    <TextInput
      size="xs"
      w={width}
      inputMode="decimal"
      aria-label={label}
      error={isWrong ? true : undefined}
      value={typed ?? shown}
      placeholder="number"
      onChange={(event) => {
        const entry = event.currentTarget.value;
        const said = read(entry) ?? "";
        setTyping({ text: entry, said, before: value });
        onChange(said);
      }}
      onBlur={() => setTyping(null)}
      rightSection={isShare ? "%" : undefined}
      leftSection={currency ? <span style={{ fontSize: 11 }}>{symbolOf(currency)}</span> : undefined}
    />
  );
}

function symbolOf(currency: string): string {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" }).formatToParts(0).find((part) => part.type === "currency")?.value ?? currency;
  } catch {
    return currency;
  }
}
