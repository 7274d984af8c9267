import { Button, Stack, Text } from "@mantine/core";
import { IconChartDots3, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { api, ProblemError, useWork } from "@/api";
import { Empty, JobProgress, Page, Problem, Section, useAsOf, Working } from "@/parts";
import { ExploreForm } from "./ExploreForm";
import { Findings } from "./Findings";
import { type ExploreOrder, useExplore } from "./exploring";

/** What moves the KPI, what goes together, and how each variable is spread: sentences first, numbers behind. */
export default function Patterns() {
  const [asOf] = useAsOf();
  const [parameters, setParameters] = useSearchParams();
  const job = parameters.get("job");
  const query = api.useQuery("get", "/v1/patterns", { params: { query: { job } } });
  const work = useWork("/v1/exploration");
  const [isChoosing, setIsChoosing] = useState(false);
  const show = (id: string | null) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      if (id) after.set("job", id);
      else after.delete("job");
      return after;
    });
  const { explore, problem, chosen } = useExplore(asOf, work.start, show);
  const isMissing = query.error instanceof ProblemError && query.error.status === 404;
  const ask = (order: ExploreOrder) => {
    setIsChoosing(false);
    explore(order);
  };
  const isAll = job === null;
  return (
    <Page
      title="Patterns"
      lead="What goes with the KPI, what goes together, and which variables can make groups. Sentences first, the numbers behind them."
      actions={
        !isMissing && (
          <>
            {!isAll && <Button variant="subtle" onClick={() => show(null)}>Show all variables</Button>}
            <Button variant="default" onClick={() => setIsChoosing(true)}>Choose what to explore</Button>
            <Button leftSection={<IconRefresh size={16} aria-hidden />} loading={work.isRunning} onClick={() => ask({})}>Explore again</Button>
          </>
        )
      }
    >
      {(work.isRunning || chosen.isRunning) && (
        <Section title="Exploring">
          {work.isRunning && (work.job ? <JobProgress job={work.job} /> : <Working what="Starting" p={0} />)}
          {chosen.isRunning && (chosen.job ? <JobProgress job={chosen.job} /> : <Working what="Starting" p={0} />)}
        </Section>
      )}
      {work.job?.state === "failed" && <Section><JobProgress job={work.job} /></Section>}
      {chosen.job?.state === "failed" && <Section><JobProgress job={chosen.job} /></Section>}
      {problem !== null && <Problem error={problem} />}
      {isMissing && !work.isRunning && <NothingYet explore={() => ask({})} choose={() => setIsChoosing(true)} />}
      {query.error && !isMissing && <Problem error={query.error} retry={query.refetch} />}
      {query.isPending && <Working what="Reading what was found" />}
      {query.data && <Findings key={job ?? "all"} found={query.data} confirm={(variable) => ask({ variables: isAll ? [] : query.data.result.distributions.map((each) => each.variable), kpi: query.data.result.drivers?.kpi ?? null, confirm: [variable] })} />}
      <ExploreForm opened={isChoosing} kpi={query.data?.result.drivers?.kpi ?? null} close={() => setIsChoosing(false)} explore={ask} />
    </Page>
  );
}

function NothingYet({ explore, choose }: { explore: () => void; choose: () => void }) {
  return (
    <Empty
      title="Nothing has been explored yet"
      icon={IconChartDots3}
      actions={
        <>
          <Button onClick={explore}>Explore all variables</Button>
          <Button variant="default" onClick={choose}>Choose some</Button>
        </>
      }
    >
      <Stack gap="xs">
        <Text c="dimmed">Satsuma looks at every variable: how it is spread, which ones go together, and which ones known a year ago go with what the KPI did since. It takes under a minute for most projects.</Text>
        <Text c="dimmed">What it finds is associated, never “the cause”; where a third variable explains a pattern away, it says so.</Text>
      </Stack>
    </Empty>
  );
}
