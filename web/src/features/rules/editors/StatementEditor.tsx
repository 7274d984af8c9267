import { useGround } from "../context";
import { Choice } from "../Choice";
import { blankFor, type Operator, operatorOf, operatorsFor, restate, state, type Statement, subjectOf } from "../operators";
import classes from "../rules.module.css";
import type { Literal, OneOf, Value } from "../tree";
import { type Field, typeOf } from "../vocabulary";
import { readDecimal } from "../decimals";
import { NumberField } from "./NumberField";
import { RankDetails } from "./RankDetails";
import { TextField, TextsField } from "./Suggested";
import { OperandEditor, ValueEditor } from "./ValueEditor";
import { WindowEditor } from "./WindowEditor";

interface StatementEditorProperties<Form extends Statement = Statement> {
  node: Form;
  onChange: (node: Statement) => void;
}

/** A value, what is said of it, and with what: the form of most conditions. */
export function StatementEditor({ node, onChange }: StatementEditorProperties) {
  const ground = useGround();
  const subject = subjectOf(node);
  const type = typeOf(subject, ground);
  const key = operatorOf(node);
  const options = withPresent(operatorsFor(type?.kind, ground), key);
  return (
    <span className={classes.line}>
      <ValueEditor value={subject} onChange={(value) => onChange(restate(node, value, ground))} label="What it is about" />
      <Choice label="What is said of it" value={key} options={options} onChange={(next) => onChange(state(subject, next, ground, node))} />
      <Argument node={node} onChange={onChange} subject={subject} type={type} />
    </span>
  );
}

const FURTHER: Record<string, string> = { flag: "is yes", "in-range": "is between", "date-is": "lies", anniversary: "has its anniversary", "one-of": "is one of", "not one-of": "is known and none of" };

/** What a rule written as text says is kept, also where it is not offered for the kind. */
function withPresent(options: Operator[], key: string): Operator[] {
  if (options.some((option) => option.key === key)) return options;
  return [{ key, words: FURTHER[key] ?? key.replace(/^(compare|text-match|set-has|rank) /, "") }, ...options];
}

function Argument({ node, onChange, subject, type }: StatementEditorProperties & { subject: Value; type: Field | undefined }) {
  switch (node.op) {
    case "compare":
      return <OperandEditor value={node.right} onChange={(right) => onChange({ ...node, right })} label="Compared with" subject={subject} />;
    case "in-range":
      return (
        <>
          <OperandEditor value={node.low} onChange={(low) => onChange({ ...node, low })} label="From" subject={subject} />
          <span className={classes.quiet}>and</span>
          <OperandEditor value={node.high} onChange={(high) => onChange({ ...node, high })} label="To" subject={subject} />
        </>
      );
    case "one-of":
      return <Options node={node} onChange={onChange} type={type} />;
    case "text-match":
      return <TextField label="Text to look for" subject={subject} value={node.pattern} onChange={(pattern) => onChange({ ...node, pattern })} />;
    case "set-has":
      return <TextsField label="Which ones" subject={subject} values={node.options} onChange={(options) => onChange({ ...node, options })} />;
    case "date-is":
    case "anniversary":
      return <WindowEditor of={node.op === "date-is" ? "date" : "anniversary"} window={node.window} onChange={(window) => onChange({ ...node, window })} />;
    case "rank":
      return (
        <>
          <NumberField label="How many" width={70} isWhole={node.in_percent === false} value={node.amount} onChange={(amount) => onChange({ ...node, amount })} />
          <Choice label="Percent or customers" value={node.in_percent === false ? "customers" : "percent"} options={[{ key: "percent", words: "%" }, { key: "customers", words: "customers" }]} onChange={(unit) => onChange({ ...node, in_percent: unit === "percent" })} />
          <RankDetails node={node} onChange={onChange} />
        </>
      );
    case "percentile-range":
      return (
        <>
          <NumberField label="From percentile" width={64} value={node.low} onChange={(low) => onChange({ ...node, low })} />
          <span className={classes.quiet}>and</span>
          <NumberField label="To percentile" width={64} value={node.high} onChange={(high) => onChange({ ...node, high })} />
          <RankDetails node={node} onChange={onChange} />
        </>
      );
    default:
      return null;
  }
}

function Options({ node, onChange, type }: { node: OneOf; onChange: (node: OneOf) => void; type: Field | undefined }) {
  const form = type ? blankFor(type).op : (node.options[0]?.op ?? "text");
  const change = (texts: string[]) => {
    const options = texts.map((entry) => node.options.find((option) => showLiteral(option) === entry) ?? readLiteral(entry, form));
    onChange({ ...node, options: options.filter((option) => option !== null) });
  };
  const offered = form === "yes-no" ? ["yes", "no"] : form === "text" ? (type?.levels ?? undefined) : form === "date" ? [] : undefined;
  return <TextsField label={form === "date" ? "Which days (YYYY-MM-DD)" : "Which ones"} subject={node.value} values={node.options.map(showLiteral)} onChange={change} offered={offered} />;
}

function showLiteral(literal: Literal): string {
  if (literal.op === "date") return literal.time ? `${literal.day} ${literal.time}` : literal.day;
  return literal.op === "yes-no" ? (literal.value ? "yes" : "no") : String(literal.value);
}

/** A literal of a form from what was typed; null where it is none. */
function readLiteral(entry: string, form: Literal["op"]): Literal | null {
  if (form === "text") return { op: "text", value: entry };
  if (form === "yes-no") return entry === "yes" || entry === "no" ? { op: "yes-no", value: entry === "yes" } : null;
  if (form === "number") {
    const value = readDecimal(entry);
    return value === null ? null : { op: "number", value };
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(entry) ? { op: "date", day: entry } : null;
}
