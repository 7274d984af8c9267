import { Anchor, Group, ScrollArea, Stack, Table, Text, VisuallyHidden } from "@mantine/core";
import { Link } from "react-router";
import { api, type Model } from "@/api";
import { useFormat } from "@/format";
import { Loaded, Section, Warnings } from "@/parts";
import { entitle, words } from "@/parts/sourceWords";
import { AccountBar, AccountNumbers, byLoss, Reasons } from "./Account";
import { Money } from "./Money";

/** Rows and money accounted for, to the last one, and what cleaning did. */
export function Quality() {
  const query = api.useQuery("get", "/v1/quality");
  return (
    <Loaded query={query} what="Reading the quality report">
      {({ quality }) => (
        <Stack gap="lg">
          <Warnings warnings={quality.warnings} />
          <Section title="Where every row went" about="Rows in = kept + left out on purpose + set aside + merged. Nothing disappears.">
            <Stack gap={0}>{byLoss(quality.accounts).map((account) => <Rows key={account.source} account={account} />)}</Stack>
          </Section>
          {quality.money.map((account) => <Money key={account.source} account={account} isNamed={quality.money.length > 1} />)}
          <Actions actions={quality.actions} />
        </Stack>
      )}
    </Loaded>
  );
}

function Rows({ account }: { account: Model<"SourceAccount"> }) {
  const format = useFormat();
  const look = `/data/set-aside?source=${encodeURIComponent(account.source)}`;
  const isWhole = account.rows_kept === account.rows_in;
  return (
    <Stack gap={6} py="sm" style={{ borderTop: "1px solid light-dark(var(--mantine-color-gray-2), var(--mantine-color-dark-5))" }}>
      <Group gap="md" align="center">
        <Stack gap={0} w={{ base: "100%", sm: 200 }}>
          <Text fw={600} style={{ overflowWrap: "anywhere" }}>{entitle(account.source)}</Text>
          {account.first_date && <Text size="xs" c="dimmed">{format.day(account.first_date)} – {format.day(account.last_date)}</Text>}
        </Stack>
        <Stack gap={6} style={{ flex: "1 1 260px" }}>
          <AccountBar account={account} />
          <AccountNumbers account={account} />
        </Stack>
      </Group>
      {!isWhole && (
        <Group gap="xl" align="flex-start" pl={{ base: 0, sm: 216 }}>
          <Reasons title="Left out on purpose" reasons={account.excluded} />
          <Reasons title="Set aside" reasons={account.quarantined} action={<Anchor component={Link} to={look} size="sm">Look at them<VisuallyHidden> ({words(account.source)})</VisuallyHidden></Anchor>} />
          <Reasons title="Merged" reasons={account.merged} />
        </Group>
      )}
      {account.future_rows ? <Text size="sm" c="dimmed">{format.count(account.future_rows)} rows lie in the future; they are not looked at yet.</Text> : null}
    </Stack>
  );
}

/** What cleaning did or noticed, by source and column. */
function Actions({ actions }: { actions: readonly Model<"Action">[] }) {
  const format = useFormat();
  if (!actions.length) return null;
  const sources = [...new Set(actions.map(({ source }) => source))];
  return (
    <Section title="What cleaning did" about="Each can be turned off where the source is corrected.">
      <Stack gap="md">
        {sources.map((source) => {
          const own = actions.filter((each) => each.source === source);
          return (
            <details key={source}>
              <Text component="summary" fw={600} size="sm" style={{ cursor: "pointer" }}>{words(source)} <Text span c="dimmed" fw={400} size="sm">({own.length})</Text></Text>
              <ScrollArea type="auto" tabIndex={0} role="region" aria-label={`What cleaning did in ${words(source)}`}>
                <Table miw={560} mt="xs">
                  <Table.Thead><Table.Tr><Table.Th>Column</Table.Th><Table.Th>What</Table.Th><Table.Th ta="right">Values</Table.Th><Table.Th>Detail</Table.Th></Table.Tr></Table.Thead>
                  <Table.Tbody>
                    {own.map((each, index) => (
                      <Table.Tr key={index}>
                        <Table.Td>{each.column ? words(each.column) : "–"}</Table.Td>
                        <Table.Td>{each.action}</Table.Td>
                        <Table.Td ta="right">{format.count(each.count)}</Table.Td>
                        <Table.Td><Text size="sm" c="dimmed">{each.detail ?? ""}</Text></Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </ScrollArea>
            </details>
          );
        })}
      </Stack>
    </Section>
  );
}

