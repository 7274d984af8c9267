import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Section, Warnings } from "@/parts";
import { DriverCard } from "./DriverCard";
import type { Basis } from "./Findings";
import { LeftOut } from "./LeftOut";

const FIRST = 4;

interface DriversProperties {
  found: Model<"Drivers">;
  distributions: readonly Model<"Distribution">[];
  basis: Basis;
  confirm: (variable: string) => void;
}

/** What separates customers on the KPI, the strongest first. */
export function Drivers({ found, distributions, basis, confirm }: DriversProperties) {
  const format = useFormat();
  const [showsAll, setShowsAll] = useState(false);
  const kind = distributions.find((each) => each.variable === found.kpi)?.kind;
  const write = (value: number) => (found.outcome === "yes or no" ? format.share(value) : format.value(value, kind === "money" || kind === "share" ? kind : "number"));
  const shown = showsAll ? found.drivers : found.drivers.slice(0, FIRST);
  const largest = Math.max(...found.drivers.map((driver) => driver.high), 0.0001);
  const highest = Math.max(...found.drivers.flatMap((driver) => driver.bins.map((bin) => bin.high)), 0);
  const when = found.cut === found.as_of ? `on ${format.day(found.as_of)}` : `known on ${format.day(found.cut)}, against what happened until ${format.day(found.as_of)}`;
  return (
    <Section title={`What goes with ${lower(found.kpi_title)}`} about={`${tell(found.sentence)} Variables ${when}; judged on ${format.count(found.held_out)} customers that the search had not seen.`}>
      {found.drivers.length === 0 && <Text>Nothing known then tells these customers apart by more than chance. That is a finding too: look at other variables, or another KPI.</Text>}
      {found.drivers.length > 0 && (
        <Stack gap="md">
          {shown.map((driver, index) => (
            <DriverCard key={driver.variable} rank={index + 1} driver={driver} scale={{ largest, highest }} write={write} kpi={found.kpi_title} basis={basis} />
          ))}
          {found.drivers.length > FIRST && (
            <Button variant="subtle" onClick={() => setShowsAll(!showsAll)} aria-expanded={showsAll} style={{ alignSelf: "flex-start" }}>
              {showsAll ? "Show the strongest only" : `Show all ${found.drivers.length}`}
            </Button>
          )}
        </Stack>
      )}
      <Warnings warnings={found.warnings} />
      <LeftOut refused={found.refused} confirm={confirm} />
    </Section>
  );
}

/** The sentence without the figures in brackets, which analysts find below. */
function tell(sentence: string): string {
  return sentence.replace(/\s*\([^()]*\)(?=[.;]|$)/g, "").replace(/; known by [\d-]+/, "").replace(/ until \d{4}-\d\d-\d\d/, "");
}

/** A title inside a sentence; abbreviations stay as they are. */
function lower(title: string): string {
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
