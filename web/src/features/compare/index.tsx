import { Button } from "@mantine/core";
import { IconLayoutColumns } from "@tabler/icons-react";
import { keepPreviousData } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { api, type Model, useProject } from "@/api";
import { Empty, Loaded, Page, Section, useAsOf, Warnings } from "@/parts";
import { Chooser, MOST } from "./Chooser";
import { Differences } from "./Differences";
import { OverTime, type Traced } from "./OverTime";
import { SameCustomers } from "./SameCustomers";

/** Two to five segments side by side, and any variable over time. What is chosen stands in the address. */
export default function Compare() {
  const project = useProject();
  const [parameters, setParameters] = useSearchParams();
  const [asOf] = useAsOf();
  const chosen = parameters.getAll("segment").slice(0, MOST);
  const choose = (names: string[]) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      after.delete("segment");
      names.forEach((name) => after.append("segment", name));
      return after;
    });
  const sizes = api.useQuery("get", "/v1/segments", {}, { staleTime: 60_000 }).data;
  const first = sizes?.segmentations[0]?.segments ?? sizes?.segments ?? [];
  const example = first.filter((size, index) => size.rule !== null || index < first.length - 1).sort((one, other) => other.customers - one.customers).slice(0, 2).map((size) => size.name);
  const compared = api.useQuery("get", "/v1/compare", { params: { query: { segment: chosen, ...(asOf ? { as_of: asOf } : {}) } } }, { enabled: chosen.length > 1, placeholderData: keepPreviousData });
  return (
    <Page title="Compare" lead="Segments side by side: what tells them apart, whether they are the same customers, and how they came to be so.">
      <Section><Chooser chosen={chosen} onChange={choose} last={project.as_of} /></Section>
      {chosen.length < 2 ? (
        <Empty title={chosen.length ? "Choose a second one" : "Choose two segments"} icon={IconLayoutColumns} actions={example.length > 1 && !chosen.length ? <Button onClick={() => choose(example)}>Compare the two largest</Button> : undefined}>
          Every variable that the project may show is then set side by side with its interval, the largest difference first.
        </Empty>
      ) : (
        <Loaded query={compared} what="Setting the segments side by side">{(page) => <Compared page={page} chosen={chosen} asOf={asOf} />}</Loaded>
      )}
    </Page>
  );
}

function Compared({ page, chosen, asOf }: { page: Model<"ComparePage">; chosen: readonly string[]; asOf: string | undefined }) {
  const { result } = page;
  const project = useProject();
  const [traced, setTraced] = useState<Traced>(() => ({ variable: project.kpi ?? result.lines[0]?.variable ?? "", level: null }));
  const [since, setSince] = useState<string | null>(null);
  const [membership, setMembership] = useState<"now" | "then">("then");
  const place = useRef<HTMLDivElement>(null);
  const trace = (next: Traced) => {
    setTraced(next);
    place.current?.scrollIntoView({ behavior: "smooth", block: "start" });
    place.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <Warnings warnings={result.warnings} />
      <Differences result={result} onTrace={(line) => trace({ variable: line.variable, level: line.level ?? null })} />
      <SameCustomers result={result} />
      <div ref={place} tabIndex={-1} style={{ scrollMarginTop: 72, outline: "none" }}>
        <OverTime segments={chosen} unit={result.unit} until={asOf} traced={traced} onTrace={setTraced} since={since} onSince={setSince} membership={membership} onMembership={setMembership} />
      </div>
    </>
  );
}
