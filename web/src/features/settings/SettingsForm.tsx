import { Button, Checkbox, Group, NumberInput, Select, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { Model, useDefinitions } from "@/api";
import { FieldMerge, PlaceFields, Problem, Section } from "@/parts";
import { entitle } from "@/parts/sourceWords";
import { listSensitive } from "./sensitive";
import { useSettings } from "./useSettings";

type Settings = Model<"ProjectDefinition">;
type Stored = NonNullable<ReturnType<typeof useDefinitions>["data"]>;

const LABELS: Readonly<Record<string, string>> = {
  name: "Name", problem: "The problem", kpi: "KPI", teams: "Teams", timezone: "Time zone", currency: "Currency", locale: "Numbers and days",
  allow_sensitive: "Sensitive variables that may be used", smallest_group: "Smallest group",
};

export function SettingsForm({ stored }: { stored: Stored }) {
  const [base, setBase] = useState({ settings: stored.definitions.project, etag: stored.etags.project?.[""] ?? "" });
  const [mine, setMine] = useState<Settings>(base.settings);
  const saving = useSettings();
  const change = (part: Partial<Settings>) => setMine((before) => ({ ...before, ...part }));
  const sensitive = listSensitive(stored.definitions);
  const kpis = Object.entries(stored.definitions.variables ?? {}).filter(([, each]) => each.value && each.unit === mine.main_unit);
  const isChanged = JSON.stringify(mine) !== JSON.stringify(base.settings);
  const save = async (settings: Settings, etag: string) => {
    const named = { ...settings, problem: settings.problem?.trim() || null };
    if (!(await saving.save(named, etag))) return;
    notifications.show({ message: "Saved. Run again where results should follow." });
  };
  // What was saved, by me or by somebody else, is what the next change begins with.
  const now = stored.etags.project?.[""] ?? "";
  if (now !== base.etag && !isChanged) {
    setBase({ settings: stored.definitions.project, etag: now });
    setMine(stored.definitions.project);
  } else if (now !== base.etag && JSON.stringify(mine) === JSON.stringify(stored.definitions.project)) {
    setBase({ settings: stored.definitions.project, etag: now });
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(mine, base.etag); }}>
      <Stack gap="lg" maw={820}>
        <Section title="The project">
          <TextInput label={LABELS.name} required maxLength={80} value={mine.name} onChange={(event) => change({ name: event.currentTarget.value })} />
          <Textarea label={LABELS.problem} description="One or two sentences, as you would tell a colleague." autosize minRows={2} maxLength={1000} value={mine.problem ?? ""} onChange={(event) => change({ problem: event.currentTarget.value })} />
          <Select
            label={LABELS.kpi}
            description="The number that should move. Segments are compared by it."
            searchable
            clearable
            placeholder="Choose a variable"
            data={kpis.map(([value, each]) => ({ value, label: each.title ?? entitle(value) }))}
            value={mine.kpi && kpis.some(([name]) => name === mine.kpi) ? mine.kpi : null}
            onChange={(kpi) => change({ kpi })}
          />
          <TagsInput label={LABELS.teams} description="Who uses the answers; each followed by Enter." value={[...(mine.teams ?? [])]} onChange={(teams) => change({ teams })} acceptValueOnBlur />
        </Section>
        <Section title="How things are written">
          <PlaceFields place={{ timezone: mine.timezone, currency: mine.currency ?? null, locale: mine.locale }} change={change} />
        </Section>
        <Section title="What may be shown" about="Groups and personal matters that stay hidden unless you say otherwise.">
          <NumberInput label={LABELS.smallest_group} description="Groups of fewer customers are not described, so that nobody can be recognised." min={1} max={1000} allowDecimal={false} value={mine.smallest_group} onChange={(value) => typeof value === "number" && change({ smallest_group: value })} maw={360} />
          {sensitive.length > 0 ? (
            <Checkbox.Group value={[...(mine.allow_sensitive ?? [])]} onChange={(names) => change({ allow_sensitive: names })} label={LABELS.allow_sensitive} description="Hidden everywhere until they are ticked here. Tick only what you are allowed to use.">
              <Stack gap="xs" pt="sm">
                {sensitive.map(({ name, title }) => (
                  <Checkbox key={name} value={name} label={title} />
                ))}
              </Stack>
            </Checkbox.Group>
          ) : (
            <Text size="sm" c="dimmed">Nothing sensitive was found in the data.</Text>
          )}
        </Section>
        {saving.error ? <Problem error={saving.error}>What you changed is still here.</Problem> : null}
        <Group>
          <Button type="submit" disabled={!isChanged || !mine.name.trim()} loading={saving.isSaving}>Save the settings</Button>
          {isChanged && <Button variant="subtle" color="gray" onClick={() => setMine(base.settings)}>Leave them as they were</Button>}
        </Group>
      </Stack>
      {saving.theirs && (
        <FieldMerge
          base={base.settings}
          mine={mine}
          theirs={saving.theirs.settings}
          labels={LABELS}
          onClose={saving.reset}
          onSave={(merged) => {
            setMine(merged);
            void save(merged, saving.theirs!.etag);
          }}
        />
      )}
    </form>
  );
}
