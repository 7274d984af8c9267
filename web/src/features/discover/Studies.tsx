import { Anchor, Badge, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconCompass, IconPlus } from "@tabler/icons-react";
import { Link } from "react-router";
import { api, type Model } from "@/api";
import { useFormat } from "@/format";
import { Empty, Loaded, Page } from "@/parts";
import { useLookForGroups } from "./looking";
import { forPages } from "./words";
import { VerdictBadge } from "./Verdict";

/** All discoveries with their verdicts. */
export function Studies() {
  const query = api.useQuery("get", "/v1/studies");
  return (
    <Page
      title="Discover"
      lead="Are there groups among your customers? Choose what to group by; a study says whether groups are there, how many, and whether they come back."
      actions={!!query.data?.length && <Button component={Link} to="/discover/new" leftSection={<IconPlus size={16} aria-hidden />}>New study</Button>}
    >
      <Loaded query={query} what="Reading the studies">
        {(studies) =>
          studies.length ? (
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
              {studies.map((study) => <Card key={study.name} study={study} />)}
            </SimpleGrid>
          ) : (
            <Empty title="No study yet" icon={IconCompass} actions={<Button component={Link} to="/discover/new">Begin a study</Button>}>
              A study takes variables that you choose and tries every number of groups, many times over. It tells you in words whether there are groups at all. “No groups here” is a good answer too: then value tiers or rules serve you better.
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

function Card({ study }: { study: Model<"StudySummary"> }) {
  const format = useFormat();
  const { look, work } = useLookForGroups(study.name);
  const to = `/discover/${encodeURIComponent(study.name)}`;
  const facts = [
    study.chosen_k && `${study.chosen_k} groups`,
    study.customers && `${format.count(study.customers)} ${study.unit}s`,
    study.as_of && `looking back from ${format.day(study.as_of)}`,
  ].filter(Boolean);
  return (
    <Paper component="article" withBorder radius="lg" p={{ base: "md", sm: "lg" }} aria-label={study.title}>
      <Stack gap="sm" h="100%">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={2} fz="1.15rem">
            <Anchor component={Link} to={to} inherit c="inherit">{study.title}</Anchor>
          </Title>
          {study.adopted_as && <Badge variant="light" color="gray" tt="none" radius="sm">Adopted as {study.adopted_as === "model" ? "a model" : "rules"}</Badge>}
        </Group>
        <Group gap="xs"><VerdictBadge verdict={study.verdict} /></Group>
        <Text size="sm"><Text span c="dimmed">Grouped by</Text> {nameSome(study.basis)}</Text>
        {study.next_step && <Text size="sm" lineClamp={3}><strong>Next:</strong> {forPages(study.next_step)}</Text>}
        {!study.verdict && <Text size="sm" c="dimmed">Written down, and nobody has looked yet whether there are groups.</Text>}
        <Group justify="space-between" mt="auto" pt={4}>
          <Text size="xs" c="dimmed">{facts.join(" · ")}</Text>
          {study.verdict ? (
            <Button component={Link} to={to} size="xs" variant="default" aria-label={`Open ${study.title}`}>Open</Button>
          ) : (
            <Button size="xs" loading={work.isRunning} onClick={() => void look({ quick: true })} aria-label={`Look for groups: ${study.title}`}>Look for groups</Button>
          )}
        </Group>
        {work.isRunning && <Anchor component={Link} to={to} size="sm">See how far it is</Anchor>}
      </Stack>
    </Paper>
  );
}

function nameSome(titles: readonly string[]): string {
  return titles.length > 5 ? `${titles.slice(0, 4).join(", ")} and ${titles.length - 4} more` : titles.join(", ");
}
