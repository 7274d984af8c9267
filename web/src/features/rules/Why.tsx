import { Button, Group, Stack, Text, TextInput, ThemeIcon } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { client, type Model } from "@/api";
import { Problem, Working } from "@/parts";

interface WhyProperties {
  /** The rule's text, or a segment's name. */
  rule?: string;
  segment?: string;
  unit: string | undefined;
  asOf: string | undefined;
  /** A customer to begin with; another one needs another `key`. */
  asked?: string;
}

/** Why one customer is in, or what keeps them out. */
export function Why({ rule, segment, unit, asOf, asked = "" }: WhyProperties) {
  const [typed, setTyped] = useState(asked);
  const [key, setKey] = useState(asked);
  const query = useQuery({
    queryKey: ["rules", "why", key, rule, segment, unit, asOf],
    queryFn: async ({ signal }) =>
      (await client.GET("/v1/customers/{key}/why", { params: { path: { key }, query: { ...(segment ? { segment } : { rule: rule ?? "" }), ...(asOf ? { as_of: asOf } : {}), ...(unit ? { unit } : {}) } }, signal })).data!,
    enabled: key !== "",
  });
  return (
    <Stack gap="sm">
      <form onSubmit={(event) => { event.preventDefault(); setKey(typed.trim()); }}>
        <Group align="flex-end" gap="xs">
          <TextInput size="xs" label="A customer's key" placeholder="as in your data" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
          <Button type="submit" size="xs" variant="default" disabled={!typed.trim()}>Why in, why not</Button>
        </Group>
      </form>
      {key && query.isPending && <Working what="Looking at this customer" p={0} />}
      {query.error && <Problem error={query.error} />}
      {query.data && <Reasons explanation={query.data} />}
    </Stack>
  );
}

function Reasons({ explanation }: { explanation: Model<"Explanation"> }) {
  return (
    <Stack gap={6} role="status">
      <Text size="sm" fw={600}>{explanation.sentence}</Text>
      {explanation.lines.map((line, index) => (
        <Group key={index} gap={8} wrap="nowrap" align="flex-start" pl={line.depth * 18}>
          <ThemeIcon size={18} radius="xl" color={line.holds ? "teal" : "gray"} variant="light" aria-label={line.holds ? "holds" : "does not hold"} role="img">
            {line.holds ? <IconCheck size={12} /> : <IconX size={12} />}
          </ThemeIcon>
          <Text size="sm">
            {line.text}
            {line.actual && <Text span size="sm" c="dimmed"> · is {line.actual}</Text>}
            {!line.holds && line.needed && <Text span size="sm" c="dimmed"> · needed: {line.needed}</Text>}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
