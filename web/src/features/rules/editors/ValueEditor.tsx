import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useCallback } from "react";
import { Catalogue } from "../Catalogue";
import { listValues } from "../catalogue";
import { Choice, choices } from "../Choice";
import { useGround } from "../context";
import { blankFor } from "../operators";
import classes from "../rules.module.css";
import { type Aggregate, type Arithmetic, type Elapsed, isLiteral, type Literal, type PeopleCount, type Value, type ValueOp } from "../tree";
import { type Field, fieldsOf, typeOf } from "../vocabulary";
import { valueWords } from "../words";
import { AggregateEditor } from "./AggregateEditor";
import { LiteralEditor } from "./LiteralEditor";
import { PeopleBox } from "./Where";

interface ValueEditorProperties<Form extends Value = Value> {
  value: Form;
  onChange: (value: Value) => void;
  label: string;
  /** Of a fixed value: what it is compared with. */
  subject?: Value;
  type?: Field | undefined;
}

/** Each form of a value with its editor; a new form of the language has to be put in here. */
export const VALUE_EDITORS: { [Op in ValueOp]: (properties: ValueEditorProperties<Extract<Value, { op: Op }>>) => React.ReactNode } = {
  number: (properties) => <Fixed {...properties} />,
  text: (properties) => <Fixed {...properties} />,
  "yes-no": (properties) => <Fixed {...properties} />,
  date: (properties) => <Fixed {...properties} />,
  variable: (properties) => <Picker {...properties} looks="value" />,
  "account-variable": (properties) => <Picker {...properties} looks="value" />,
  aggregate: (properties: ValueEditorProperties<Aggregate>) => <AggregateEditor {...properties} swap={<Picker {...properties} looks="swap" />} />,
  arithmetic: (properties) => <ArithmeticEditor {...properties} />,
  elapsed: (properties) => <ElapsedEditor {...properties} />,
  "people-count": (properties) => <PeopleCountEditor {...properties} />,
};

/** A value of any form; whatever it is can be exchanged for another one. */
export function ValueEditor(properties: ValueEditorProperties) {
  const Editor = VALUE_EDITORS[properties.value.op] as (given: ValueEditorProperties) => React.ReactNode;
  return <Editor {...properties} />;
}

function Picker({ value, onChange, label, looks }: ValueEditorProperties & { looks: "value" | "swap" }) {
  const ground = useGround();
  const list = useCallback(() => listValues(ground), [ground]);
  return <Catalogue list={list} onPick={onChange} looks={looks} label={looks === "swap" ? `${label}: choose another value` : label}>{valueWords(value, ground)}</Catalogue>;
}

function Fixed({ value, onChange, label, subject, type }: ValueEditorProperties<Literal>) {
  return (
    <>
      <LiteralEditor label={label} value={value} onChange={onChange} subject={subject ?? value} type={type} />
      {!subject && <Picker value={value} onChange={onChange} label={label} looks="swap" />}
    </>
  );
}

const SIGN_WORDS = { "+": "plus", "-": "minus", "*": "times", "/": "divided by" };

function ArithmeticEditor({ value, onChange, label }: ValueEditorProperties<Arithmetic>) {
  return (
    <span className={classes.box} role="group" aria-label={`${label}: a calculation`}>
      <ValueEditor value={value.left} onChange={(left) => onChange({ ...value, left })} label={`${label}, first part`} />
      <Choice label={`${label}: calculation`} value={value.sign} options={choices(["+", "-", "*", "/"] as const, SIGN_WORDS)} onChange={(sign) => onChange({ ...value, sign })} />
      <OperandEditor value={value.right} onChange={(right) => onChange({ ...value, right })} label={`${label}, second part`} subject={value.left} />
      <Picker value={value} onChange={onChange} label={label} looks="swap" />
    </span>
  );
}

function ElapsedEditor({ value, onChange, label }: ValueEditorProperties<Elapsed>) {
  return (
    <span className={classes.flow}>
      <Choice label={`${label}: unit of time`} value={value.span} options={choices(["days", "months", "years"] as const)} onChange={(span) => onChange({ ...value, span })} />
      <span className={classes.quiet}>since</span>
      <ValueEditor value={value.value} onChange={(date) => onChange({ ...value, value: date })} label={`${label}, since`} />
      <Picker value={value} onChange={onChange} label={label} looks="swap" />
    </span>
  );
}

function PeopleCountEditor({ value, onChange, label }: ValueEditorProperties<PeopleCount>) {
  return (
    <span className={classes.flow}>
      <span className={classes.quiet}>number of people</span>
      <Picker value={value} onChange={onChange} label={label} looks="swap" />
      <PeopleBox where={value.where} onChange={(where) => onChange({ ...value, where })} />
    </span>
  );
}

interface OperandProperties {
  value: Value;
  onChange: (value: Value) => void;
  label: string;
  subject: Value;
}

/** The other side: a fixed value, or on request another value. */
export function OperandEditor({ value, onChange, label, subject }: OperandProperties) {
  const ground = useGround();
  const type = typeOf(subject, ground);
  const isFixed = isLiteral(value);
  const other = isFixed ? "Compare with another value" : "Compare with a fixed value";
  const exchange = () => {
    if (!isFixed) return onChange(blankFor(type));
    const [name] = fieldsOf(ground).filter((field) => !type || field.kind === type.kind).map((field) => field.name);
    onChange({ op: "variable", name: name ?? "" });
  };
  return (
    <>
      <ValueEditor value={value} onChange={onChange} label={label} subject={subject} type={type} />
      <Tooltip label={other}>
        <ActionIcon className={classes.aside} size="sm" variant="subtle" color="gray" aria-label={`${label}: ${other.toLowerCase()}`} onClick={exchange}><IconArrowsExchange size={14} /></ActionIcon>
      </Tooltip>
    </>
  );
}
