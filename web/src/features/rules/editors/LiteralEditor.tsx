import { Choice, choices } from "../Choice";
import type { Literal, Value } from "../tree";
import type { Field } from "../vocabulary";
import { DayField } from "./DayField";
import { NumberField } from "./NumberField";
import { TextField } from "./Suggested";

interface LiteralEditorProperties {
  label: string;
  value: Literal;
  onChange: (value: Literal) => void;
  /** What it is compared with: offers its levels and values, and its unit. */
  subject: Value;
  type: Field | undefined;
}

/** A fixed number, text, day, or yes and no. */
export function LiteralEditor({ label, value, onChange, subject, type }: LiteralEditorProperties) {
  switch (value.op) {
    case "number":
      return <NumberField label={label} value={value.value} isShare={type?.kind === "share"} currency={type?.kind === "money" ? (type.currency ?? null) : null} onChange={(number) => onChange({ ...value, value: number })} />;
    case "yes-no":
      return <Choice label={label} value={value.value ? "yes" : "no"} options={choices(["yes", "no"] as const)} onChange={(key) => onChange({ ...value, value: key === "yes" })} />;
    case "date":
      return <DayField label={label} value={value} onChange={onChange} />;
    case "text":
      if (type?.kind === "ordered" && type.levels) return <Choice label={label} value={value.value} options={choices(type.levels)} onChange={(level) => onChange({ ...value, value: level })} />;
      return <TextField label={label} subject={subject} value={value.value} onChange={(text) => onChange({ ...value, value: text })} />;
  }
}
