import { closestCenter, DndContext, type DragEndEvent, KeyboardSensor, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import { arrayMove, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { ActionIcon, Button, Group, Paper, Select, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Model } from "@/api";
import { RuleField } from "@/features/rules";
import { useFormat } from "@/format";
import { nameFor, plain, type SegmentationDefinition, type SegmentDefinition } from "./listing";
import { partColour } from "./PartBar";
import classes from "./segments.module.css";

type Priority = SegmentationDefinition["priorities"][number];

interface PartListProperties {
  form: SegmentationDefinition;
  segments: Readonly<Record<string, SegmentDefinition>>;
  preview: Model<"SegmentationPreview"> | undefined;
  isStale: boolean;
  onChange: (priorities: Priority[]) => void;
}

/** The parts with their sizes; moved with the pointer, with the keyboard on the handle, or by buttons. */
export function PartList({ form, segments, preview, isStale, onChange }: PartListProperties) {
  const { priorities } = form;
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const place = (name: string | number) => priorities.findIndex((part) => part.name === name);
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) onChange(arrayMove(priorities, place(active.id), place(over.id)));
  };
  const titleOf = (part: Priority) => part.title ?? (part.segment ? segments[part.segment]?.title : null) ?? plain(part.segment ?? part.name);
  const said = (id: string | number) => titleOf(priorities[place(id)]!);
  const sizes = new Map(preview?.parts.map((part) => [part.name, part]));
  const announcements = {
    onDragStart: ({ active }: { active: { id: string | number } }) => `Picked up ${said(active.id)}.`,
    onDragOver: ({ active, over }: { active: { id: string | number }; over: { id: string | number } | null }) => (over ? `${said(active.id)} is over place ${place(over.id) + 1} of ${priorities.length}.` : undefined),
    onDragEnd: ({ active, over }: { active: { id: string | number }; over: { id: string | number } | null }) => (over ? `${said(active.id)} is put at place ${place(over.id) + 1}.` : `${said(active.id)} is back at its place.`),
    onDragCancel: ({ active }: { active: { id: string | number } }) => `${said(active.id)} is back at its place.`,
  };
  const residual = preview?.parts.at(-1);
  return (
    <Stack gap={8}>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop} accessibility={{ announcements }}>
        <SortableContext items={priorities.map((part) => part.name)} strategy={verticalListSortingStrategy}>
          {priorities.map((part, index) => (
            <Part
              key={part.name}
              part={part}
              title={titleOf(part)}
              index={index}
              of={priorities.length}
              size={sizes.get(part.name)}
              isStale={isStale}
              unit={form.unit}
              onMove={(to) => onChange(arrayMove(priorities, index, to))}
              onChange={(next) => onChange(priorities.with(index, next))}
              onRemove={() => onChange(priorities.toSpliced(index, 1))}
            />
          ))}
        </SortableContext>
      </DndContext>
      {residual && priorities.length > 0 && (
        <Paper withBorder radius="md" p="xs" pl={46} style={{ borderStyle: "dashed" }}>
          <Group justify="space-between" wrap="nowrap">
            <Group gap={8} wrap="nowrap"><span className={classes.dot} style={{ background: partColour(priorities.length, priorities.length + 1) }} aria-hidden /><Text size="sm" fw={600}>{form.residual_title}</Text><Text size="xs" c="dimmed" visibleFrom="sm">whom no part takes</Text></Group>
            <Size part={residual} isStale={isStale} />
          </Group>
        </Paper>
      )}
      <Adding form={form} segments={segments} onAdd={(part) => onChange([...priorities, part])} />
    </Stack>
  );
}

interface PartProperties {
  part: Priority;
  title: string;
  index: number;
  of: number;
  size: Model<"PartPreview"> | undefined;
  isStale: boolean;
  unit: string;
  onMove: (to: number) => void;
  onChange: (part: Priority) => void;
  onRemove: () => void;
}

