import { ActionIcon, Box, Menu, Text } from "@mantine/core";
import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { IconArrowBarRight, IconArrowBarToLeft, IconArrowDown, IconArrowUp, IconContrast, IconCopy, IconGripVertical, IconTrash } from "@tabler/icons-react";
import { useFormat } from "@/format";
import { ConditionEditor } from "./ConditionEditor";
import { useActing, useCounts } from "./context";
import { nameOf } from "./identity";
import { MOVES, type Move } from "./moves";
import classes from "./rules.module.css";
import { type Condition, isGroup } from "./tree";

const innermost = (node: Condition): Condition => (node.op === "not" ? innermost(node.condition) : node);

/** A condition keeps its name also when it is turned round. */
export const innerNameOf = (node: Condition): string => nameOf(innermost(node));

interface RowProperties {
  node: Condition;
  index: number;
  of: number;
  isOutermost: boolean;
}

/** One condition or group in its group: its handle, what it says, how many satisfy it. */
export function Row({ node, index, of, isOutermost }: RowProperties) {
  const name = innerNameOf(node);
  const { unfinished } = useCounts();
  const { setNodeRef, listeners, transform, transition, isDragging, isOver, setActivatorNodeRef } = useSortable({ id: name });
  return (
    <div
      ref={setNodeRef}
      className={classes.row}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      data-node={name}
      data-group={isGroup(innermost(node)) || undefined}
      data-dragging={isDragging || undefined}
      data-over={(isOver && !isDragging) || undefined}
      data-unfinished={unfinished.has(name) || undefined}
    >
      <Handle name={name} index={index} of={of} isOutermost={isOutermost} listeners={listeners} activator={setActivatorNodeRef} node={node} />
      <div className={classes.content}>
        <ConditionEditor node={node} />
        <Remarks node={node} />
      </div>
      <Count name={nameOf(node)} inner={name} />
    </div>
  );
}

const ICONS: Record<Move, typeof IconArrowUp> = { up: IconArrowUp, down: IconArrowDown, wrap: IconArrowBarRight, lift: IconArrowBarToLeft, dissolve: IconArrowBarToLeft, repeat: IconCopy, negate: IconContrast, remove: IconTrash };

interface HandleProperties {
  name: string;
  index: number;
  of: number;
  isOutermost: boolean;
  node: Condition;
  listeners: ReturnType<typeof useSortable>["listeners"];
  activator: (element: HTMLElement | null) => void;
}

function Handle({ name, index, of, isOutermost, node, listeners, activator }: HandleProperties) {
  const { act } = useActing();
  const offered = (Object.keys(MOVES) as Move[]).filter(
    (move) => !(move === "up" && index === 0) && !(move === "down" && index === of - 1) && !(move === "lift" && isOutermost) && !(move === "dissolve" && !isGroup(node)) && !(move === "wrap" && of === 1),
  );
  return (
    <Menu position="bottom-start" shadow="md" withinPortal>
      <Menu.Target>
        <ActionIcon ref={activator} variant="subtle" color="gray" size={30} className={classes.grip} aria-label={`Move or change condition ${index + 1} of ${of}`} data-handle {...listeners}>
          <IconGripVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map((move) => {
          const Icon = ICONS[move];
          const { words, keys, edit, focus } = MOVES[move];
          return (
            <Menu.Item key={move} color={move === "remove" ? "red" : undefined} leftSection={<Icon size={15} />} rightSection={<Text size="xs" c="dimmed">{keys}</Text>} onClick={() => act((draft) => edit(draft, name), { focus: focus(name) })}>
              {words}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

function Count({ name, inner }: { name: string; inner: string }) {
  const { byName, isStale, unfinished, who } = useCounts();
  const format = useFormat();
  if (unfinished.has(inner)) return <Text size="xs" c="dimmed" className={classes.count}>not counted yet: choose a value</Text>;
  const count = byName.get(name) ?? byName.get(inner);
  if (!count || count.customers === null) return null;
  return (
    <Box className={classes.count} data-stale={isStale || undefined}>
      <Text size="sm" fw={600} span>{format.count(count.customers)}</Text>
      <Text size="xs" c="dimmed" span>{who ? ` ${who}` : ""} · {format.share(count.share)}</Text>
      <div className={classes.bar} aria-hidden><div style={{ width: `${Math.min(100, (count.share ?? 0) * 100)}%` }} /></div>
    </Box>
  );
}

/** What is wrong or odd in a condition, below it. */
function Remarks({ node }: { node: Condition }) {
  const { byName } = useCounts();
  const findings = [...new Set([nameOf(node), innerNameOf(node)])].flatMap((name) => byName.get(name)?.findings ?? []);
  return findings.map((finding, index) => (
    <Text key={index} size="xs" mt={4} className={finding.severity === "warning" ? undefined : classes.wrong} role="note">
      {finding.message} {finding.hint}
    </Text>
  ));
}
