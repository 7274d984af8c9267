import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { client } from "@/api";
import { useFormat } from "@/format";
import { Meter } from "@/parts";

/** The size of a rule that no run has counted yet. */
export function LiveSize({ rule, unit, title }: { rule: string; unit: string; title: string }) {
  const format = useFormat();
  const query = useQuery({
    queryKey: ["segments", "size", unit, rule],
    queryFn: async ({ signal }) => (await client.POST("/v1/rules/count", { body: { text: rule, unit }, signal })).data!,
    staleTime: 60_000,
  });
  if (query.isPending) return <Text size="xs" c="dimmed">counting …</Text>;
  if (!query.data || query.data.customers === null) return <Text size="xs" c="dimmed">cannot be counted</Text>;
  return (
    <Stack gap={3}>
      <Text size="sm" fw={600}>{format.count(query.data.customers)} <Text span size="xs" c="dimmed" fw={400}>now</Text></Text>
      <Meter share={query.data.share ?? 0} label={`Share of everyone in ${title}`} />
    </Stack>
  );
}
