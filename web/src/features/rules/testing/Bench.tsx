import { useState } from "react";
import { GroundProvider } from "../context";
import { type Draft, draftOf, finish } from "../draft";
import { Tree } from "../Tree";
import type { Condition } from "../tree";
import { VOCABULARY } from "./fixture";

interface BenchProperties {
  rule: Condition;
  unit?: string;
  /** Told the finished rule after every edit. */
  onRule?: (rule: Condition) => void;
}

/** A rule in its editors, without a server. */
export function Bench({ rule, unit = "customer", onRule }: BenchProperties) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(rule));
  const edit = (change: (before: Draft) => Draft) => {
    const next = change(draft);
    setDraft(next);
    onRule?.(finish(next).rule);
  };
  return (
    <GroundProvider value={{ vocabulary: VOCABULARY, unit }}>
      <Tree draft={draft} label="The rule" onEdit={edit} />
    </GroundProvider>
  );
}
