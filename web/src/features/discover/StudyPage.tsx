import { Button, Group, Menu, Stack, Text } from "@mantine/core";
import { IconChevronDown, IconPencil, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { api, type Model } from "@/api";
import { useFormat } from "@/format";
import { Empty, JobProgress, Page, Problem, Section, useAsOf, Warnings, Working } from "@/parts";
import { Adopt } from "./Adopt";
import { Analysts } from "./Analysts";
import { Groups } from "./Groups";
import { useLookForGroups } from "./looking";
import { type Looked, Numbers } from "./Numbers";
import { Place } from "./Place";
import { ProfilePlot } from "./ProfilePlot";
import { Rules } from "./Rules";
import { Verdict } from "./Verdict";
import { WhatNow } from "./WhatNow";
import { forPages } from "./words";

/** One study: how far it is while it goes on, then its verdict and everything behind it. */
export function StudyPage() {
  const { name = "" } = useParams();
  const [asOf] = useAsOf();
  const list = api.useQuery("get", "/v1/studies");
  const summary = list.data?.find((study) => study.name === name);
  const hasVerdict = !!summary?.verdict;
  const query = api.useQuery("get", "/v1/studies/{name}", { params: { path: { name } } }, { enabled: hasVerdict });
  const found = query.data as StudyData | undefined;
  const { look, work, problem } = useLookForGroups(name);
  const isMissing = list.isSuccess && !hasVerdict;
  const title = found?.result.title ?? summary?.title ?? "Study";
  const again = (quick: boolean) => void look({ quick, asOf });
  return (
    <Page
      title={title}
      lead={found ? <Basis found={found} /> : undefined}
      actions={
        summary && (
          <>
            <Button component={Link} to={`/discover/new?from=${encodeURIComponent(name)}`} variant="default" leftSection={<IconPencil size={16} aria-hidden />}>Change</Button>
            <LookAgain isRunning={work.isRunning} again={again} isFirst={!found} />
          </>
        )
      }
    >
      {work.isRunning && (
        <Section title="Looking for groups" about="Every number of groups, many times over, on customers drawn again and again. You can leave this page; the work goes on.">
          {work.job ? <JobProgress job={work.job} /> : <Working what="Starting" p={0} />}
        </Section>
      )}
      {work.job && (work.job.state === "failed" || work.job.state === "cancelled") && <Section><JobProgress job={work.job} /></Section>}
      {problem !== null && <Problem error={problem} />}
      {isMissing && !work.isRunning && (
        <Empty title={summary ? "Nobody has looked yet" : "There is no such study"} actions={summary ? <Button onClick={() => again(true)}>Take a quick look</Button> : <Button component={Link} to="/discover">All studies</Button>}>
          {summary ? `Grouped by ${summary.basis.join(", ")}. A quick look takes seconds to a minute and tells whether a thorough study is worth it.` : "It may have been removed or renamed."}
        </Empty>
      )}
      {list.error && <Problem error={list.error} retry={list.refetch} />}
      {query.error && <Problem error={query.error} retry={query.refetch} />}
      {(list.isPending || (hasVerdict && query.isPending)) && <Working what="Reading the study" />}
      {found && <Found key={name} study={found} again={again} />}
    </Page>
  );
}

type StudyData = Model<"Study">;

function LookAgain({ isRunning, again, isFirst }: { isRunning: boolean; again: (quick: boolean) => void; isFirst: boolean }) {
  return (
    <Menu position="bottom-end" shadow="md" width={280}>
      <Menu.Target>
        <Button variant={isFirst ? "filled" : "default"} loading={isRunning} leftSection={<IconRefresh size={16} aria-hidden />} rightSection={<IconChevronDown size={14} aria-hidden />}>
          {isFirst ? "Look for groups" : "Look again"}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => again(true)}>
          A quick look
          <Text size="xs" c="dimmed">Fewer repetitions; a first answer.</Text>
        </Menu.Item>
        <Menu.Item onClick={() => again(false)}>
          A thorough study
          <Text size="xs" c="dimmed">A hundred repetitions; before you act on it.</Text>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Basis({ found }: { found: StudyData }) {
  const format = useFormat();
  const { result } = found;
  const titles = [...new Set(result.basis.map((field) => field.title))];
  return (
    <>
      Grouped by {titles.join(", ")}. {format.count(result.customers)} {result.unit}s, looking back from {format.day(result.as_of)}.
    </>
  );
}

function Found({ study, again }: { study: StudyData; again: (quick: boolean) => void }) {
  const format = useFormat();
  const { result, charts } = study;
  const [looked, setLooked] = useState<Looked | null>(null);
  const other = api.useQuery("get", "/v1/alternatives/{name}", { params: { path: { name: result.name }, query: { k: looked?.k ?? 2, algorithm: looked?.algorithm ?? null } } }, { enabled: looked !== null });
  const shown = looked ? other.data : result;
  const segments = shown?.segments ?? [];
  const isQuick = result.notes.some((note) => note.startsWith("A first look"));
  return (
    <Stack gap="lg">
      <Verdict verdict={result.verdict} nextStep={result.next_step} reasons={result.evidence.reasons} actions={<WhatNow found={result} adoptedAs={study.adopted_as ?? null} />}>
        {isQuick && (
          <Group gap="xs">
            <Text size="sm" c="dimmed">This was a quick look.</Text>
            <Button size="compact-sm" variant="subtle" onClick={() => again(false)}>Make it thorough</Button>
          </Group>
        )}
      </Verdict>
      <Warnings warnings={result.warnings.map(forPages)} />
      {looked && (
        <Section>
          <Group justify="space-between" gap="sm">
            <Text role="status" aria-live="polite">
              You look at <strong>{looked.k} groups</strong> by {looked.algorithm}. {result.chosen_k ? `The study chose ${result.chosen_k}.` : "The study found no groups: this is a cut, not a discovery."}
            </Text>
            <Button variant="default" size="xs" onClick={() => setLooked(null)}>{result.chosen_k ? `Back to ${result.chosen_k} groups` : "Back to the answer"}</Button>
          </Group>
          {other.isPending && <Working what={`Describing ${looked.k} groups`} p={0} />}
          {other.error && <Problem error={other.error} retry={other.refetch} />}
        </Section>
      )}
      {segments.length > 0 && (
        <>
          <Section title="The groups" about={tellPlaced(study, format.count)}>
            <Groups segments={segments} unit={result.unit} />
          </Section>
          <Section title="Groups against everyone">
            <ProfilePlot segments={segments} />
          </Section>
        </>
      )}
      <div id="numbers" style={{ scrollMarginTop: 72 }}>
        <Numbers found={result} looked={looked} look={setLooked} />
      </div>
      {shown && segments.length > 0 && <Rules segments={segments} rules={shown.rules ?? null} typing={shown.typing ?? null} />}
      {(segments.length > 0 || study.adopted_as) && (
        <div id="adopt" style={{ scrollMarginTop: 72 }}>
          <Adopt key={looked?.k ?? "chosen"} found={result} rules={shown?.rules ?? null} looked={looked} adoptedAs={study.adopted_as ?? null} adoption={study.adoption ?? null} />
        </div>
      )}
      {study.adopted_as === "model" && <Place name={result.name} titles={new Map((study.adoption?.segments ?? result.segments).map((each) => [each.name, each.title]))} />}
      <Analysts found={result} charts={looked && other.data ? { ...charts, ...other.data.charts } : charts} />
    </Stack>
  );
}

function tellPlaced({ result }: StudyData, count: (value: number) => string): string {
  const aside = [result.outliers && `${count(result.outliers)} are unlike everybody else`, result.unusable && `of ${count(result.unusable)} too little is known`].filter(Boolean);
  return `${count(result.placed || result.customers - result.outliers - result.unusable)} of ${count(result.customers)} have a group${aside.length ? `; ${aside.join(" and ")}` : ""}.`;
}

