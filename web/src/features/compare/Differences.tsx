import { Anchor, Badge, Box, Chip, Group, Stack, Switch, Text } from "@mantine/core";
import { useState } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { FamilyBadge, Interval, Section, SERIES } from "@/parts";
import styles from "./compare.module.css";
import { chooseLines, findScale, listFamilies } from "./lines";

const FIRST = 12;

/** What tells the segments apart, the largest difference first; every variable on one scale, everyone as a tick. */
export function Differences({ result, onTrace }: { result: Model<"CompareResult">; onTrace: (line: Model<"ComparedLine">) => void }) {
  const [family, setFamily] = useState<string | null>(null);
  const [hasRules, setRules] = useState(true);
  const [isWhole, setWhole] = useState(false);
  const all = chooseLines(result.lines, family, hasRules);
  const shown = isWhole ? all : all.slice(0, FIRST);
  return (
    <Section title="What tells them apart" about="The largest differences first. Every line has a scale of its own; the band is the 95 % interval, the tick is everyone.">
      <Group justify="space-between" gap="sm">
        <Chip.Group value={family ?? ""} onChange={(value) => setFamily(String(value) || null)}>
          <Group gap={6} role="group" aria-label="Family of variables">
            <Chip size="xs" value="">All</Chip>
            {listFamilies(result.lines).map((name) => <Chip key={name} size="xs" value={name}>{name}</Chip>)}
          </Group>
        </Chip.Group>
        <Switch size="sm" label="Also what their rules are made of" checked={hasRules} onChange={(event) => setRules(event.currentTarget.checked)} />
      </Group>
      <Legend result={result} />
      <div>
        {shown.map((line) => <Line key={`${line.variable}/${line.level ?? ""}`} line={line} result={result} onTrace={() => onTrace(line)} />)}
        {!shown.length && <Text c="dimmed" size="sm">Nothing to compare here.</Text>}
      </div>
      {all.length > FIRST && <Group><Anchor component="button" type="button" size="sm" onClick={() => setWhole(!isWhole)}>{isWhole ? "Show the largest only" : `Show all ${all.length}`}</Anchor></Group>}
    </Section>
  );
}

function Legend({ result }: { result: Model<"CompareResult"> }) {
  const format = useFormat();
  return (
    <Group gap="lg" className={styles.legend}>
      {result.segments.map((segment, index) => (
        <Group key={segment.name} gap={6} wrap="nowrap">
          <Box w={10} h={10} style={{ borderRadius: 5, background: SERIES[index], flex: "none" }} />
          <Text size="sm" fw={550}>{segment.title} <Text span size="sm" c="dimmed" className="figures">{format.count(segment.customers)}</Text></Text>
        </Group>
      ))}
    </Group>
  );
}

function Line({ line, result, onTrace }: { line: Model<"ComparedLine">; result: Model<"CompareResult">; onTrace: () => void }) {
  const format = useFormat();
  const { from, to } = findScale(line);
  const title = line.level ? `${line.title}: ${line.level}` : line.title;
  const write = (value: number | null | undefined) => (line.level ? format.share(value) : format.value(value, line.kind, line.currency));
  const ruled = result.segments.filter((segment) => (line.in_rule ?? []).includes(segment.name)).map((segment) => segment.title);
  return (
    <div className={styles.line}>
      <Stack gap={4} align="flex-start">
        <Text fw={600}>{title}</Text>
        <Group gap="xs">
          <FamilyBadge family={line.family} />
          {ruled.length > 0 && <Badge size="sm" variant="light" color="gray" tt="none" title={`In the rule of ${ruled.join(", ")}`}>differs by its rule</Badge>}
        </Group>
        <Text size="sm" c="dimmed" className="figures">{line.everyone === null || line.everyone === undefined ? "" : `everyone ${write(line.everyone)} · `}<Anchor component="button" type="button" size="sm" onClick={onTrace} aria-label={`${title} over time`}>over time</Anchor></Text>
      </Stack>
      <Stack gap={6} justify="center">
        {line.cells.map((cell, index) => {
          const segment = result.segments[index]!;
          return (
            <div key={segment.name} className={styles.cell}>
              {cell.value !== null && cell.value !== undefined ? (
                <Interval value={cell.value} low={cell.low ?? cell.value} high={cell.high ?? cell.value} everyone={line.everyone} from={from} to={to} colour={SERIES[index]} label={`${segment.title}: ${write(cell.value)}, ${write(cell.low)} to ${write(cell.high)}, ${format.count(cell.n)} customers`} />
              ) : (
                <Text size="sm" c="dimmed">{cell.suppressed ? `${segment.title}: too few to show` : `${segment.title}: no data`}</Text>
              )}
              <Text size="sm" fw={600} ta="right" className="figures">{cell.text ?? (cell.value === null || cell.value === undefined ? "–" : write(cell.value))}</Text>
            </div>
          );
        })}
      </Stack>
    </div>
  );
}
