import { Group, Select, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, useDefinitions } from "@/api";
import { Problem, Section } from "@/parts";
import { words } from "@/parts/sourceWords";

/** The number that should move, where what the person wrote is not the name of one that the data have. */
export function Kpi() {
  const queries = useQueryClient();
  const stored = useDefinitions();
  const [error, setError] = useState<unknown>(null);
  const project = stored.data?.definitions.project;
  const variables = stored.data?.definitions.variables ?? {};
  const etag = stored.data?.etags.project?.[""];
  if (!project || !etag || (project.kpi && project.kpi in variables)) return null;
  const options = Object.entries(variables).filter(([, each]) => each.value && each.unit === project.main_unit && (each.family === "value" || each.family === "behavioural"));
  const choose = async (kpi: string) => {
    setError(null);
    try {
      await client.PUT("/v1/definitions/project", { params: { header: { "if-match": `"${etag}"` } }, body: { ...project, kpi } });
      await queries.invalidateQueries();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Section title="Which number should move?" about={project.kpi ? `You wrote “${project.kpi}”. Which of these comes closest?` : "Segments are compared by it. Without a choice it is the revenue of the last 12 months, where there is one."}>
      <Group gap="sm" align="flex-end">
        <Select label="Your KPI" placeholder="Choose a variable" searchable data={options.map(([value, each]) => ({ value, label: each.title ?? words(value) }))} onChange={(value) => value && void choose(value)} value={null} w={{ base: "100%", sm: 360 }} />
        {options.length === 0 && <Text size="sm" c="dimmed">The data hold no such number yet. Make one under Variables.</Text>}
      </Group>
      {error ? <Problem error={error} /> : null}
    </Section>
  );
}

