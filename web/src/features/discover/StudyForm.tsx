import { Alert, Box, Button, Group, MultiSelect, NumberInput, Paper, SegmentedControl, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconCompass } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { client, type Model } from "@/api";
import { FieldMerge, Problem } from "@/parts";
import { BasisChooser, ChosenBasis } from "./BasisChooser";
import { type Definition, type Draft, draftOf, LABELS, useWrite } from "./drafting";
import { type Algorithm, ALGORITHMS } from "./words";
import classes from "./discover.module.css";

interface StudyFormProperties {
  described: Model<"DescribedVariables">;
  proposals: readonly Model<"BasisProposal">[];
  taken: readonly string[];
  before: { name: string; definition: Definition; etag: string | null } | null;
  draft: Draft;
  asOf: string | undefined;
  done: (name: string) => void;
}

/** Grouped by, described by, judged by, how many groups, the method; then the study begins. */
export function StudyForm({ described, proposals, taken, before, draft: given, asOf, done }: StudyFormProperties) {
  const [draft, setDraft] = useState<Draft>(given);
  const [speed, setSpeed] = useState("quick");
  const { write, problem, conflict, forget, isWriting } = useWrite(before, taken);
  const [failure, setFailure] = useState<unknown>(null);
  const queries = useQueryClient();
  const hasAnswers = draft.ipsatise || described.variables.some(({ info }) => draft.basis.includes(info.name) && (info.family === "psychographic" || info.family === "needs"));
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const start = async (said: Draft, etag?: string | null) => {
    setFailure(null);
    const titled = said.title.trim() ? said : { ...said, title: suggestTitle(said.basis, proposals) };
    const name = await write(titled, etag);
    if (!name) return;
    try {
      await client.POST("/v1/discoveries/{name}", {
        params: { path: { name }, query: { again: true } },
        body: { quick: speed === "quick", as_of: asOf ?? null, basis: [], algorithms: [], k: null },
      });
      await queries.invalidateQueries();
      done(name);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Box className={classes.layout}>
      <Stack gap="md" miw={0}>
        <BasisChooser variables={described.variables} proposals={proposals} chosen={draft.basis} onChange={(basis) => set({ basis })} />
        {draft.basis.length > 0 && (
          <Paper withBorder shadow="md" radius="lg" p="sm" className={classes.continue}>
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm">Grouped by {draft.basis.length} {draft.basis.length === 1 ? "variable" : "variables"}</Text>
              <Button component="a" href="#study" size="xs">Go on</Button>
            </Group>
          </Paper>
        )}
      </Stack>
      <Stack gap="md" className={classes.aside} id="study" tabIndex={-1}>
        <ChosenBasis chosen={draft.basis} variables={described.variables} onChange={(basis) => set({ basis })} />
        <Paper withBorder radius="lg" p="md">
          <Stack gap="md">
            <TextInput label="Title" placeholder={suggestTitle(draft.basis, proposals)} value={draft.title} onChange={(event) => set({ title: event.currentTarget.value })} maxLength={80} />
            <Roles draft={draft} described={described} set={set} />
            <Group grow align="flex-end">
              <NumberInput label="Fewest groups" min={2} max={20} value={draft.fewest} onChange={(value) => set({ fewest: Number(value) || 2 })} />
              <NumberInput label="Most groups" min={2} max={20} value={draft.most} onChange={(value) => set({ most: Number(value) || 2 })} />
            </Group>
            <MultiSelect label="Method" description="Chosen by the kinds of the variables, unless you know better." placeholder={draft.algorithms.length ? undefined : "Chosen for you"} data={Object.entries(ALGORITHMS).map(([value, label]) => ({ value, label }))} value={draft.algorithms} onChange={(value) => set({ algorithms: value as Algorithm[] })} clearable />
            {hasAnswers && (
              <Switch label="Answers relative to each person’s own mean" description="For survey items: so that people who tick high everywhere are no group of their own." checked={draft.ipsatise} onChange={(event) => set({ ipsatise: event.currentTarget.checked })} />
            )}
            <Stack gap={4}>
              <Text size="sm" fw={500} id="speed">How sure</Text>
              <SegmentedControl aria-labelledby="speed" fullWidth value={speed} onChange={setSpeed} data={[{ value: "quick", label: "A quick look" }, { value: "thorough", label: "A thorough study" }]} />
              <Text size="xs" c="dimmed">{speed === "quick" ? "Fewer repetitions: enough to see whether it is worth a thorough study." : "A hundred repetitions of everything: takes minutes; take this before you act on it."}</Text>
            </Stack>
            {draft.fewest > draft.most && <Alert color="yellow" variant="light" p="xs">The fewest groups are more than the most.</Alert>}
            {problem !== null && <Problem error={problem} />}
            {failure !== null && <Problem error={failure} />}
            <Button size="md" leftSection={<IconCompass size={18} aria-hidden />} loading={isWriting} disabled={!draft.basis.length || draft.fewest > draft.most} onClick={() => void start(draft)}>
              Look for groups
            </Button>
            {!draft.basis.length && <Text size="xs" c="dimmed">Choose what to group by first.</Text>}
          </Stack>
        </Paper>
      </Stack>
      {conflict && before && (
        <FieldMerge
          base={draftOf(before.definition)}
          mine={draft}
          theirs={draftOf(conflict.theirs)}
          labels={LABELS}
          write={(_, value) => writeField(value, described)}
          onSave={(merged) => {
            setDraft(merged);
            void start(merged, conflict.etag);
          }}
          onClose={forget}
        />
      )}
    </Box>
  );
}

function Roles({ draft, described, set }: { draft: Draft; described: Model<"DescribedVariables">; set: (change: Partial<Draft>) => void }) {
  const rest = useMemo(() => described.variables.filter((each) => each.distribution && !draft.basis.includes(each.info.name)), [described, draft.basis]);
  const options = (without: readonly string[]) => rest.filter((each) => !without.includes(each.info.name)).map((each) => ({ value: each.info.name, label: each.info.title }));
  return (
    <>
      <MultiSelect label="Described by" description="What the groups are told apart by afterwards. None: everything that has nothing to do with the basis." placeholder={draft.descriptors.length ? undefined : "Everything else"} data={options(draft.outcomes)} value={draft.descriptors} onChange={(descriptors) => set({ descriptors })} searchable clearable maxDropdownHeight={260} />
      <MultiSelect label="Judged by" description="What should differ between groups for them to be worth anything: revenue, margin, returns." placeholder={draft.outcomes.length ? undefined : "Nothing in particular"} data={options(draft.descriptors)} value={draft.outcomes} onChange={(outcomes) => set({ outcomes })} searchable clearable maxDropdownHeight={260} />
    </>
  );
}

/** A title where a person gives none: the suggestion's that was taken. */
function suggestTitle(basis: readonly string[], proposals: readonly Model<"BasisProposal">[]): string {
  const same = proposals.find((each) => each.variables.length === basis.length && each.variables.every((name) => basis.includes(name)));
  return same && same.name !== "recommended" ? same.title : "How customers differ";
}

function writeField(value: unknown, described: Model<"DescribedVariables">): string {
  const titles = new Map(described.variables.map((each) => [each.info.name, each.info.title]));
  if (Array.isArray(value)) return value.map((each) => titles.get(String(each)) ?? String(each)).join(", ") || "none";
  return String(value ?? "none") || "none";
}
