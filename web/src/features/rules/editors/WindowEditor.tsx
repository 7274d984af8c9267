import { useGround } from "../context";
import { Choice, choices } from "../Choice";
import classes from "../rules.module.css";
import type { Bound, Period, Span, Window, WindowOp } from "../tree";
import { fieldsOf } from "../vocabulary";
import { DayField } from "./DayField";
import { NumberField } from "./NumberField";

const FORMS: Record<WindowOp, string> = {
  ever: "at any time",
  last: "in the last",
  next: "in the next",
  ago: "days ago: from",
  calendar: "in the calendar's",
  "between-dates": "between",
  before: "before",
  after: "after",
  since: "since",
};
const OF_EVENTS: readonly WindowOp[] = ["ever", "last", "ago", "calendar", "since", "before", "after", "between-dates"];
const OF_DATES: readonly WindowOp[] = ["last", "next", "ago", "calendar", "since", "before", "after", "between-dates"];
const OF_ANNIVERSARIES: readonly WindowOp[] = ["next", "last", "calendar", "ago", "between-dates"];
const SPANS: readonly Span[] = ["days", "weeks", "months", "years", "hours"];
const PERIODS: readonly Period[] = ["day", "week", "month", "quarter", "year"];
const ANY_DAY: Bound = { op: "date", day: "" };

interface WindowEditorProperties {
  window: Window | undefined;
  onChange: (window: Window) => void;
  of: "events" | "date" | "anniversary";
}

/** Which times count. */
export function WindowEditor({ window = { op: "ever" }, onChange, of }: WindowEditorProperties) {
  const forms = of === "events" ? OF_EVENTS : of === "date" ? OF_DATES : OF_ANNIVERSARIES;
  const known = forms.includes(window.op) ? forms : [window.op, ...forms];
  return (
    <>
      <Choice label="When" value={window.op} options={choices(known, FORMS)} onChange={(op) => onChange(recast(op, window))} />
      <Details window={window} onChange={onChange} />
    </>
  );
}

/** Another form of window that keeps what both have. */
export function recast(op: WindowOp, before: Window): Window {
  const count = "count" in before ? before.count : 30;
  const span = "span" in before ? before.span : "days";
  const bound = "bound" in before ? before.bound : before.op === "between-dates" ? before.start : ANY_DAY;
  switch (op) {
    case "ever":
      return { op };
    case "last":
      return { op, count, span };
    case "next":
      return { op, count, span: span === "hours" ? "days" : span };
    case "ago":
      return { op, furthest: 180, nearest: 91 };
    case "calendar":
      return { op, which: "this", period: "month" };
    case "between-dates":
      return { op, start: bound, end: ANY_DAY };
    case "before":
    case "after":
    case "since":
      return { op, bound };
  }
}

function Details({ window, onChange }: { window: Window; onChange: (window: Window) => void }) {
  switch (window.op) {
    case "ever":
      return null;
    case "last":
      return (
        <>
          <Whole label="How many" value={window.count} onChange={(count) => onChange({ ...window, count })} />
          <Choice label="Unit of time" value={window.span} options={choices(SPANS)} onChange={(span) => onChange({ ...window, span })} />
        </>
      );
    case "next":
      return (
        <>
          <Whole label="How many" value={window.count} onChange={(count) => onChange({ ...window, count })} />
          <Choice label="Unit of time" value={window.span} options={choices(["days", "weeks", "months", "years"] as const)} onChange={(span) => onChange({ ...window, span })} />
        </>
      );
    case "ago":
      return (
        <>
          <Whole label="From how many days ago" least={0} value={window.furthest} onChange={(furthest) => onChange({ ...window, furthest, nearest: Math.min(window.nearest, furthest) })} />
          <span className={classes.quiet}>to</span>
          <Whole label="To how many days ago" least={0} value={window.nearest} onChange={(nearest) => onChange({ ...window, nearest, furthest: Math.max(window.furthest, nearest) })} />
        </>
      );
    case "calendar":
      return (
        <>
          <Choice label="Which period" value={window.which} options={choices(["this", "last", "next"] as const)} onChange={(which) => onChange({ ...window, which })} />
          <Choice label="Period" value={window.period} options={choices(PERIODS)} onChange={(period) => onChange({ ...window, period })} />
        </>
      );
    case "between-dates":
      return (
        <>
          <BoundEditor label="From" bound={window.start} onChange={(start) => onChange({ ...window, start })} />
          <span className={classes.quiet}>and</span>
          <BoundEditor label="To" bound={window.end} onChange={(end) => onChange({ ...window, end })} />
        </>
      );
    default:
      return <BoundEditor label={`The moment: ${window.op}`} bound={window.bound} onChange={(bound) => onChange({ ...window, bound })} />;
  }
}

function Whole({ label, value, onChange, least = 1 }: { label: string; value: number; onChange: (value: number) => void; least?: number }) {
  return (
    <NumberField
      label={label}
      width={58}
      isWhole
      value={String(value)}
      onChange={(text) => {
        const number = Number(text);
        if (text !== "" && number >= least && number <= 100_000) onChange(number);
      }}
    />
  );
}

const A_DAY = "\u0000day";

function BoundEditor({ label, bound, onChange }: { label: string; bound: Bound; onChange: (bound: Bound) => void }) {
  const ground = useGround();
  const dates = fieldsOf({ vocabulary: ground.vocabulary, unit: ground.unit }).filter((field) => field.kind === "date");
  const options = [{ key: A_DAY, words: "the day" }, ...dates.map((field) => ({ key: field.name, words: `their ${field.title.toLowerCase()}` }))];
  return (
    <>
      {(dates.length > 0 || bound.op === "variable-bound") && (
        <Choice label={`${label}: a day or a date of theirs`} value={bound.op === "date" ? A_DAY : bound.name} options={options} onChange={(key) => onChange(key === A_DAY ? ANY_DAY : { op: "variable-bound", name: key })} />
      )}
      {bound.op === "date" && <DayField label={label} value={bound} onChange={onChange} />}
    </>
  );
}
