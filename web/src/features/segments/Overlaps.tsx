import { List, MultiSelect, Stack, Text } from "@mantine/core";
import { IconTopologyStar } from "@tabler/icons-react";
import { useState } from "react";
import { api, useProject } from "@/api";
import { AsOfInput, Empty, Loaded, Page, Section, useAsOf, Warnings } from "@/parts";
import { Matrix } from "./Matrix";
import { UpSet } from "./UpSet";

const AT_FIRST = 8;

/** Which segments share their customers, and which could be one. */
export function Overlaps() {
  const project = useProject();
  const [asOf] = useAsOf();
  const [chosen, setChosen] = useState<string[] | null>(null);
  const when = asOf ? { as_of: asOf } : {};
  const pairs = api.useQuery("get", "/v1/overlap", { params: { query: when } });
  const sizeOf = (name: string) => pairs.data?.counts[pairs.data.names.indexOf(name)]?.[pairs.data.names.indexOf(name)] ?? 0;
  const largest = [...(pairs.data?.names ?? [])].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, AT_FIRST);
  const names = chosen ?? largest;
  const combinations = api.useQuery("get", "/v1/overlap/combinations", { params: { query: { ...when, segment: names } } }, { enabled: names.length > 1, placeholderData: (before) => before });
  return (
    <Page title="Overlaps" lead="Segments may share customers. Where two are nearly the same people, one of them is enough." wide actions={project.has_run && <AsOfInput last={project.as_of} />}>
      <Loaded query={pairs} what="Comparing the segments">
        {(overlap) =>
          overlap.names.length < 2 ? (
            <Empty title="Nothing to compare yet" icon={IconTopologyStar}>With two segments or more you see here how many customers they share.</Empty>
          ) : (
            <Stack gap="lg">
              <MultiSelect
                label="Segments to compare"
                data={overlap.names.map((name, index) => ({ value: name, label: overlap.titles[index]! }))}
                value={names}
                onChange={setChosen}
                searchable
                clearable
                hidePickedOptions
                maxValues={24}
                placeholder={names.length ? "" : "Choose two or more"}
              />
              <Warnings warnings={overlap.warnings} />
              {names.length > 1 && (
                <>
                  {(combinations.data?.result.advice ?? []).length > 0 && (
                    <Section title="What could be simpler">
                      <List size="sm" spacing={6}>{combinations.data!.result.advice!.map((line) => <List.Item key={line}>{line}</List.Item>)}</List>
                    </Section>
                  )}
                  <Section title="Each pair" about="How much of the segment on the left is also in the one above.">
                    <Matrix overlap={overlap} names={names} />
                  </Section>
                  <Section title="Which combinations occur" about="Every customer is in exactly one column: the segments with a dot, and no other of the chosen ones.">
                    <Loaded query={combinations} what="Counting combinations">{({ result }) => <UpSet result={result} />}</Loaded>
                  </Section>
                </>
              )}
              {names.length < 2 && <Text c="dimmed" size="sm">Choose two segments or more.</Text>}
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}
