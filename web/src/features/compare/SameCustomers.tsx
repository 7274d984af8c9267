import { Stack, Text } from "@mantine/core";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Meter, Section } from "@/parts";
import { sayShared } from "./lines";

/** Whether they are the same customers: every pair, as a share of the smaller one. */
export function SameCustomers({ result }: { result: Model<"CompareResult"> }) {
  const format = useFormat();
  const pairs = result.segments.flatMap((first, i) => result.segments.slice(i + 1).map((second, j) => ({ first, second, shared: result.shared[i]?.[i + 1 + j] ?? null })));
  return (
    <Section title="Are they the same customers?">
      <Stack gap="sm">
        {pairs.map(({ first, second, shared }) => (
          <Stack key={`${first.name}/${second.name}`} gap={2} maw={720}>
            <Text size="sm" fw={550}>{first.title} and {second.title}</Text>
            {shared !== null && shared > 0 && <Meter share={shared / Math.max(1, Math.min(first.customers, second.customers))} label={`Of the smaller of ${first.title} and ${second.title}`} />}
            <Text size="sm" c="dimmed">{sayShared(first, second, shared, format)}</Text>
          </Stack>
        ))}
      </Stack>
    </Section>
  );
}
