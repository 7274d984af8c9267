import { List, Stack, Table, Text } from "@mantine/core";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Chart, ForAnalysts, Section, WideTable } from "@/parts";
import { forPages } from "./words";

type Found = Model<"DiscoveryResult">;

const NOTES: readonly [string, string][] = [
  ["stability", "Median and quartiles of the adjusted Rand index over pairs of bootstrap samples."],
  ["own_stability", "Median Jaccard of each group over bootstrap samples; under 0.6 a group is not to be trusted."],
  ["origins", "Entropy of a group’s parents with one group fewer: 0 is one parent, 1 is thrown together from all."],
  ["gorge", "How similar all customers are to each group’s centre. Two peaks with a gorge between them: clear groups."],
  ["criteria", "BIC, ICL, gap and the like for every number of groups."],
  ["profiles", "Effects of what made the groups, in standard deviations."],
  ["groups", "Sizes of the groups."],
];

/** The study behind the verdict: stability, SLSW, SLSA, gorge, criteria, tests. */
export function Analysts({ found, charts }: { found: Found; charts: Model<"Study">["charts"] }) {
  const format = useFormat();
  return (
    <Section>
      <ForAnalysts>
        <Stack gap="xl">
          <Text size="sm">
            Seeds are fixed, so the study comes out the same. Fitted on {format.count(found.fitted_on)} {found.unit}s.
            {found.sample_agreement !== null && found.sample_agreement !== undefined && ` Two samples of that size agree by ${format.number(found.sample_agreement, 2)} (adjusted Rand index).`}
            {found.runner_up && ` Runner-up: ${found.runner_up[1]} by ${found.runner_up[0]}.`}
          </Text>
          {NOTES.map(([name, note]) => {
            const spec = charts[name];
            return spec ? (
              <Stack key={name} gap={4}>
                <Chart spec={spec} />
                <Text size="xs" c="dimmed">{note}</Text>
              </Stack>
            ) : null;
          })}
          <Evidence found={found} />
          <StudyTable found={found} />
          {found.tests.length > 0 && <Tests found={found} />}
          {found.notes.length > 0 && <List size="sm" spacing={4} aria-label="Notes">{found.notes.map((note) => <List.Item key={note}>{forPages(note)}</List.Item>)}</List>}
        </Stack>
      </ForAnalysts>
    </Section>
  );
}

function Evidence({ found }: { found: Found }) {
  const format = useFormat();
  const seen = found.evidence;
  const rows: [string, string][] = [
    ["Silhouette", format.number(seen.silhouette, 3)],
    [`p against data without groups, copula (${format.count(seen.null_draws)} draws)`, format.number(seen.null_p_copula, 3)],
    ["p against uniform data", format.number(seen.null_p_uniform, 3)],
    ["Neighbouring pairs with a valley between them", format.share(seen.valleys)],
    ["Stability, median", format.number(seen.stability, 2)],
    ["Weakest group (SLSW)", format.number(seen.weakest_segment, 2)],
    ["One group preferred by gap and BIC", seen.one_group_preferred ? "yes" : "no"],
  ];
  return (
    <Table captionSide="top" maw={560}>
      <Table.Caption ta="left">What the verdict rests on</Table.Caption>
      <Table.Tbody>
        {rows.map(([name, value]) => <Table.Tr key={name}><Table.Th scope="row" fw={400}>{name}</Table.Th><Table.Td ta="right" className="figures">{value}</Table.Td></Table.Tr>)}
      </Table.Tbody>
    </Table>
  );
}

const HEADS = ["Method", "k", "SSW or log-likelihood", "BIC", "ICL", "Gap", "Prediction strength", "Silhouette", "Stability", "Weakest (SLSW)", "Smallest", "At optimum", "Overlap", "Rule fidelity", "Score"];

function StudyTable({ found }: { found: Found }) {
  const format = useFormat();
  return (
    <WideTable label="The study, to scroll" minWidth={1180} maxHeight={460}>
      <Table captionSide="top" stickyHeader>
        <Table.Caption ta="left">Every number of groups and method</Table.Caption>
        <Table.Thead><Table.Tr>{HEADS.map((each) => <Table.Th key={each}>{each}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {found.study.map((row) => {
            const isChosen = row.k === found.chosen_k && row.algorithm === found.chosen_algorithm;
            const cells = [
              format.count(row.k), format.number(row.ssw ?? row.log_likelihood, 2), format.number(row.bic, 0), format.number(row.icl, 0), format.number(row.gap, 3), format.number(row.prediction_strength, 2),
              format.number(row.silhouette, 3), format.number(row.stability_median, 2), format.number(Math.min(...row.segment_stability), 2), format.count(Math.min(...row.sizes)), format.share(row.at_optimum),
              format.number(row.overlap, 2), format.number(row.fidelity, 2), format.number(row.score, 2),
            ];
            return (
              <Table.Tr key={`${row.algorithm} ${row.k}`} fw={isChosen ? 650 : undefined}>
                <Table.Td style={{ whiteSpace: "nowrap" }}>{row.algorithm}{isChosen && " (chosen)"}</Table.Td>
                {cells.map((cell, index) => <Table.Td key={HEADS[index + 1]} className="figures">{cell}</Table.Td>)}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

function Tests({ found }: { found: Found }) {
  const format = useFormat();
  return (
    <WideTable label="Tests, to scroll" minWidth={620} maxHeight={420}>
      <Table captionSide="top" stickyHeader>
        <Table.Caption ta="left">Do the groups differ on what did not make them? Corrected over {format.count(found.m)} tests</Table.Caption>
        <Table.Thead><Table.Tr>{["Variable", "Role", "Test", "Effect", "n", "p, corrected"].map((each) => <Table.Th key={each}>{each}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {found.tests.map((test) => (
            <Table.Tr key={test.variable}>
              <Table.Td>{test.title}</Table.Td>
              <Table.Td>{test.role === "outcome" ? "Judged by" : "Described by"}</Table.Td>
              <Table.Td>{test.test}</Table.Td>
              <Table.Td className="figures">{format.number(test.effect, 2)} ({test.measure})</Table.Td>
              <Table.Td className="figures">{format.count(test.n)}</Table.Td>
              <Table.Td className="figures">{test.adjusted_p < 0.001 ? "< 0.001" : format.number(test.adjusted_p, 3)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
