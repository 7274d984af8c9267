import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { IconScale } from "@tabler/icons-react";
import dayjs from "dayjs";
import { useState } from "react";
import { Link } from "react-router";
import { api, type Model, useProject, useStartedJob } from "@/api";
import { useFormat } from "@/format";
import { Empty, JobProgress, Loaded, Page, Problem, Section } from "@/parts";
import { CardDetails } from "./CardDetails";
import { SideBySide } from "./SideBySide";
import { recommend } from "./criteria";

const DAYS_BACK = 90;

/** Is a segmentation worth acting on, and which one? */
export default function ScorecardPage() {
  const project = useProject();
  const cards = api.useQuery("get", "/v1/scorecards");
  const stored = api.useQuery("get", "/v1/definitions", {}, { staleTime: 60_000 }).data;
  const start = api.useMutation("post", "/v1/scorecards");
  const work = useStartedJob();
  const usual = project.as_of ? dayjs(project.as_of).subtract(DAYS_BACK, "day").format("YYYY-MM-DD") : null;
  const [chosen, setCut] = useState<string | null>(null);
  const cut = chosen ?? cards.data?.cards[0]?.cut ?? usual;
  const divisions = Object.values(stored?.definitions.segmentations ?? {});
  const off = divisions.filter((each) => each.enabled === false).length;
  const judge = async () => work.start(await start.mutateAsync({ body: cut && cut !== usual ? { cut } : {} }));
  const hasNothing = stored && divisions.length === off;
  return (
    <Page title="Scorecard" lead="Is a segmentation worth acting on? Knock-outs first, then points for everything that makes segments useful." wide>
      <Section>
        <Group align="flex-end" gap="md">
          <DateInput label="Judged by what happened since" description="Segments are formed as of this day, and what customers did afterwards is the judge." value={cut ?? null} maxDate={project.as_of ? dayjs(project.as_of).subtract(1, "day").format("YYYY-MM-DD") : undefined} onChange={setCut} valueFormat="YYYY-MM-DD" maw={420} />
          <Button onClick={() => void judge()} disabled={work.isRunning || Boolean(hasNothing)} variant={cards.data?.cards.length ? "default" : "filled"}>{cards.data?.cards.length ? "Judge again" : "Judge all segmentations"}</Button>
        </Group>
        {off > 0 && <Text size="sm" c="dimmed">{off === 1 ? "1 segmentation is switched off and not judged." : `${off} segmentations are switched off and not judged.`} Switch them on under <Anchor component={Link} to="/segments" size="sm" underline="always">Segments</Anchor>.</Text>}
        {work.job && work.job.state !== "done" && <JobProgress job={work.job} />}
        {start.error ? <Problem error={start.error} /> : null}
      </Section>
      <Loaded query={cards} what="Reading the scorecards">{(found) => <Cards cards={found.cards} hasNothing={Boolean(hasNothing)} />}</Loaded>
    </Page>
  );
}

function Cards({ cards, hasNothing }: { cards: readonly Model<"Scorecard">[]; hasNothing: boolean }) {
  const format = useFormat();
  const infos = api.useQuery("get", "/v1/variables", {}, { staleTime: 300_000 }).data ?? [];
  const advice = recommend(cards);
  if (hasNothing)
    return (
      <Empty title="There is no segmentation yet" icon={IconScale} actions={<><Button component={Link} to="/segments">Make one of segments</Button><Button component={Link} to="/discover" variant="default">Let data propose one</Button></>}>
        A scorecard judges a whole division of the customers: whether the parts are large enough, differ, stay, can be reached, and tell what customers do next.
      </Empty>
    );
  if (!advice)
    return (
      <Empty title="Nothing judged yet" icon={IconScale}>
        Judging takes some seconds. Every segmentation that is switched on is then set side by side: what it must have, and points for what makes it useful.
      </Empty>
    );
  return (
    <Stack gap="lg">
      <Stack gap={4} maw={860}>
        <Text size="sm" c="dimmed" fw={500}>Recommendation</Text>
        <Title order={2} fz={{ base: 22, sm: 28 }}>{advice.title}</Title>
        <Text>{advice.said}</Text>
      </Stack>
      <Section title="Side by side" about={cards[0]?.cut ? `Looking back from ${format.day(cards[0].as_of)}, judged by what happened since ${format.day(cards[0].cut)}. A full bar is full points; open a criterion to read why.` : undefined}>
        <SideBySide cards={cards} />
      </Section>
      {cards.map((card, index) => {
        const info = infos.find((each) => each.name === card.kpi && each.unit === card.unit);
        return <CardDetails key={card.name} card={card} isOpen={index === 0} kind={info?.kind ?? "number"} currency={info?.currency ?? null} />;
      })}
    </Stack>
  );
}
