import { Stack, Table, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Chart, ForAnalysts, Section, WideTable } from "@/parts";

type Result = Model<"ExploreResult">;

/** The figures behind: importance, fit, all pairs with corrected p-values, what is missing. */
export function Analysts({ result, charts }: { result: Result; charts: Model<"Patterns">["charts"] }) {
  const { drivers, associations } = result;
  if (!drivers && !associations && !charts.missing) return null;
  return (
    <Section>
      <ForAnalysts>
        <Stack gap="xl">
          {drivers && drivers.drivers.length > 0 && <DriverTable found={drivers} />}
          {charts.drivers && <Chart spec={charts.drivers} />}
          {associations && <PairTable found={associations} />}
          {charts.missing && <Chart spec={charts.missing} />}
        </Stack>
      </ForAnalysts>
    </Section>
  );
}

function DriverTable({ found }: { found: Model<"Drivers"> }) {
  const format = useFormat();
  const fit = found.outcome === "yes or no" ? "AUC" : "R² of ranks";
  return (
    <Stack gap="xs">
      <Text size="sm">
        {found.sentence} {fit} {format.number(found.fit, 2)}; shuffled outcomes give {format.number(found.fit_by_chance, 2)}.
      </Text>
      <WideTable label="Drivers, to scroll" minWidth={560}>
        <Table captionSide="top">
          <Table.Caption ta="left">Importance: what the forecast loses on unseen customers when the variable is shuffled, above chance</Table.Caption>
          <Table.Thead>
            <Table.Tr>{["Variable", "Importance", "95 % interval", "p", "Alone", "Splits at"].map((each) => <Table.Th key={each}>{each}</Table.Th>)}</Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.drivers.map((driver) => (
              <Table.Tr key={driver.variable}>
                <Table.Td>{driver.title}</Table.Td>
                <Table.Td>{format.number(driver.importance, 4)}</Table.Td>
                <Table.Td>{format.number(driver.low, 4)} to {format.number(driver.high, 4)}</Table.Td>
                <Table.Td>{writeChance(driver.p, format.number)}</Table.Td>
                <Table.Td>{format.number(driver.solo, 2)}</Table.Td>
                <Table.Td>{driver.threshold ?? "–"}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </Stack>
  );
}

/** A p-value; very small ones are not written out. */
export function writeChance(p: number, write: (value: number, digits: number) => string): string {
  return p < 0.001 ? `< ${write(0.001, 3)}` : write(p, 3);
}

const MOST = 60;

function PairTable({ found }: { found: Model<"Associations"> }) {
  const format = useFormat();
  const [text, setText] = useState("");
  const pairs = useMemo(() => {
    const words = text.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return found.pairs
      .filter((pair) => words.every((word) => `${pair.first_title} ${pair.second_title}`.toLocaleLowerCase().includes(word)))
      .sort((a, b) => b.strength - a.strength);
  }, [found, text]);
  return (
    <Stack gap="xs">
      <TextInput label="All pairs" description={`The strongest ${Math.min(MOST, pairs.length)} of ${format.count(pairs.length)}; p corrected over ${format.count(found.m)} pairs (${found.correction === "holm" ? "Holm" : "Benjamini-Hochberg"}).`} placeholder="Words of a title" leftSection={<IconSearch size={16} aria-hidden />} value={text} onChange={(event) => setText(event.currentTarget.value)} maw={420} />
      <WideTable label="Pairs, to scroll" minWidth={640} maxHeight={420}>
        <Table stickyHeader aria-label="All pairs">
          <Table.Thead>
            <Table.Tr>{["Variable", "and", "Measure", "Value", "95 % interval", "n", "p, corrected"].map((each) => <Table.Th key={each}>{each}</Table.Th>)}</Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {pairs.slice(0, MOST).map((pair) => (
              <Table.Tr key={`${pair.first} ${pair.second}`}>
                <Table.Td>{pair.first_title}</Table.Td>
                <Table.Td>{pair.second_title}</Table.Td>
                <Table.Td>{pair.measure}</Table.Td>
                <Table.Td>{format.number(pair.value, 2)}</Table.Td>
                <Table.Td>{format.number(pair.low, 2)} to {format.number(pair.high, 2)}</Table.Td>
                <Table.Td>{format.count(pair.n)}</Table.Td>
                <Table.Td>{writeChance(pair.adjusted_p, format.number)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </Stack>
  );
}
