import { Autocomplete, Stack, TagsInput, Textarea } from "@mantine/core";
import { type Draft, KPIS } from "./draft";

/** Three questions, all of them open to be skipped. */
export function Purpose({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  const labelOf = (kpi: string) => KPIS.find(({ value }) => value === kpi)?.label ?? kpi;
  const choose = (text: string) => change({ kpi: KPIS.find(({ label }) => label === text)?.value ?? text });
  return (
    <Stack gap="xl" maw={640}>
      <Textarea
        size="md"
        label="What is the problem?"
        description="One or two sentences, as you would tell a colleague."
        placeholder="Revenue is flat although we win more new customers: should we discount more?"
        autosize
        minRows={2}
        maxLength={1000}
        value={draft.problem}
        onChange={(event) => change({ problem: event.currentTarget.value })}
      />
      <Autocomplete
        size="md"
        label="Which number should move?"
        description="Choose one, or write your own words."
        placeholder="Revenue per customer, last 12 months"
        data={KPIS.map(({ label }) => label)}
        maxDropdownHeight={400}
        comboboxProps={{ withinPortal: false }}
        maxLength={200}
        value={labelOf(draft.kpi)}
        onChange={choose}
      />
      <TagsInput
        size="md"
        label="Who will use the answer?"
        description="Teams, each followed by Enter."
        placeholder={draft.teams.length ? "" : "E-mail marketing, Sales, Customer service"}
        value={[...draft.teams]}
        onChange={(teams) => change({ teams })}
        acceptValueOnBlur
        clearable
        clearButtonProps={{ "aria-label": "Remove all teams" }}
      />
    </Stack>
  );
}
