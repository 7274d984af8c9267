import { Button, Group, SegmentedControl, Select, SimpleGrid, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Histogram, Section, Usable, type Usability } from "@/parts";
import { UseAsBasis } from "./DriverCard";
import type { Basis } from "./Findings";
import classes from "./patterns.module.css";

type Distribution = Model<"Distribution">;

const FIRST = 6;
const ORDER: readonly Usability[] = ["yes", "with care", "no"];
const WORDS = new Set(["category", "set", "flag", "text", "identifier"]);

/** How each variable is spread, with the verdict whether groups can be made of it. */
export function Distributions({ all, basis }: { all: readonly Distribution[]; basis: Basis }) {
  const [usable, setUsable] = useState<string>(all.length <= FIRST || !all.some((each) => each.usable === "yes") ? "all" : "yes");
  const [family, setFamily] = useState<string | null>(null);
  const [showsAll, setShowsAll] = useState(false);
  const counts = useMemo(() => new Map(ORDER.map((each) => [each, all.filter((one) => one.usable === each).length])), [all]);
  const families = useMemo(() => [...new Set(all.map((each) => each.family ?? "other"))].sort(), [all]);
  const found = all
    .filter((each) => usable === "all" || each.usable === usable)
    .filter((each) => !family || (each.family ?? "other") === family)
    .sort((a, b) => Number(WORDS.has(a.kind)) - Number(WORDS.has(b.kind)) || a.title.localeCompare(b.title));
  const shown = showsAll ? found : found.slice(0, FIRST);
  return (
    <Section
      title="Which variables can make groups"
      about={`${counts.get("yes")} of ${all.length} are good to group by as they are${counts.get("with care") ? `, ${counts.get("with care")} more with care` : ""}. Each says why.`}
    >
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          aria-label="Which variables to show"
          size="xs"
          value={usable}
          onChange={setUsable}
          data={[
            { value: "yes", label: `Good (${counts.get("yes")})` },
            { value: "with care", label: `With care (${counts.get("with care")})` },
            { value: "no", label: `Not (${counts.get("no")})` },
            { value: "all", label: "All" },
          ]}
        />
        <Select aria-label="Family" placeholder="All families" size="xs" clearable data={families} value={family} onChange={setFamily} w={170} />
      </Group>
      {found.length === 0 && <Text c="dimmed">No variable here. Choose another verdict or family.</Text>}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {shown.map((each) => <Small key={each.variable} each={each} basis={basis} />)}
      </SimpleGrid>
      {found.length > FIRST && (
        <Button variant="subtle" onClick={() => setShowsAll(!showsAll)} aria-expanded={showsAll} style={{ alignSelf: "flex-start" }}>
          {showsAll ? "Show fewer" : `Show all ${found.length}`}
        </Button>
      )}
    </Section>
  );
}

function Small({ each, basis }: { each: Distribution; basis: Basis }) {
  const format = useFormat();
  const bins = each.bins.slice(0, WORDS.has(each.kind) ? 6 : undefined);
  return (
    <article className={classes.small} aria-label={each.title}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Text fw={600} style={{ overflowWrap: "anywhere" }}>{each.title}</Text>
        <Usable usable={each.usable} />
      </Group>
      <Histogram bins={bins} isOrdered={!WORDS.has(each.kind)} label={`How ${each.title} is spread`} />
      <Text size="sm" style={{ flex: 1 }}>{each.reasons[0]}</Text>
      {each.reasons.length > 1 && (
        <details>
          <Text component="summary" size="xs" c="dimmed" style={{ cursor: "pointer" }}>{each.reasons.length - 1} more to know</Text>
          {each.reasons.slice(1).map((reason) => <Text key={reason} size="sm" pt={4}>{reason}</Text>)}
        </details>
      )}
      <Group justify="space-between">
        <Text size="xs" c="dimmed" className="figures">
          n = {format.count(each.n)}{each.missing > 0 && `, ${format.share(each.missing_share)} missing`}
        </Text>
        {each.usable !== "no" && <UseAsBasis name={each.variable} title={each.title} basis={basis} compact />}
      </Group>
    </article>
  );
}
