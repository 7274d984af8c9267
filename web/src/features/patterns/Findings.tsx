import { Anchor, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconCompass } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Warnings } from "@/parts";
import { Analysts } from "./Analysts";
import { Distributions } from "./Distributions";
import { Drivers } from "./Drivers";
import { Together } from "./Together";

/** Variables that a person wants to group customers by. */
export interface Basis {
  names: readonly string[];
  toggle: (name: string) => void;
}

interface FindingsProperties {
  found: Model<"Patterns">;
  confirm: (variable: string) => void;
}

export function Findings({ found, confirm }: FindingsProperties) {
  const format = useFormat();
  const { result, charts } = found;
  const [names, setNames] = useState<readonly string[]>([]);
  const basis: Basis = {
    names,
    toggle: (name) => setNames((before) => (before.includes(name) ? before.filter((each) => each !== name) : [...before, name])),
  };
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {format.count(result.distributions.length)} variables of {format.count(result.population)} {result.unit}s, looking back from {format.day(result.as_of)}. <strong>“Associated with” is not “causes”:</strong> what goes together may have a third reason.
      </Text>
      {result.drivers && <Drivers found={result.drivers} distributions={result.distributions} basis={basis} confirm={confirm} />}
      {result.associations && <Together found={result.associations} />}
      {result.distributions.length > 0 && <Distributions all={result.distributions} basis={basis} />}
      <Analysts result={result} charts={charts} />
      <Warnings warnings={result.warnings.map((each) => shorten(nameTitles(each, result.distributions)))} />
      {names.length > 0 && <GroupBy names={names} clear={() => setNames([])} titles={new Map(result.distributions.map((each) => [each.variable, each.title]))} />}
    </Stack>
  );
}

/** Notes may call variables by their code names; people see titles. */
function nameTitles(text: string, distributions: readonly Model<"Distribution">[]): string {
  const titles = new Map(distributions.map((each) => [each.variable, each.title]));
  return text.replace(/\b[a-z][a-z0-9]*(?:_[a-z0-9]+)*\b/g, (word) => titles.get(word) ?? word);
}

const MOST_NAMED = 4;

/** Long lists of names end in how many more there are. */
export function shorten(text: string): string {
  const [head, list] = text.split(/: (?=[^:]*$)/);
  const names = list?.replace(/\.$/, "").split(", ") ?? [];
  if (names.length <= MOST_NAMED + 1) return text;
  return `${head}: ${names.slice(0, MOST_NAMED).join(", ")} and ${names.length - MOST_NAMED} more.`;
}

function GroupBy({ names, titles, clear }: { names: readonly string[]; titles: Map<string, string>; clear: () => void }) {
  return (
    <Paper withBorder shadow="md" radius="lg" p="sm" role="status" aria-live="polite" className="no-print" style={{ position: "sticky", bottom: 12, zIndex: 5 }}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" style={{ flex: "1 1 200px" }} lineClamp={2}>
          <strong>Grouped by {names.length}:</strong> {names.map((name) => titles.get(name) ?? name).join(", ")}
        </Text>
        <Group gap="sm">
          <Anchor component="button" type="button" size="sm" c="dimmed" onClick={clear}>Clear</Anchor>
          <Button component={Link} to={`/discover?basis=${names.map(encodeURIComponent).join(",")}`} leftSection={<IconCompass size={16} aria-hidden />}>Look for groups</Button>
        </Group>
      </Group>
    </Paper>
  );
}
