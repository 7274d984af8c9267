import { Box, Group, List, Stack, Text } from "@mantine/core";
import type { Model } from "@/api";
import { useFormat } from "@/format";

type SourceAccount = Model<"SourceAccount">;
type Reason = Model<"Reason">;

/** What became of rows, each with its colour everywhere on the page. */
export const FATES = [
  { key: "kept", label: "Kept", colour: "light-dark(var(--mantine-color-satsuma-5), var(--mantine-color-satsuma-5))" },
  { key: "excluded", label: "Left out on purpose", colour: "light-dark(var(--mantine-color-gray-5), var(--mantine-color-dark-2))" },
  { key: "quarantined", label: "Set aside", colour: "light-dark(var(--mantine-color-red-6), var(--mantine-color-red-5))" },
  { key: "merged", label: "Merged", colour: "light-dark(var(--mantine-color-gray-3), var(--mantine-color-dark-4))" },
] as const;

export const sumRows = (reasons: readonly Reason[] | undefined) => (reasons ?? []).reduce((sum, { rows }) => sum + rows, 0);

export function countFates(account: SourceAccount) {
  return { kept: account.rows_kept, excluded: sumRows(account.excluded), quarantined: sumRows(account.quarantined), merged: sumRows(account.merged) };
}

/** Those that lost most rows first; those that lost none keep their order. */
export function byLoss(accounts: readonly SourceAccount[]): SourceAccount[] {
  return [...accounts].sort((a, b) => b.rows_in - b.rows_kept - (a.rows_in - a.rows_kept));
}

/** Rows in = kept + left out + set aside + merged, as one bar. */
export function AccountBar({ account, height = 12 }: { account: SourceAccount; height?: number }) {
  const format = useFormat();
  const fates = countFates(account);
  const label = `${format.count(account.rows_in)} rows: ${FATES.filter(({ key }) => fates[key]).map(({ key, label: word }) => `${format.count(fates[key])} ${word.toLowerCase()}`).join(", ")}`;
  return (
    <Group gap={2} wrap="nowrap" role="img" aria-label={label} style={{ borderRadius: 4, overflow: "hidden" }}>
      {FATES.filter(({ key }) => fates[key] > 0).map(({ key, colour }) => (
        <Box key={key} style={{ height, minWidth: 3, flexGrow: fates[key], flexBasis: 0, background: colour }} />
      ))}
    </Group>
  );
}

/** The same in numbers; in three words where nothing was lost. */
export function AccountNumbers({ account }: { account: SourceAccount }) {
  const format = useFormat();
  const fates = countFates(account);
  if (account.rows_kept === account.rows_in) return <Text size="sm" c="dimmed" className="figures">{format.count(account.rows_in)} rows, all kept</Text>;
  return (
    <Group gap="md" style={{ rowGap: 4 }}>
      <Text size="sm" className="figures">{format.count(account.rows_in)} rows =</Text>
      {FATES.filter(({ key }) => key === "kept" || fates[key] > 0).map(({ key, label, colour }) => (
        <Group key={key} gap={6} wrap="nowrap">
          <Box aria-hidden style={{ width: 10, height: 10, borderRadius: 3, background: colour }} />
          <Text size="sm" className="figures">{format.count(fates[key])} <Text span c="dimmed">{label.toLowerCase()}</Text></Text>
        </Group>
      ))}
    </Group>
  );
}

/** Why rows were left out, set aside or merged. */
export function Reasons({ title, reasons, action }: { title: string; reasons: readonly Reason[] | undefined; action?: React.ReactNode }) {
  const format = useFormat();
  const shown = (reasons ?? []).filter(({ rows }) => rows > 0);
  if (!shown.length) return null;
  return (
    <Stack gap={4}>
      <Group gap="sm"><Text size="sm" fw={600}>{title}</Text>{action}</Group>
      <List size="sm" spacing={2}>
        {shown.map(({ reason, rows, own_total: own }) => (
          <List.Item key={reason}>
            <Text span size="sm" className="figures">{format.count(rows)}</Text> {reason}
            {own > rows && <Text span c="dimmed" size="sm"> ({format.count(own)} with those counted above)</Text>}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
