import { Badge, Button, Group, List, Stack, Table, Text, TextInput } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { client, download, type Model } from "@/api";
import { useFormat } from "@/format";
import { FileDrop, Figure, Meter, Problem, Section, Warnings, WideTable, Working } from "@/parts";

/** New customers of a file placed by the adopted model. The file is read, and kept nowhere. */
export function Place({ name, titles }: { name: string; titles: ReadonlyMap<string, string> }) {
  const [key, setKey] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [found, setFound] = useState<Model<"AssignResult"> | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [isPlacing, setIsPlacing] = useState(false);
  const place = async (chosen: File) => {
    setFile(chosen);
    setFound(null);
    setProblem(null);
    setIsPlacing(true);
    try {
      const { data } = await client.POST("/v1/placements/{name}", {
        params: { path: { name }, query: { key: key.trim() || null } },
        body: { file: chosen as unknown as string },
        bodySerializer: () => formOf(chosen),
      });
      setFound(data ?? null);
    } catch (error) {
      setProblem(error);
    } finally {
      setIsPlacing(false);
    }
  };
  return (
    <Section title="Place new customers" about="A file with the same fields: each customer gets a group with its likelihood. The file is not added to the project.">
      <TextInput label="Column that names customers" placeholder="Found by itself" value={key} onChange={(event) => setKey(event.currentTarget.value)} maw={320} />
      <FileDrop add={(files) => files[0] && void place(files[0])} />
      {isPlacing && <Working what={`Placing the customers of ${file?.name ?? "the file"}`} p={0} />}
      {problem !== null && <Problem error={problem} />}
      {found && file && <Placements found={found} titles={titles} save={() => load(name, file, key).catch(setProblem)} />}
    </Section>
  );
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.append("file", file);
  return form;
}

/** All placements as CSV, as the server writes them. */
async function load(name: string, file: File, key: string) {
  const query = key.trim() ? `?key=${encodeURIComponent(key.trim())}` : "";
  await download(`/v1/placement-files/${encodeURIComponent(name)}${query}`, { method: "POST", body: formOf(file) });
}

const MOST = 20;

function Placements({ found, titles, save }: { found: Model<"AssignResult">; titles: ReadonlyMap<string, string>; save: () => void }) {
  const format = useFormat();
  const nameOf = (segment: string | null | undefined) => (segment ? (titles.get(segment) ?? segment) : "–");
  return (
    <Stack gap="md" role="region" aria-label="Placements" aria-live="polite">
      <Group gap="xl">
        <Figure value={format.count(found.placed)} label="placed" note={`of ${format.count(found.rows)} in ${found.file}`} />
        <Figure value={format.count(found.border)} label="on a border" note="another group is nearly as likely" />
        <Figure value={format.count(found.unplaced)} label="without a group" note="unlike everybody, or too little known" />
      </Group>
      <List size="sm" listStyleType="none" spacing={4} aria-label="Sizes" maw={560} styles={{ itemWrapper: { width: "100%" }, itemLabel: { width: "100%" } }}>
        {Object.entries(found.sizes).map(([segment, size]) => (
          <List.Item key={segment}>
            <Group wrap="nowrap" gap="md">
              <Text size="sm" w={180} truncate>{nameOf(segment)}</Text>
              <div style={{ flex: 1 }}><Meter share={found.placed ? size / found.placed : 0} label={nameOf(segment)} /></div>
            </Group>
          </List.Item>
        ))}
      </List>
      {found.absent.length > 0 && <Warnings warnings={[`The file lacks ${found.absent.length} of the fields: ${found.absent.join(", ")}. The others still place.`]} />}
      <Warnings warnings={found.warnings} />
      <WideTable label="Customers, to scroll" minWidth={480} maxHeight={360}>
        <Table stickyHeader aria-label="The first customers of the file">
          <Table.Thead><Table.Tr>{["Customer", "Group", "Likelihood", "Second"].map((each) => <Table.Th key={each}>{each}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {found.customers.slice(0, MOST).map((each) => (
              <Table.Tr key={each.row}>
                <Table.Td>{each.key ?? `row ${each.row}`}</Table.Td>
                <Table.Td>
                  {each.title ?? <Text span size="sm" c="dimmed">{each.note ?? "none"}</Text>} {each.border && <Badge size="xs" variant="outline" color="gray" tt="none">on a border</Badge>}
                </Table.Td>
                <Table.Td className="figures">{format.share(each.probability)}</Table.Td>
                <Table.Td><Text size="sm" c="dimmed">{nameOf(each.second)}</Text></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <Group><Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>Download all {format.count(found.rows)}</Button></Group>
    </Stack>
  );
}
