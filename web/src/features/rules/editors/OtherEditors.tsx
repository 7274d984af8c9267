import { TextInput } from "@mantine/core";
import { Choice } from "../Choice";
import { useGround } from "../context";
import classes from "../rules.module.css";
import type { InSegment, People, RandomShare } from "../tree";
import { unitOf } from "../vocabulary";
import { NumberField } from "./NumberField";
import { PeopleBox } from "./Where";

export function EveryoneEditor() {
  return <span className={classes.quiet}>Everyone</span>;
}

export function InSegmentEditor({ node, onChange }: { node: InSegment; onChange: (node: InSegment) => void }) {
  const ground = useGround();
  return (
    <span className={classes.line}>
      <span className={classes.quiet}>Is in the segment</span>
      <Choice label="Which segment" value={node.name} options={unitOf(ground).segments.map((segment) => ({ key: segment.name, words: segment.title }))} onChange={(name) => onChange({ ...node, name })} />
    </span>
  );
}

export function RandomShareEditor({ node, onChange }: { node: RandomShare; onChange: (node: RandomShare) => void }) {
  return (
    <span className={classes.line}>
      <span className={classes.quiet}>A random share, from</span>
      <NumberField label="From percent" width={64} value={node.low} onChange={(low) => onChange({ ...node, low })} />
      <span className={classes.quiet}>to</span>
      <NumberField label="To percent" width={64} value={node.high} onChange={(high) => onChange({ ...node, high })} />
      <span className={classes.quiet}>% of the draw</span>
      <TextInput size="xs" w={140} aria-label="Name of the draw" placeholder="name of the draw" value={node.salt} onChange={(event) => onChange({ ...node, salt: event.currentTarget.value })} />
    </span>
  );
}

export function PeopleEditor({ node, onChange }: { node: People; onChange: (node: People) => void }) {
  return (
    <span className={classes.line}>
      <Choice
        label="How many of its people"
        value={node.quantifier}
        options={[{ key: "any", words: "At least one of its people" }, { key: "all", words: "All of its people" }, { key: "none", words: "None of its people" }]}
        onChange={(quantifier) => onChange({ ...node, quantifier })}
      />
      <PeopleBox where={node.where} onChange={(where) => onChange({ ...node, where })} />
    </span>
  );
}
