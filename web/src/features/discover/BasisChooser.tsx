import { Box, Button, Checkbox, Group, Paper, Pill, Radio, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Model } from "@/api";
import { FamilyBadge, Outline, Usable } from "@/parts";
import classes from "./discover.module.css";

type Described = Model<"DescribedVariable">;
type Proposal = Model<"BasisProposal">;

const MANY = 12;
const ORDER = ["yes", "with care", "no", undefined];

interface BasisChooserProperties {
  variables: readonly Described[];
  proposals: readonly Proposal[];
  chosen: readonly string[];
  onChange: (names: string[]) => void;
}

/** What to group by: sets that the project suggests, then every variable by family with its verdict. */
export function BasisChooser({ variables, proposals, chosen, onChange }: BasisChooserProperties) {
  const [text, setText] = useState("");
  const [showsNo, setShowsNo] = useState(false);
  const shown = useMemo(() => variables.filter(({ distribution }) => distribution), [variables]);
  const unusable = shown.filter(({ info, distribution }) => distribution?.usable === "no" && !chosen.includes(info.name));
  const families = useMemo(() => byFamily(shown, text, showsNo, chosen), [shown, text, showsNo, chosen]);
  const same = proposals.find((each) => each.variables.length === chosen.length && each.variables.every((name) => chosen.includes(name)));
  const toggle = (name: string) => onChange(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]);
  return (
    <Stack gap="lg">
      {proposals.length > 0 && (
        <Radio.Group label="Suggested" description="Sets of variables that nothing speaks against. Take one, then change it as you like." value={same?.name ?? ""} onChange={(name) => onChange([...(proposals.find((each) => each.name === name)?.variables ?? [])])}>
          <Stack gap="sm" pt="sm">
            {proposals.map((each) => (
              <Radio.Card key={each.name} value={each.name} radius="md" p="md" className={classes.proposal}>
                <Group wrap="nowrap" align="flex-start">
                  <Radio.Indicator mt={2} />
                  <Stack gap={2}>
                    <Text fw={600}>{each.title}</Text>
                    <Text size="sm" c="dimmed">{each.why}</Text>
                    <Text size="sm">{each.titles.join(", ")}</Text>
                  </Stack>
                </Group>
              </Radio.Card>
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Group gap="md" align="flex-end" role="search" aria-label="Find variables to group by">
        <TextInput label="All variables" placeholder="orders, age, click …" leftSection={<IconSearch size={16} aria-hidden />} value={text} onChange={(event) => setText(event.currentTarget.value)} flex="1 1 220px" />
        {unusable.length > 0 && <Switch label={`Show ${unusable.length} that cannot make groups`} checked={showsNo} onChange={(event) => setShowsNo(event.currentTarget.checked)} pb={8} />}
      </Group>
      {families.length === 0 && <Text c="dimmed">No variable has these words in its title.</Text>}
      {families.map(([family, members]) => (
        <Box key={family} component="fieldset" className={classes.family}>
          <legend><FamilyBadge family={family} /></legend>
          {members.map((each) => (
            <Choice key={each.info.name} each={each} isChosen={chosen.includes(each.info.name)} toggle={toggle} />
          ))}
        </Box>
      ))}
    </Stack>
  );
}

function Choice({ each, isChosen, toggle }: { each: Described; isChosen: boolean; toggle: (name: string) => void }) {
  const { info, distribution } = each;
  const usable = distribution!.usable;
  return (
    <Box className={classes.choice}>
      <Checkbox
        checked={isChosen}
        disabled={usable === "no" && !isChosen}
        onChange={() => toggle(info.name)}
        label={info.title}
        description={usable === "yes" ? undefined : distribution!.reasons[0]}
        style={{ flex: 1, minWidth: 0 }}
      />
      <Box visibleFrom="sm"><Outline bins={distribution!.bins} label={`How ${info.title} is spread`} width={84} height={22} /></Box>
      <Box className={classes.usable}><Usable usable={usable} /></Box>
    </Box>
  );
}

interface ChosenProperties {
  chosen: readonly string[];
  variables: readonly Described[];
  onChange: (names: string[]) => void;
}

/** What is chosen so far, and what to think of it. */
export function ChosenBasis({ chosen, variables, onChange }: ChosenProperties) {
  const found = new Map(variables.map((each) => [each.info.name, each]));
  const careful = chosen.filter((name) => found.get(name)?.distribution?.usable !== "yes");
  const advice = advise(chosen, found);
  return (
    <Paper withBorder radius="lg" p="md">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} fz="1.05rem">Grouped by</Title>
          {chosen.length > 0 && <Button variant="subtle" size="compact-xs" onClick={() => onChange([])}>Clear</Button>}
        </Group>
        <Pill.Group>
          {chosen.map((name) => (
            <Pill key={name} withRemoveButton onRemove={() => onChange(chosen.filter((each) => each !== name))} removeButtonProps={{ "aria-label": `Leave out ${found.get(name)?.info.title ?? name}`, tabIndex: 0, "aria-hidden": false }} c={careful.includes(name) ? "yellow.9" : undefined}>
              {found.get(name)?.info.title ?? name}
            </Pill>
          ))}
        </Pill.Group>
        <Text size="sm" c="dimmed" role="status" aria-live="polite">{advice}</Text>
      </Stack>
    </Paper>
  );
}

/** What to think of a choice of variables, in a sentence. */
export function advise(chosen: readonly string[], found: ReadonlyMap<string, Described>): string {
  if (!chosen.length) return "Nothing yet: choose two or more variables, four to eight are usual.";
  if (chosen.length === 1) return "One variable divides customers into tiers; two or more can show kinds of customers.";
  const families = new Set(chosen.map((name) => found.get(name)?.info.family ?? "other"));
  if (chosen.length > MANY) return `${chosen.length} variables: so many blur groups. Four to eight are usual.`;
  if (families.size > 3) return `${chosen.length} variables of ${families.size} families: groups are easier to understand when they are about one thing.`;
  return `${chosen.length} variables. Everything else can describe the groups.`;
}

/** Families in alphabetical order; within one those that groups can be made of first. What is chosen always stays. */
export function byFamily(variables: readonly Described[], text: string, showsNo: boolean, chosen: readonly string[]): [string, Described[]][] {
  const words = text.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = new Map<string, Described[]>();
  for (const each of variables) {
    const { info, distribution } = each;
    if (distribution?.usable === "no" && !showsNo && !chosen.includes(info.name)) continue;
    const family = info.family ?? "other";
    if (!words.every((word) => `${info.title} ${info.name} ${family}`.toLocaleLowerCase().includes(word))) continue;
    found.set(family, [...(found.get(family) ?? []), each]);
  }
  for (const members of found.values()) members.sort((a, b) => ORDER.indexOf(a.distribution?.usable) - ORDER.indexOf(b.distribution?.usable) || a.info.title.localeCompare(b.info.title));
  return [...found].sort(([a], [b]) => a.localeCompare(b));
}
