import { Group, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { client } from "@/api";
import { useFormat } from "@/format";
import { Figure, Findings, Histogram, Problem, Section, Usable, Warnings, Working } from "@/parts";
import type { VariableDefinition } from "./draft";
import { describeKind } from "./Row";

const WORDS = new Set(["category", "set", "flag", "text", "identifier"]);
const WAIT_MS = 350;

/** What the expression gives, measured on everyone as the person chooses. */
export function Preview({ definition }: { definition: VariableDefinition }) {
  const format = useFormat();
  const expression = definition.value ?? "";
  const key = [definition.value, definition.unit, definition.sensitivity, definition.kind].join("\n");
  const [asked] = useDebouncedValue(key, WAIT_MS);
  const query = useQuery({
    queryKey: ["variable-preview", asked],
    queryFn: async ({ signal }) => (await client.POST("/v1/variables/preview", { body: definition, signal })).data!,
    enabled: expression !== "" && asked === key,
    placeholderData: keepPreviousData,
  });
  const found = query.data;
  const isBehind = query.isFetching || asked !== key;
  const distribution = found?.distribution;
  const show = (value: number | null | undefined) => (distribution?.kind === "share" ? format.share(value) : format.value(value, distribution?.kind ?? "number", found?.currency));
  const quantiles = distribution?.quantiles ?? [];
  return (
    <Section title="Preview">
      <Stack gap="md" role="status" aria-live="polite" aria-busy={isBehind} style={{ opacity: isBehind && found ? 0.55 : 1, transition: "opacity 120ms" }}>
        {!expression && <Text size="sm" c="dimmed">Write an expression: what it gives shows here at once.</Text>}
        {query.error && !isBehind ? <Problem error={query.error} /> : null}
        {!found && query.isFetching && <Working what="Measuring it on everyone" p={0} />}
        {found && !query.error && (
          <>
            {found.sentence && <Text fw={600}>{found.sentence}</Text>}
            <Warnings warnings={found.warnings} />
            {(found.findings ?? []).length > 0 && <Findings findings={found.findings ?? []} />}
            {distribution && (
              <>
                <Histogram bins={distribution.bins ?? []} isOrdered={!WORDS.has(distribution.kind)} label="How it is spread" />
                <Group gap="xl">
                  <Figure value={format.count(distribution.n)} label="have a value" note={distribution.missing ? `${format.count(distribution.missing)} do not` : "nobody lacks one"} />
                  {quantiles.length === 7 && distribution.kind !== "date" && <Figure value={show(quantiles[3])} label="median" note={`middle 90 %: ${show(quantiles[1])} – ${show(quantiles[5])}`} />}
                </Group>
                <Group gap="xs"><Usable usable={distribution.usable} /><Text size="sm" c="dimmed">{describeKind(distribution.kind, found.currency)}</Text></Group>
                <Text size="sm" c="dimmed">{distribution.reasons[0]}</Text>
              </>
            )}
          </>
        )}
      </Stack>
    </Section>
  );
}
