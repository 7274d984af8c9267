import { Alert, Button, Group, List, Radio, Stack, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { client, type Model, useWork } from "@/api";
import { useFormat } from "@/format";
import { JobProgress, Problem, Section, Warnings } from "@/parts";
import type { Looked } from "./Numbers";

interface AdoptProperties {
  found: Model<"DiscoveryResult">;
  rules: Model<"RuleSet"> | null;
  looked: Looked | null;
  adoptedAs: "model" | "rules" | null;
  adoption: Model<"AdoptResult"> | null;
}

/** The groups become the project's segmentation: as a model that places everyone, or as rules that people read. */
export function Adopt({ found, rules, looked, adoptedAs, adoption }: AdoptProperties) {
  const format = useFormat();
  const advised = rules?.describable && (found.verdict === "constructive" || found.verdict === "no segmentation") ? "rules" : "model";
  const [form, setForm] = useState<"model" | "rules">(advised);
  const [problem, setProblem] = useState<unknown>(null);
  const work = useWork(`/v1/adoptions/${encodeURIComponent(found.name)}`);
  const k = looked?.k ?? found.chosen_k;
  const adopt = async () => {
    setProblem(null);
    try {
      const { data } = await client.POST("/v1/adoptions/{name}", { params: { path: { name: found.name } }, body: { form, k: looked?.k ?? null, algorithm: looked?.algorithm ?? null } });
      if (data) work.start(data);
    } catch (error) {
      setProblem(error);
    }
  };
  const fidelity = rules && `Short rules place ${format.share(rules.fidelity)} of customers as the study does${rules.describable ? "." : ": too few to stand for the groups."}`;
  return (
    <Section title={adoptedAs ? "Adopted" : "Adopt"} about="The groups become a segmentation of the project, with names that you can change.">
      {adoptedAs && <Adopted found={found} form={adoptedAs} adoption={adoption} />}
      {k && (
        <Stack gap="md">
          <Radio.Group label={adoptedAs ? `Adopt ${k} groups anew` : `${k} groups`} value={form} onChange={(value) => setForm(value as "model" | "rules")}>
            <Stack gap="sm" pt="xs">
              <Radio value="model" label="As a model" description="Places every customer by likelihood, new ones too; says who is on a border. Exactly the groups of the study." />
              <Radio value="rules" disabled={!rules} label="As rules" description={`Ordinary rules that anybody can read and change. ${fidelity ?? "No variable of these groups can be said in a rule."}`} />
            </Stack>
          </Radio.Group>
          {form === "rules" && rules && !rules.describable && <Alert color="yellow" variant="light" radius="md">{fidelity} Customers would be placed elsewhere than the study placed them.</Alert>}
          {problem !== null && <Problem error={problem} />}
          {work.job && work.job.state !== "done" && <JobProgress job={work.job} />}
          <Group>
            <Button onClick={() => void adopt()} loading={work.isRunning} variant={adoptedAs ? "default" : "filled"}>{adoptedAs ? "Adopt anew" : "Adopt"} as {form === "model" ? "a model" : "rules"}</Button>
          </Group>
        </Stack>
      )}
    </Section>
  );
}

const CHANGES: Record<string, string> = { kept: "goes on", new: "is new", merged: "was merged into another", vanished: "is gone" };

function Adopted({ found, form, adoption }: { found: Model<"DiscoveryResult">; form: "model" | "rules"; adoption: Model<"AdoptResult"> | null }) {
  const format = useFormat();
  const changes = adoption?.changes.filter((each) => each.change !== "kept") ?? [];
  return (
    <Alert color="teal" variant="light" radius="md" icon={<IconCheck aria-hidden />} title={`These groups are a segmentation of the project, as ${form === "model" ? "a model" : "rules"}`}>
      <Stack gap="xs">
        <Text size="sm">
          {adoption?.fidelity !== null && adoption?.fidelity !== undefined && form === "rules" ? `The rules place ${format.share(adoption.fidelity)} as the study does. ` : ""}
          Run the chain to have their sizes everywhere; then give them owners, actions and personas.
        </Text>
        {changes.length > 0 && (
          <List size="sm">
            {changes.map((each) => <List.Item key={each.name}>{each.was ?? each.name} {CHANGES[each.change]}</List.Item>)}
          </List>
        )}
        <Warnings warnings={adoption?.warnings} />
        <Group gap="sm">
          <Button component={Link} to={`/segments?segmentation=${encodeURIComponent(found.name)}`} size="xs" variant="default">See them in Segments</Button>
          <Button component={Link} to="/personas" size="xs" variant="default">Make personas of them</Button>
          <Button component={Link} to="/" size="xs" variant="default">Run the chain</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
