import { Alert, Badge, Box, Button, Stack, Switch, Text } from "@mantine/core";
import { IconScale } from "@tabler/icons-react";
import { useState } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Section } from "@/parts";
import { type Algorithm, forPages, sayStability } from "./words";
import classes from "./discover.module.css";

type Row = Model<"StudyRow">;

export interface Looked {
  k: number;
  algorithm: Algorithm;
}

interface NumbersProperties {
  found: Model<"DiscoveryResult">;
  looked: Looked | null;
  look: (looked: Looked | null) => void;
}

/** Every number of groups side by side: their sizes, which of them come back, what speaks against. */
export function Numbers({ found, looked, look }: NumbersProperties) {
  const [showsAll, setShowsAll] = useState(false);
  const algorithms = new Set(found.study.map((row) => row.algorithm));
  const rows = showsAll ? found.study : bestOfEach(found);
  const tie = found.chosen_k === null ? undefined : found.notes.find((note) => note.startsWith("The score cannot tell"));
  return (
    <Section
      title="How many groups"
      about="Every number that was tried. Coloured by whether each group comes back when customers are drawn again: green does, yellow mostly, red does not."
      actions={algorithms.size > 1 && <Switch label="All methods" checked={showsAll} onChange={(event) => setShowsAll(event.currentTarget.checked)} />}
    >
      {tie && <Alert color="blue" variant="light" radius="md" icon={<IconScale aria-hidden />} title="It is your choice">{tie}</Alert>}
      <Box role="list" aria-label="Numbers of groups">
        {rows.map((row) => (
          <Solution key={`${row.algorithm} ${row.k}`} row={row} found={found} looked={looked} look={look} isOfSeveral={algorithms.size > 1} />
        ))}
      </Box>
    </Section>
  );
}

function Solution({ row, found, looked, look, isOfSeveral }: { row: Row; found: Model<"DiscoveryResult">; looked: Looked | null; look: NumbersProperties["look"]; isOfSeveral: boolean }) {
  const format = useFormat();
  const isChosen = row.k === found.chosen_k && row.algorithm === found.chosen_algorithm;
  const isSecond = found.runner_up?.[0] === row.algorithm && found.runner_up[1] === row.k;
  const isShown = looked ? looked.k === row.k && looked.algorithm === row.algorithm : isChosen;
  const against = forPages(row.knocked_out.join(" "));
  return (
    <Box role="listitem" className={classes.solution} data-shown={isShown || undefined}>
      <div>
        <Text fw={650}>{row.k} groups</Text>
        {isOfSeveral && <Text size="xs" c="dimmed">{row.algorithm}</Text>}
        {isChosen && <Badge size="sm" variant="outline" color="gray" tt="none" radius="sm">chosen</Badge>}
        {isSecond && <Badge size="sm" variant="outline" color="gray" tt="none" radius="sm">next best</Badge>}
      </div>
      <Sizes row={row} />
      <div>
        <Text size="sm">{countBack(row)}</Text>
        {row.fidelity !== null && row.fidelity !== undefined && <Text size="xs" c="dimmed">Rules tell {format.share(row.fidelity)} of them rightly.</Text>}
        {against && <Text size="xs" c="dimmed">Against: {against}</Text>}
      </div>
      <Button size="xs" variant={isShown ? "light" : "default"} aria-pressed={isShown} aria-label={`${isShown ? "Shown" : "Look"}: ${row.k} groups by ${row.algorithm}`} onClick={() => look(isChosen ? null : { k: row.k, algorithm: row.algorithm })}>
        {isShown ? "Shown" : "Look"}
      </Button>
    </Box>
  );
}

/** For each number of groups the chosen solution, else the best by score. */
export function bestOfEach(found: Model<"DiscoveryResult">): Row[] {
  const best = new Map<number, Row>();
  const isChosen = (row: Row) => row.k === found.chosen_k && row.algorithm === found.chosen_algorithm;
  for (const row of found.study) {
    const before = best.get(row.k);
    if (!before || isChosen(row) || (!isChosen(before) && (row.score ?? -1) > (before.score ?? -1))) best.set(row.k, row);
  }
  return [...best.values()].sort((a, b) => a.k - b.k);
}

function Sizes({ row }: { row: Row }) {
  const format = useFormat();
  const everyone = row.sizes.reduce((sum, size) => sum + size, 0) || 1;
  const told = row.sizes.map((size, index) => `${format.share(size / everyone)} ${sayStability(row.segment_stability[index] ?? 0).word}`).join(", ");
  return (
    <Stack gap={3}>
      <Box className={classes.sizes} role="img" aria-label={told}>
        {row.sizes.map((size, index) => {
          const { colour, said } = sayStability(row.segment_stability[index] ?? 0);
          return <Box key={index} className={classes.size} title={`${format.count(size)} (${format.share(size / everyone)}): ${said}`} style={{ flexGrow: size, background: `light-dark(var(--mantine-color-${colour}-5), var(--mantine-color-${colour}-7))` }} />;
        })}
      </Box>
      <Text size="xs" c="dimmed" className="figures">smallest {format.count(Math.min(...row.sizes))}</Text>
    </Stack>
  );
}

/** How many groups of a solution come back, in words. */
export function countBack(row: Row): string {
  const words = row.segment_stability.map((share) => sayStability(share).word);
  const fragile = words.filter((word) => word === "fragile").length;
  const usable = words.filter((word) => word === "usable").length;
  if (!fragile && !usable) return "All of them come back.";
  const parts = [usable && `${usable} mostly`, fragile && `${fragile} not`].filter(Boolean).join(", ");
  const solid = words.length - fragile - usable;
  if (fragile === words.length) return "None of them comes back.";
  return solid ? `${solid} of ${words.length} come back, ${parts}.` : `None of them surely comes back: ${parts}.`;
}
