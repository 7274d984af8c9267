import { useCallback, useMemo } from "react";
import { Catalogue } from "../Catalogue";
import { listConditions } from "../catalogue";
import { CountsProvider, GroundProvider, useGround } from "../context";
import { type Draft, draftOf } from "../draft";
import classes from "../rules.module.css";
import { Tree } from "../Tree";
import type { Condition } from "../tree";
import { type Ground, peopleGround } from "../vocabulary";
import { eventWords } from "../words";

interface WhereEditorProperties {
  event: string;
  where: Condition | null | undefined;
  onChange: (where: Condition | null) => void;
}

/** A filter of events: a tree of its own about the event's properties. */
export function WhereEditor({ event, where, onChange }: WhereEditorProperties) {
  const ground = useGround();
  const inside = useMemo((): Ground => ({ vocabulary: ground.vocabulary, unit: ground.unit, event }), [ground.vocabulary, ground.unit, event]);
  const list = useCallback(() => listConditions(inside), [inside]);
  if (ground.event !== undefined) return null;
  const word = eventWords(ground, event);
  if (!where) return <Catalogue list={list} looks="add" label={`where … which ${word}`} onPick={onChange}>where …</Catalogue>;
  return (
    <Nested ground={inside} label={`Filter: which ${word}`} title={`where, of the ${word},`} condition={where} onChange={(draft) => onChange(single(draft))} />
  );
}

/** A condition about an account's people. */
export function PeopleBox({ where, onChange }: { where: Condition; onChange: (where: Condition) => void }) {
  const ground = useGround();
  const inside = useMemo(() => peopleGround(ground), [ground]);
  return <Nested ground={inside} label="The condition of its people" title="of whom" condition={where} onChange={(draft) => onChange(single(draft) ?? { op: "everyone" })} />;
}

function Nested({ ground, label, title, condition, onChange }: { ground: Ground; label: string; title: string; condition: Condition; onChange: (draft: Draft) => void }) {
  const draft = useMemo(() => draftOf(condition), [condition]);
  return (
    <div className={classes.nested}>
      <GroundProvider value={ground}>
        <CountsProvider>
          <Tree draft={draft} label={label} title={title} onEdit={(edit) => onChange(edit(draft))} />
        </CountsProvider>
      </GroundProvider>
    </div>
  );
}

function single(draft: Draft): Condition | null {
  return draft.conditions.length > 1 ? draft : (draft.conditions[0] ?? null);
}
