import type { ReactNode } from "react";
import { Choice, choices } from "../Choice";
import { useGround } from "../context";
import classes from "../rules.module.css";
import { type Aggregate, type AggregateFunction, FUNCTIONS, type Value, WITH_PROPERTY } from "../tree";
import { type EventType, eventOf, type Field, isNumeric, unitOf } from "../vocabulary";
import { eventWords, FUNCTION_WORDS, isAboutOne, plural } from "../words";
import { WhereEditor } from "./Where";
import { WindowEditor } from "./WindowEditor";

interface AggregateEditorProperties {
  value: Aggregate;
  onChange: (value: Value) => void;
  label: string;
  swap: ReactNode;
}

/** A number (or date) made of events: which, of what, filtered how, in which time. */
export function AggregateEditor({ value, onChange, label, swap }: AggregateEditorProperties) {
  const ground = useGround();
  const event = eventOf(ground, value.events.event);
  const needsProperty = WITH_PROPERTY.has(value.function);
  const properties = (event?.properties ?? []).filter((field) => suits(field, value.function));
  return (
    <span className={classes.flow}>
      <Choice label={`${label}: what of the events`} value={value.function} options={choices(FUNCTIONS, FUNCTION_WORDS)} onChange={(name) => onChange(recast(value, name, event))} />
      {needsProperty && (
        <>
          <Choice label={`${label}: of which property`} value={value.property ?? ""} options={properties.map((field) => ({ key: field.name, words: field.title.toLowerCase() }))} onChange={(property) => onChange({ ...value, property })} />
          <span className={classes.quiet}>of</span>
        </>
      )}
      <EventChoice
        label={`${label}: which events`}
        event={value.events.event}
        isPlural={!isAboutOne(value.function)}
        onChange={(name) => onChange(recast({ ...value, property: null, events: { ...value.events, event: name, where: null } }, value.function, eventOf(ground, name)))}
      />
      <WindowEditor window={value.events.window} of="events" onChange={(window) => onChange({ ...value, events: { ...value.events, window } })} />
      {swap}
      <WhereEditor event={value.events.event} where={value.events.where} onChange={(where) => onChange({ ...value, events: { ...value.events, where } })} />
    </span>
  );
}

/** One of the unit's event types. */
export function EventChoice({ label, event, onChange, isPlural = false }: { label: string; event: string; onChange: (name: string) => void; isPlural?: boolean }) {
  const ground = useGround();
  const words = (name: string) => (isPlural ? plural(eventWords(ground, name)) : eventWords(ground, name));
  return <Choice label={label} value={event} options={unitOf(ground).events.map(({ name }) => ({ key: name, words: words(name) }))} onChange={onChange} />;
}

function suits(field: Field, name: AggregateFunction): boolean {
  if (name === "sum" || name === "average") return isNumeric(field.kind);
  if (name === "minimum" || name === "maximum") return isNumeric(field.kind) || field.kind === "date";
  return field.kind !== "set";
}

function recast(value: Aggregate, name: AggregateFunction, event: EventType | undefined): Aggregate {
  if (!WITH_PROPERTY.has(name)) return { ...value, function: name, property: null };
  const fitting = (event?.properties ?? []).filter((field) => suits(field, name)).map((field) => field.name);
  const property = value.property && fitting.includes(value.property) ? value.property : (fitting[0] ?? "");
  return { ...value, function: name, property };
}
