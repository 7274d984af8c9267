import { Text } from "@mantine/core";
import { type ReactNode, useCallback, useMemo } from "react";
import { Catalogue } from "../Catalogue";
import { listConditions } from "../catalogue";
import { type Counts, CountsProvider, GroundProvider, useCounts, useGround } from "../context";
import { type Draft, draftOf } from "../draft";
import classes from "../rules.module.css";
import { Tree } from "../Tree";
import type { Condition } from "../tree";
import { type Ground, peopleGround } from "../vocabulary";
import { eventWords, plural } from "../words";

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
    <Nested ground={inside} label={`Filter: which ${word}`} title={`where, of the ${word},`} condition={where} onChange={(draft) => onChange(single(draft))}>
      <Text size="xs" c="dimmed" mt={4}>These lines are about {plural(word)}: only the whole is counted, not each line.</Text>
    </Nested>
  );
}

/** A condition about an account's people, who are counted line by line too. */
export function PeopleBox({ where, onChange }: { where: Condition; onChange: (where: Condition) => void }) {
  const ground = useGround();
  const inside = useMemo(() => peopleGround(ground), [ground]);
  const counts = useCounts();
  const counted = useMemo(() => ({ ...counts, who: "people" }), [counts]);
  return <Nested ground={inside} counts={counted} label="The condition of its people" title="of whom" condition={where} onChange={(draft) => onChange(single(draft) ?? { op: "everyone" })} />;
}

interface NestedProperties {
  ground: Ground;
  counts?: Counts;
  label: string;
  title: string;
  condition: Condition;
  onChange: (draft: Draft) => void;
  children?: ReactNode;
}

function Nested({ ground, counts, label, title, condition, onChange, children }: NestedProperties) {
  const draft = useMemo(() => draftOf(condition), [condition]);
  return (
    <div className={classes.nested}>
      <GroundProvider value={ground}>
        <CountsProvider {...(counts && { value: counts })}>
          <Tree draft={draft} label={label} title={title} onEdit={(edit) => onChange(edit(draft))} />
        </CountsProvider>
      </GroundProvider>
      {children}
    </div>
  );
}

function single(draft: Draft): Condition | null {
  return draft.conditions.length > 1 ? draft : (draft.conditions[0] ?? null);
}
