import { Box, Button, Grid, Group, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import type { Model } from "@/api";
import { EventFilter } from "@/features/rules";
import { Problem, Section } from "@/parts";
import type { Draft, VariableDefinition } from "./draft";
import { type Aggregate, AGGREGATES, fits, needsProperty, type Parts } from "./expression";
import { FAMILIES } from "./listing";
import { Preview } from "./Preview";

interface MakerFormProperties {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  vocabulary: Model<"Words">;
  expression: string;
  /** As it would be saved now. */
  definition: VariableDefinition;
  suggested: string;
  /** False for a column of the files or a model: its words can be changed, its values come from there. */
  isOwnExpression: boolean;
  /** Whether the text of what is chosen is still awaited. */
  isBehind: boolean;
  /** From text to choices, where there are such. */
  onChoose: () => void;
  /** Why the text cannot be shown as choices. */
  refusal: unknown;
}

export function MakerForm({ draft, change, vocabulary, expression, definition, suggested, isOwnExpression, isBehind, onChoose, refusal }: MakerFormProperties) {
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack gap="lg">
          {isOwnExpression && (
            <Section title="What it is made of" actions={vocabulary.events.length > 0 && <Mode draft={draft} change={change} expression={expression} onChoose={onChoose} />}>
              {draft.mode === "text" && typeof refusal === "string" && <Text size="sm" role="status">{refusal}</Text>}
              {draft.mode === "text" && refusal && typeof refusal !== "string" ? <Problem error={refusal} /> : null}
              {draft.mode === "parts" ? <PartsFields parts={draft.parts} change={(part) => change({ parts: { ...draft.parts, ...part } })} vocabulary={vocabulary} /> : null}
              {draft.mode === "text" ? (
                <Textarea label="Expression" description="Such as count(order, last 90 days), or net_revenue_12m / orders_12m" autosize minRows={3} value={draft.text} onChange={(event) => change({ text: event.currentTarget.value })} styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }} spellCheck={false} />
              ) : (
                <Group justify="space-between" align="flex-end" wrap="nowrap" gap="sm">
                  <Stack gap={2} miw={0}>
                    <Text size="xs" c="dimmed">As text</Text>
                    <Text size="sm" ff="monospace" style={{ overflowWrap: "anywhere" }} data-testid="expression">{expression || (isBehind ? "…" : "Something is still to be chosen.")}</Text>
                  </Stack>
                  <Button size="xs" variant="subtle" leftSection={<IconPencil size={14} aria-hidden />} onClick={() => change({ mode: "text", text: expression })} style={{ flexShrink: 0 }}>Edit as text</Button>
                </Group>
              )}
            </Section>
          )}
          <Section title="How it is called">
            <TextInput label="Title" maxLength={120} placeholder={suggested} value={draft.title} onChange={(event) => change({ title: event.currentTarget.value })} />
            <Group grow gap="sm">
              <Select label="Family" allowDeselect={false} data={[...FAMILIES]} value={draft.family} onChange={(family) => family && change({ family: family as Draft["family"] })} />
              <Select label="Sensitivity" allowDeselect={false} data={[{ value: "ordinary", label: "Ordinary" }, { value: "personal", label: "Personal: tells who it is" }, { value: "sensitive", label: "Sensitive: off until allowed" }]} value={draft.sensitivity} onChange={(value) => value && change({ sensitivity: value as Draft["sensitivity"] })} />
            </Group>
            <TextInput label="Note" description="For colleagues: why it is made like this." maxLength={500} value={draft.note} onChange={(event) => change({ note: event.currentTarget.value })} />
          </Section>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        {isOwnExpression && <Box style={{ position: "sticky", top: 76 }}><Preview definition={definition} /></Box>}
      </Grid.Col>
    </Grid>
  );
}

function Mode({ draft, change, expression, onChoose }: Pick<MakerFormProperties, "draft" | "change" | "expression" | "onChoose">) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="How to make it"
      data={[{ value: "parts", label: "By choosing" }, { value: "text", label: "As text" }]}
      value={draft.mode}
      onChange={(mode) => (mode === "text" ? change({ mode: "text", text: expression || draft.text }) : onChoose())}
    />
  );
}

function PartsFields({ parts, change, vocabulary }: { parts: Parts; change: (part: Partial<Parts>) => void; vocabulary: Model<"Words"> }) {
  const event = vocabulary.events.find((each) => each.name === parts.event);
  const properties = event?.properties ?? [];
  const usable = properties.filter(({ kind }) => fits(parts.aggregate, kind));
  const pick = (aggregate: Aggregate, among = properties) => {
    const first = among.find(({ kind }) => fits(aggregate, kind));
    const stays = among.some(({ name, kind }) => name === parts.property && fits(aggregate, kind));
    return needsProperty(aggregate) ? (stays ? parts.property : (first?.name ?? null)) : null;
  };
  const chooseEvent = (name: string) => {
    const next = vocabulary.events.find((each) => each.name === name);
    change({ event: name, property: pick(parts.aggregate, next?.properties ?? []), where: null });
  };
  return (
    <Stack gap="md">
      <Group gap="sm" align="flex-end">
        <Select label="What" allowDeselect={false} maxDropdownHeight={420} data={AGGREGATES.filter(({ value, needs }) => needs === "none" || properties.some(({ kind }) => fits(value, kind))).map(({ value, label }) => ({ value, label }))} value={parts.aggregate} onChange={(value) => value && change({ aggregate: value as Aggregate, property: pick(value as Aggregate) })} flex="1 1 200px" />
        {needsProperty(parts.aggregate) && (
          <Select label="Which" allowDeselect={false} searchable data={usable.map(({ name, title }) => ({ value: name, label: title }))} value={parts.property} onChange={(property) => property && change({ property })} flex="1 1 150px" />
        )}
        <Select label="Of which events" allowDeselect={false} searchable data={vocabulary.events.map(({ name, title }) => ({ value: name, label: title }))} value={parts.event} onChange={(value) => value && chooseEvent(value)} flex="1 1 160px" />
      </Group>
      <EventFilter key={parts.event} unit={vocabulary.unit} event={parts.event} where={parts.where} window={parts.window} onChange={change} />
    </Stack>
  );
}
