import { Anchor, Box, Code, List, Stack, Table, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Meter, Section, WideTable } from "@/parts";

interface RulesProperties {
  segments: readonly Model<"ProposedSegment">[];
  rules: Model<"RuleSet"> | null;
  typing: Model<"TypingTool"> | null;
}

/** How well short rules tell the groups, the rules, and the fewest questions that place a customer. */
export function Rules({ segments, rules, typing }: RulesProperties) {
  const format = useFormat();
  return (
    <Section title="Recognising them" about="How to tell which group a customer belongs to: as rules, and with the fewest questions.">
      {rules && (
        <Stack gap="sm">
          <Title order={3}>As rules</Title>
          <Text>{rules.sentence}</Text>
          {!rules.describable && <Text size="sm" c="dimmed">That is too few to replace the groups by rules: adopt them as a model, which places everyone by likelihood.</Text>}
          <Box component="details">
            <Text component="summary" size="sm" fw={600} c="dimmed" style={{ cursor: "pointer" }}>The rule of each group</Text>
            <WideTable label="Rules, to scroll" minWidth={640}>
              <Table aria-label="The rule of each group" verticalSpacing="sm">
                <Table.Thead>
                  <Table.Tr><Table.Th>Group</Table.Th><Table.Th w="48%">Rule</Table.Th><Table.Th>Customers</Table.Th><Table.Th>Right</Table.Th><Table.Th>Found</Table.Th></Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rules.rules.map((line, index) => (
                    <Table.Tr key={index}>
                      <Table.Td>{segments[index]?.title}</Table.Td>
                      <Table.Td>
                        <Code style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{line.rule}</Code>
                        <Anchor component={Link} size="xs" display="block" pt={4} to={`/segments/new?rule=${encodeURIComponent(line.rule)}`} aria-label={`Open in the builder: ${segments[index]?.title ?? "this group"}`}>Open in the builder</Anchor>
                      </Table.Td>
                      <Table.Td className="figures">{format.count(line.customers)}</Table.Td>
                      <Table.Td className="figures">{format.share(line.precision)}</Table.Td>
                      <Table.Td className="figures">{format.share(line.recall)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </WideTable>
            <Text size="xs" c="dimmed">Right: how many of the rule’s customers belong to the group. Found: how much of the group the rule finds.</Text>
          </Box>
        </Stack>
      )}
      {!rules && <Text size="sm" c="dimmed">None of the variables can be said in a rule; the groups can be adopted as a model.</Text>}
      {typing && typing.titles.length > 0 && (
        <Stack gap="sm">
          <Title order={3}>The fewest questions</Title>
          <Text size="sm" c="dimmed">{typing.sentence}</Text>
          <List type="ordered" spacing="xs" styles={{ itemWrapper: { width: "100%" }, itemLabel: { width: "100%" } }} aria-label="Questions, the most telling first">
            {typing.titles.map((title, index) => (
              <List.Item key={title}>
                <Box style={{ display: "grid", gridTemplateColumns: "minmax(120px, 320px) minmax(90px, 260px)", gap: 16, alignItems: "center" }}>
                  <span>{title}</span>
                  <Meter share={typing.accuracy[index] ?? 0} label="Placed rightly with the questions so far" />
                </Box>
              </List.Item>
            ))}
          </List>
        </Stack>
      )}
    </Section>
  );
}
