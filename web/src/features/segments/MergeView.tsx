import { Badge, Button, Checkbox, Code, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { client, type Model } from "@/api";
import { Loaded, Problem } from "@/parts";
import { findChanges, mergeFields } from "@/parts/merge";
import { type Choice, isKept, listChoices, sayOf, together } from "./conditions";
import type { SegmentDefinition } from "./listing";

type Condition = Model<"Condition">;
type Side = "mine" | "theirs" | "both";

const LABELS: Record<string, string> = { title: "Title", description: "Description", rule: "Rule", owner: "Owner", action: "What to do with them", enabled: "State", unit: "About", template: "Template" };

interface MergeViewProperties {
  base: SegmentDefinition;
  theirs: SegmentDefinition;
  mine: SegmentDefinition;
  onSave: (merged: SegmentDefinition) => void;
  onClose: () => void;
}

/** Somebody else saved this segment first: both versions beside each other, field by field and condition by condition. */
export function MergeView(properties: MergeViewProperties) {
  const { base, theirs, mine, onClose } = properties;
  const rules = useQuery({
    queryKey: ["segments", "merge", base.rule, theirs.rule, mine.rule, mine.unit],
    queryFn: () => Promise.all([base, theirs, mine].map(async (version) => (await client.POST("/v1/rules/read", { body: { text: version.rule, unit: version.unit } })).data!)),
  });
  return (
    <Modal opened onClose={onClose} size="xl" title="Somebody else changed this segment meanwhile">
      <Loaded query={rules} what="Reading both rules">{([was, other, own]) => <Chooser {...properties} trees={[was!.tree, other!.tree, own!.tree]} />}</Loaded>
    </Modal>
  );
}

function Chooser({ base, theirs, mine, onSave, onClose, trees }: MergeViewProperties & { trees: (Condition | null)[] }) {
  const changes = findChanges({ ...base }, { ...mine }, { ...theirs });
  const [was, other, own] = trees;
  const parts = was && other && own ? listChoices(was, other, own) : null;
  const rule = changes.find((change) => change.field === "rule");
  const canJoin = parts !== null && rule?.by === "both";
  const [sides, setSides] = useState<Record<string, Side>>(() => Object.fromEntries(changes.map(({ field, by }) => [field, by === "them" ? "theirs" : field === "rule" && canJoin ? "both" : "mine"])));
  const [picked, setPicked] = useState<ReadonlySet<number>>(() => new Set(parts?.choices.flatMap((choice, index) => (isKept(choice) ? [index] : []))));
  const [problem, setProblem] = useState<unknown>(null);
  const save = async () => {
    try {
      const merged = mergeFields(mine, theirs, sides as Record<string, "mine" | "theirs">);
      if (sides.rule !== "both" || !parts) return onSave(merged);
      const tree = together(parts.op, parts.choices.filter((_, index) => picked.has(index)).map((choice) => choice.condition));
      const { data } = await client.POST("/v1/rules/read", { body: { tree, unit: mine.unit } });
      onSave({ ...merged, rule: data!.text });
    } catch (failure) {
      setProblem(failure);
    }
  };
  const say = (field: string, value: unknown) => (field === "enabled" ? (value ? "on" : "off") : value ? String(value) : "nothing");
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">Their version is saved. Yours is kept here until you choose; nothing of either is lost without you.</Text>
      {changes.length === 0 && <Text>You both made the same changes.</Text>}
      {changes.map(({ field, by, mine: yours, theirs: others }) => (
        <Radio.Group key={field} label={LABELS[field] ?? field} description={by === "both" ? "Both of you changed this." : by === "them" ? "Only they changed this." : "Only you changed this."} value={sides[field]} onChange={(side) => setSides({ ...sides, [field]: side as Side })}>
          <Stack gap={8} pt="xs">
            {field === "rule" && canJoin && <Radio value="both" label="Both, condition by condition" />}
            {field === "rule" && sides.rule === "both" && parts && <Conditions op={parts.op} choices={parts.choices} picked={picked} onPick={setPicked} unit={mine.unit} />}
            <Version name="Theirs" value="theirs" text={say(field, others)} isRule={field === "rule"} />
            <Version name="Yours" value="mine" text={say(field, yours)} isRule={field === "rule"} />
            <Text size="xs" c="dimmed">Before: {say(field, base[field as keyof SegmentDefinition])}</Text>
          </Stack>
        </Radio.Group>
      ))}
      {problem !== null && <Problem error={problem} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>Back to my version</Button>
        <Button onClick={() => void save()}>Save what is chosen</Button>
      </Group>
    </Stack>
  );
}

function Version({ name, value, text, isRule }: { name: string; value: string; text: string; isRule: boolean }) {
  return <Radio value={value} label={<>{name}: {isRule ? <Code style={{ whiteSpace: "pre-wrap" }}>{text}</Code> : text}</>} />;
}

interface ConditionsProperties {
  op: "and" | "or";
  choices: readonly Choice[];
  picked: ReadonlySet<number>;
  onPick: (picked: ReadonlySet<number>) => void;
  unit: string;
}

function Conditions({ op, choices, picked, onPick, unit }: ConditionsProperties) {
  const words = useQuery({
    queryKey: ["segments", "conditions", unit, choices.map((choice) => choice.condition)],
    queryFn: () => Promise.all(choices.map(async ({ condition }) => (await client.POST("/v1/rules/read", { body: { tree: condition, unit } })).data!.sentence)),
  });
  const toggle = (index: number) => {
    const next = new Set(picked);
    if (!next.delete(index)) next.add(index);
    onPick(next);
  };
  return (
    <Stack gap={6} pl="lg" role="group" aria-label="Conditions of the merged rule">
      <Text size="xs" c="dimmed">{op === "and" ? "All of the chosen must hold." : "Any of the chosen is enough."}</Text>
      {choices.map((choice, index) => (
        <Checkbox key={index} checked={picked.has(index)} onChange={() => toggle(index)} label={<Group gap={8}>{words.data?.[index] ?? "…"}<Badge size="sm" variant="light" color={sayOf(choice) === "unchanged" ? "gray" : undefined} tt="none">{sayOf(choice)}</Badge></Group>} />
      ))}
    </Stack>
  );
}
