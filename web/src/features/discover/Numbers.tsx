import { Alert, Badge, Box, Button, Group, Stack, Switch, Table, Text } from "@mantine/core";
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
  const format = useFormat();
  const [showsAll, setShowsAll] = useState(false);
  const algorithms = new Set(found.study.map((row) => row.algorithm));
  const rows = showsAll ? found.study : bestOfEach(found);
  const tie = found.notes.find((note) => note.startsWith("The score cannot tell"));
  return (
    <Section
      title="How many groups"
      about="Every number that was tried. Coloured by whether each group comes back when customers are drawn again: green does, yellow mostly, red does not."
      actions={algorithms.size > 1 && <Switch label="All methods" checked={showsAll} onChange={(event) => setShowsAll(event.currentTarget.checked)} />}
    >
      {tie && <Alert color="blue" variant="light" radius="md" icon={<IconScale aria-hidden />} title="It is your choice">{tie}</Alert>}
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing="sm" aria-label="Numbers of groups">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Groups</Table.Th>
              <Table.Th w="34%">Their sizes</Table.Th>
              <Table.Th>Which come back</Table.Th>
              <Table.Th>Told by rules</Table.Th>
              <Table.Th>What speaks against</Table.Th>
              <Table.Th><span style={{ position: "absolute", clip: "rect(0 0 0 0)", width: 1, height: 1, overflow: "hidden" }}>Look at them</span></Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => {
              const isChosen = row.k === found.chosen_k && row.algorithm === found.chosen_algorithm;
              const isSecond = found.runner_up?.[0] === row.algorithm && found.runner_up[1] === row.k;
              const isShown = looked ? looked.k === row.k && looked.algorithm === row.algorithm : isChosen;
              return (
                <Table.Tr key={`${row.algorithm} ${row.k}`} bg={isShown ? "light-dark(var(--mantine-color-satsuma-0), var(--mantine-color-dark-6))" : undefined}>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      <Text fw={650} className="figures">{row.k}</Text>
                      {isChosen && <Badge size="sm" variant="outline" color="gray" tt="none" radius="sm">chosen</Badge>}
                      {isSecond && <Badge size="sm" variant="outline" color="gray" tt="none" radius="sm">next best</Badge>}
                    </Group>
                    {algorithms.size > 1 && <Text size="xs" c="dimmed">{row.algorithm}</Text>}
                  </Table.Td>
                  <Table.Td><Sizes row={row} /></Table.Td>
                  <Table.Td><Text size="sm">{countBack(row)}</Text></Table.Td>
                  <Table.Td className="figures">{format.share(row.fidelity)}</Table.Td>
                  <Table.Td><Text size="sm" c={row.knocked_out.length ? undefined : "dimmed"}>{forPages(row.knocked_out.join(" ")) || "nothing"}</Text></Table.Td>
                  <Table.Td>
                    <Button size="xs" variant={isShown ? "light" : "default"} aria-pressed={isShown} aria-label={`${isShown ? "Shown" : "Look"}: ${row.k} groups by ${row.algorithm}`} onClick={() => look(isChosen ? null : { k: row.k, algorithm: row.algorithm })}>
                      {isShown ? "Shown" : "Look"}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
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
  if (!fragile && !usable) return "all of them";
  const parts = [usable && `${usable} mostly`, fragile && `${fragile} not`].filter(Boolean).join(", ");
  return `${words.length - fragile - usable} of ${words.length}; ${parts}`;
}
