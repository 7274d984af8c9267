import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconChevronRight, IconPencil } from "@tabler/icons-react";
import { Link } from "react-router";
import { api, type Model } from "@/api";
import { useFormat } from "@/format";
import { Loaded, Warnings } from "@/parts";
import { describeSource, entitle, inOrder, ROLES, words } from "@/parts/sourceWords";
import { AccountBar, AccountNumbers } from "./Account";
import { AddFiles } from "./AddFiles";

/** More files, and a card for each source. */
export function Sources() {
  const query = api.useQuery("get", "/v1/sources");
  return (
    <Stack gap="lg">
      <AddFiles />
      <Loaded query={query} what="Reading the sources">
        {({ sources, run }) => (
          <>
            {run !== null && sources.some(({ changed }) => changed) && <Warnings warnings={["Sources have changed since the last run. What you see elsewhere is its results: run again."]} />}
            {inOrder(sources).map((source) => <Card key={source.name} source={source} />)}
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function Card({ source }: { source: Model<"SourceStanding"> }) {
  const format = useFormat();
  const { name, account, role, columns, files, definition } = source;
  const to = `/data/source/${encodeURIComponent(name)}`;
  const reasons = Object.entries(source.reasons ?? {});
  return (
    <Paper component="article" withBorder radius="lg" p={{ base: "md", sm: "lg" }} aria-labelledby={`source-${name}`}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Stack gap={2} miw={0} style={{ flex: "1 1 260px" }}>
            <Group gap="sm">
              <Title order={2} fz="h3" id={`source-${name}`} style={{ overflowWrap: "anywhere" }}>{entitle(name)}</Title>
              <Badge variant="light" color="gray" tt="none" fw={600} radius="sm">{ROLES[role]?.label ?? role}</Badge>
              {source.changed && <Badge variant="light" color="yellow" tt="none" fw={600} radius="sm">Changed since the last run</Badge>}
              {(source.missing_files ?? []).length > 0 && <Badge variant="light" color="red" tt="none" fw={600} radius="sm">Files are missing</Badge>}
            </Group>
            <Text size="sm">{describeSource({ role, unit: source.unit, key: definition.key, time: definition.time, event: source.events?.join(", ") || null })}{source.amount ? ` Its amount is ${source.amount}.` : ""}</Text>
            <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
              {format.count(columns?.length ?? 0)} columns · {(files ?? []).map(({ path }) => path.replace(/^.*\//, "")).slice(0, 3).join(", ")}
              {(files ?? []).length > 3 ? ` and ${files!.length - 3} more files` : ""}
              {account?.first_date ? ` · ${format.day(account.first_date)} – ${format.day(account.last_date)}` : ""}
            </Text>
          </Stack>
          <Button component={Link} to={to} variant="default" size="xs" leftSection={<IconPencil size={14} aria-hidden />} rightSection={<IconChevronRight size={14} aria-hidden />} aria-label={`Look closer at ${words(name)} and correct it`}>Look closer</Button>
        </Group>
        {account && (
          <Stack gap={6}>
            <AccountBar account={account} />
            <AccountNumbers account={account} />
          </Stack>
        )}
        {reasons.length > 0 && (
          <details>
            <Text component="summary" size="sm" c="dimmed" style={{ cursor: "pointer" }}>Why Satsuma thinks so</Text>
            <Stack component="ul" gap={2} m={0} pl="lg" pt={4}>
              {reasons.map(([what, why]) => <Text component="li" size="sm" key={what}><b>{words(what)}</b>: {why}.</Text>)}
            </Stack>
          </details>
        )}
      </Stack>
    </Paper>
  );
}
