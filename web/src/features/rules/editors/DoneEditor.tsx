import { Choice } from "../Choice";
import classes from "../rules.module.css";
import type { Done } from "../tree";
import { EventChoice } from "./AggregateEditor";
import { WhereEditor } from "./Where";
import { WindowEditor } from "./WindowEditor";

/** At least one event, or none. */
export function DoneEditor({ node, onChange }: { node: Done; onChange: (node: Done) => void }) {
  const { events } = node;
  return (
    <span className={classes.line}>
      <Choice label="At least one or none" value={node.negated ? "none" : "some"} options={[{ key: "some", words: "Has at least one" }, { key: "none", words: "Has no" }]} onChange={(key) => onChange({ ...node, negated: key === "none" })} />
      <EventChoice label="Which event" event={events.event} onChange={(event) => onChange({ ...node, events: { ...events, event, where: null } })} />
      <WindowEditor of="events" window={events.window} onChange={(window) => onChange({ ...node, events: { ...events, window } })} />
      <WhereEditor event={events.event} where={events.where} onChange={(where) => onChange({ ...node, events: { ...events, where } })} />
    </span>
  );
}
