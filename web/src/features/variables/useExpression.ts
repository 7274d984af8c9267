import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readValue } from "@/features/rules";
import { type Draft, openValue } from "./draft";
import { valueOf } from "./expression";

const ODD = "This expression is no single count, sum or share of events, so it cannot be shown as choices. It stays as text.";

/** The text of what is chosen or written, as Satsuma writes it; and the way from text to choices. */
export function useExpression(draft: Draft, change: (part: Partial<Draft>) => void, unit: string, events: readonly { name: string }[]) {
  const value = draft.mode === "parts" ? valueOf(draft.parts) : null;
  const written = useQuery({
    queryKey: ["values", "write", unit, JSON.stringify(value)],
    queryFn: ({ signal }) => readValue({ tree: value! }, unit, signal),
    enabled: value !== null,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const [refusal, setRefusal] = useState<{ of: string; why: unknown } | null>(null);
  const choose = async () => {
    const { text } = draft;
    if (!text.trim()) return change({ mode: "parts" });
    try {
      const parts = openValue((await readValue({ text }, unit)).tree, events);
      if (parts) change({ mode: "parts", parts });
      else setRefusal({ of: text, why: ODD });
    } catch (why) {
      setRefusal({ of: text, why });
    }
  };
  const chosen = value ? (written.data?.text ?? "") : "";
  return {
    expression: draft.mode === "parts" ? chosen : draft.text.trim(),
    isBehind: value !== null && (written.isPending || written.isPlaceholderData),
    error: value ? written.error : null,
    choose,
    refusal: refusal?.of === draft.text ? refusal.why : null,
  };
}
