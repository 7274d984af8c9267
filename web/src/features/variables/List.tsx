import { Box, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { type Model, useProject } from "@/api";
import { useFormat } from "@/format";
import { Empty, Section, type Usability, USABLE } from "@/parts";
import { byFamily, choose, count, FAMILIES } from "./listing";
import { Row } from "./Row";
import classes from "./variables.module.css";

/** Search and filters, then a family after the other. */
export function List({ data, open }: { data: Model<"DescribedVariables">; open: (name: string) => void }) {
  const format = useFormat();
  const project = useProject();
  const [parameters, setParameters] = useSearchParams();
  const [text, setText] = useState("");
  const [usable, setUsable] = useState<Usability | null>(null);
  const [family, setFamily] = useState<string | null>(null);
  const found = useMemo(() => choose(data.variables, { text, usable, family }), [data.variables, text, usable, family]);
  const families = useMemo(() => count(data.variables, ({ info }) => info.family ?? "other"), [data.variables]);
  const verdicts = useMemo(() => count(data.variables, ({ distribution }) => distribution?.usable), [data.variables]);
  const clear = () => {
    setText("");
    setUsable(null);
    setFamily(null);
  };
  return (
    <Stack gap="lg">
      <Group gap="sm" align="flex-end" role="search" aria-label="Find variables">
        <TextInput label="Find" placeholder="orders, age, click …" leftSection={<IconSearch size={16} aria-hidden />} value={text} onChange={(event) => setText(event.currentTarget.value)} flex={{ base: "1 1 100%", sm: "1 1 240px" }} />
        <Select label="Family" placeholder="All families" clearable value={family} onChange={setFamily} data={FAMILIES.filter((each) => families.has(each)).map((each) => ({ value: each, label: `${each} (${families.get(each)})` }))} flex="1 1 150px" maw={220} />
        <Select label="To group by" placeholder="All" clearable value={usable} onChange={(value) => setUsable(value as Usability | null)} data={(Object.keys(USABLE) as Usability[]).map((each) => ({ value: each, label: `${USABLE[each].label} (${verdicts.get(each) ?? 0})` }))} flex="1 1 150px" maw={220} />
        {project.units.length > 1 && (
          <Select label="Of" allowDeselect={false} value={data.unit} data={[...project.units]} w={140} onChange={(unit) => unit && setParameters({ ...Object.fromEntries(parameters), unit })} />
        )}
      </Group>
      <Text size="sm" c="dimmed" role="status" aria-live="polite">
        {found.length === data.variables.length ? `${format.count(found.length)} variables` : `${format.count(found.length)} of ${format.count(data.variables.length)} variables`}
        {" "}of {format.count(data.population)} {data.unit}s
      </Text>
      {found.length === 0 && (
        <Empty title="None fits" actions={<Button variant="default" onClick={clear}>Show all</Button>}>
          No variable has these words in its title. Try fewer words, or make the variable that you miss.
        </Empty>
      )}
      {byFamily(found).map(([name, members]) => (
        <Section key={name} title={name.charAt(0).toUpperCase() + name.slice(1)} about={ABOUT[name]}>
          <Box className={classes.table} role="table" aria-label={`${name} variables`}>
            <Box className={classes.head} role="row">
              {["Variable", "How it is spread", "Known for", "To group by", "Used"].map((each) => (
                <Text key={each} role="columnheader" size="xs" c="dimmed" fw={600}>{each}</Text>
              ))}
            </Box>
            {members.map((each) => (
              <Row key={each.info.name} each={each} open={open} />
            ))}
          </Box>
        </Section>
      ))}
    </Stack>
  );
}

const ABOUT: Record<string, string> = {
  demographic: "Who they are: age, household, occupation.",
  psychographic: "What they like, value and believe.",
  firmographic: "What company they are, or work for.",
  behavioural: "What they do: how much, how often, how lately.",
  geographic: "Where they live and which language they speak.",
  needs: "What they need, and what limits them.",
  technographic: "Which devices and channels they use.",
  engagement: "How they respond to you: clicks, visits, tickets.",
  intent: "What tells that they may buy soon.",
  journey: "Where on the way from knowing you to staying they are.",
  value: "What they are worth: revenue, margin, order value.",
  other: "Not in a family yet.",
};
