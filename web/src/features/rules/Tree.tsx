import { closestCenter, DndContext, type DragEndEvent, PointerSensor, pointerWithin, type CollisionDetection, useSensor, useSensors } from "@dnd-kit/core";
import { useEffect, useMemo, useRef } from "react";
import { type Acting, ActingProvider, type Focus } from "./context";
import type { Draft } from "./draft";
import { GroupEditor } from "./GroupEditor";
import { nameOf } from "./identity";
import { MOVES, moveOf } from "./moves";
import { moveTo, placeOf } from "./structure";

interface TreeProperties {
  draft: Draft;
  label: string;
  title?: string;
  onEdit: (edit: (draft: Draft) => Draft, of?: string) => void;
}

/** The innermost thing under the pointer. */
const innermostFirst: CollisionDetection = (given) => {
  const under = pointerWithin(given);
  if (!under.length) return closestCenter(given);
  const area = (id: string | number) => {
    const box = given.droppableRects.get(id);
    return box ? box.width * box.height : Infinity;
  };
  return [...under].sort((a, b) => area(a.id) - area(b.id));
};

/** A tree of conditions: moved with the pointer and with keys, the keyboard's place kept through every edit. */
export function Tree({ draft, label, title, onEdit }: TreeProperties) {
  const place = useRef<HTMLDivElement>(null);
  const wanted = useRef<Focus | null>(null);
  const latest = useRef(onEdit);
  const present = useRef(draft);
  useEffect(() => {
    latest.current = onEdit;
    present.current = draft;
  });
  const acting = useMemo<Acting>(
    () => ({
      act: (edit, options) => {
        wanted.current = options?.focus ?? wanted.current;
        latest.current(edit, options?.of);
      },
    }),
    [],
  );

  useEffect(() => {
    if (!wanted.current || !place.current) return;
    const target = findFocus(place.current, wanted.current);
    wanted.current = null;
    target?.focus();
  }, [draft]);

  useEffect(() => {
    const root = place.current;
    const press = (event: KeyboardEvent) => {
      const move = moveOf(event);
      const row = (event.target as Element).closest("[data-node]");
      const name = row?.getAttribute("data-node");
      if (!move || !name) return;
      event.preventDefault();
      event.stopPropagation();
      const focus = move === "remove" ? besides(present.current, name) : MOVES[move].focus(name);
      acting.act((before) => MOVES[move].edit(before, name), { focus });
    };
    root?.addEventListener("keydown", press);
    return () => root?.removeEventListener("keydown", press);
  }, [acting]);

  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) acting.act((before) => moveTo(before, String(active.id), String(over.id)), { focus: { at: "handle", name: String(active.id) } });
  };
  return (
    <ActingProvider value={acting}>
      <DndContext sensors={sensors} collisionDetection={innermostFirst} onDragEnd={drop} accessibility={{ container: document.body, screenReaderInstructions: { draggable: "" } }}>
        <div ref={place} role="group" aria-label={label}>
          <GroupEditor group={draft} isRoot title={title} />
        </div>
      </DndContext>
    </ActingProvider>
  );
}

/** Where the keyboard goes on when a condition is removed: the one after it, else before it, else the way to add one. */
function besides(draft: Draft, name: string): Focus {
  const place = placeOf(draft, name);
  const next = place?.group.conditions[place.index + 1] ?? place?.group.conditions[place.index - 1];
  if (!next || !place) return { at: "add", name: nameOf(place?.group ?? draft) };
  return { at: "handle", name: innerName(next) };
}

const innerName = (node: Draft["conditions"][number]): string => (node.op === "not" ? innerName(node.condition) : nameOf(node));

/** In a new condition that is the first field that waits for something. */
function findFocus(root: HTMLElement, { at, name }: Focus): HTMLElement | null {
  if (at === "add") return root.querySelector(`[data-add="${name}"]`);
  const row = root.querySelector(`[data-node="${name}"]`);
  if (!row) return root.querySelector("[data-add]");
  if (at === "handle") return row.querySelector("[data-handle]");
  const inputs = [...row.querySelectorAll<HTMLInputElement>("input:not([type=hidden])")];
  return inputs.find((input) => input.value === "" && !input.closest("[data-catalogue]")) ?? row.querySelector("select, input, button:not([data-handle])");
}