function Part({ part, title, index, of, size, isStale, unit, onMove, onChange, onRemove }: PartProperties) {
  const format = useFormat();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: part.name });
  return (
    <Paper ref={setNodeRef} withBorder radius="md" p="xs" shadow={isDragging ? "md" : undefined} style={{ transform: CSS.Translate.toString(transform), transition, position: "relative", zIndex: isDragging ? 5 : undefined }}>
      <Group wrap="nowrap" gap={8} align="flex-start">
        <ActionIcon ref={setActivatorNodeRef} {...attributes} {...listeners} variant="subtle" color="gray" style={{ cursor: "grab", touchAction: "none" }} aria-label={`Move ${title}: place ${index + 1} of ${of}`}><IconGripVertical size={16} /></ActionIcon>
        <span className={classes.dot} style={{ background: partColour(index, of + 1), marginTop: 9 }} aria-hidden />
        <Stack gap={4} style={{ flex: 1, minWidth: 0 }}>
          <Group justify="space-between" gap="xs">
            {part.rule !== null && part.rule !== undefined ? (
              <TextInput size="xs" aria-label={`Title of part ${index + 1}`} value={part.title ?? ""} placeholder={plain(part.name)} onChange={(event) => onChange({ ...part, title: event.currentTarget.value || null })} />
            ) : (
              <Text size="sm" fw={600} pt={4}>{title}</Text>
            )}
            <Size part={size} isStale={isStale} />
          </Group>
          {part.rule !== null && part.rule !== undefined && <RuleField label={`Rule of ${title}`} value={part.rule} unit={unit} onChange={(rule) => onChange({ ...part, rule: rule ?? "everyone" })} />}
          {size?.taken ? <Text size="xs" c="dimmed">{format.count(size.own)} satisfy its rule; {format.count(size.taken)} of them belong to parts before it.</Text> : null}
        </Stack>
        <Group gap={0} wrap="nowrap">
          <Tooltip label="Try it earlier"><ActionIcon variant="subtle" color="gray" disabled={index === 0} aria-label={`Try ${title} earlier`} onClick={() => onMove(index - 1)}><IconArrowUp size={15} /></ActionIcon></Tooltip>
          <Tooltip label="Try it later"><ActionIcon variant="subtle" color="gray" disabled={index === of - 1} aria-label={`Try ${title} later`} onClick={() => onMove(index + 1)}><IconArrowDown size={15} /></ActionIcon></Tooltip>
          <Tooltip label="Leave it out"><ActionIcon variant="subtle" color="gray" aria-label={`Leave ${title} out`} onClick={onRemove}><IconX size={15} /></ActionIcon></Tooltip>
        </Group>
      </Group>
    </Paper>
  );
}

function Size({ part, isStale }: { part: Model<"PartPreview"> | undefined; isStale: boolean }) {
  const format = useFormat();
  if (!part || part.customers === null || part.customers === undefined) return <Text size="sm" c="dimmed">–</Text>;
  return <Text size="sm" className="figures" style={{ opacity: isStale ? 0.5 : 1, whiteSpace: "nowrap" }}><b>{format.count(part.customers)}</b> <Text span size="sm" c="dimmed">· {format.share(part.share)}</Text></Text>;
}

function Adding({ form, segments, onAdd }: { form: SegmentationDefinition; segments: Readonly<Record<string, SegmentDefinition>>; onAdd: (part: Priority) => void }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const taken = new Set(form.priorities.map((part) => part.name).concat(form.residual));
  const offered = Object.entries(segments).filter(([name, segment]) => segment.unit === form.unit && !form.priorities.some((part) => part.segment === name));
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label="Add a part"
        size="xs"
        w={260}
        searchable
        placeholder="A segment"
        data={offered.map(([name, segment]) => ({ value: name, label: segment.title ?? plain(name) }))}
        value={chosen}
        onChange={(name) => {
          setChosen(null);
          if (name) onAdd({ name: nameFor(name, taken), segment: name, title: null, rule: null, action: null });
        }}
      />
      <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => onAdd({ name: nameFor("part", taken), title: "New part", rule: "everyone", segment: null, action: null })}>A rule of its own</Button>
    </Group>
  );
}
