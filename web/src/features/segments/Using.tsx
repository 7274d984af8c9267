import { Alert, Anchor, Button, Checkbox, Group, List, Select, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconDownload, IconInfoCircle } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { api, download } from "@/api";
import { useFormat } from "@/format";
import { Loaded, Problem, Section } from "@/parts";

type Product = "hubspot" | "salesforce" | "klaviyo";
const PRODUCTS = [{ value: "hubspot", label: "HubSpot" }, { value: "salesforce", label: "Salesforce" }, { value: "klaviyo", label: "Klaviyo" }];
const DESTINATIONS = [{ value: "hubspot", label: "HubSpot" }, { value: "klaviyo", label: "Klaviyo" }, { value: "mailchimp", label: "Mailchimp" }, { value: "salesforce", label: "Salesforce" }];

/** What to do with a segment: its play, its members as a file, its rule in another product. */
export function Using({ name, asOf, action }: { name: string; asOf: string | undefined; action: string | null }) {
  return (
    <Stack gap="lg">
      <Section title="What to do with them">
        <Text>{action ?? "Nobody has written down yet what to do with them. Add it under Rule."}</Text>
        <Group><Anchor component={Link} to={`/personas/${name}`}>Channel, timing, offer: the persona's plays</Anchor></Group>
      </Section>
      <Download name={name} asOf={asOf} />
      <Rebuild name={name} />
    </Stack>
  );
}

function Download({ name, asOf }: { name: string; asOf: string | undefined }) {
  const format = useFormat();
  const [destination, setDestination] = useState<string | null>(null);
  const [isWorkbook, setWorkbook] = useState(false);
  const [takesAll, setTakesAll] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [said, setSaid] = useState<{ rows: number; out: number; unreachable: number } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const load = async () => {
    setBusy(true);
    setProblem(null);
    setSaid(null);
    try {
      const headers = await download(`/v1/exports/${encodeURIComponent(name)}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ destination, xlsx: isWorkbook, include_unconsented: takesAll, as_of: asOf ?? null }),
      });
      const count = (header: string) => Number(headers.get(header) ?? 0);
      setSaid({ rows: count("X-Rows"), out: count("X-Opted-Out"), unreachable: count("X-Not-Contactable") });
    } catch (failure) {
      setProblem(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title="Members as a file" about="To send to them with the tool that you use.">
      <Group align="flex-end">
        <Select label="Columns as this tool wants them" placeholder="Key and contact data" data={DESTINATIONS} value={destination} onChange={setDestination} clearable w={240} />
        <SegmentedControl aria-label="Kind of file" value={isWorkbook ? "xlsx" : "csv"} onChange={(kind) => setWorkbook(kind === "xlsx")} data={[{ value: "csv", label: "CSV" }, { value: "xlsx", label: "Excel" }]} />
        <Button leftSection={<IconDownload size={16} />} onClick={() => void load()} loading={isBusy}>Download</Button>
      </Group>
      <Checkbox label="Also people who opted out" description="Not for sending: they said no. For analysis only." checked={takesAll} onChange={(event) => setTakesAll(event.currentTarget.checked)} />
      <Alert variant="light" color={takesAll ? "red" : "gray"} icon={<IconInfoCircle aria-hidden />}>
        <Text size="sm">{takesAll ? "The file will hold people who refused to be contacted. You are responsible for not writing to them." : "People who opted out are left out and counted. The file holds personal data: keep it no longer than you need it; the server keeps no copy."}</Text>
      </Alert>
      <div role="status" aria-live="polite">
        {said && <Text size="sm">{format.count(said.rows)} rows written; {format.count(said.out)} opted out and {said.out === 1 ? "is" : "are"} {takesAll ? "among them" : "left out"}; {format.count(said.unreachable)} cannot be reached.</Text>}
      </div>
      {problem !== null && <Problem error={problem} />}
    </Section>
  );
}

function Rebuild({ name }: { name: string }) {
  const [product, setProduct] = useState<Product>("hubspot");
  const query = api.useQuery("get", "/v1/recipes/{name}", { params: { path: { name }, query: { product } } }, { retry: false });
  return (
    <Section title="The same segment in another product" about="Step by step, with what that product cannot express." actions={<SegmentedControl aria-label="Product" value={product} onChange={(next) => setProduct(next as Product)} data={PRODUCTS} />}>
      <Loaded query={query} what="Translating the rule">
        {(recipe) => (
          <Stack gap="sm">
            <List type="ordered" size="sm" spacing={6}>
              {recipe.steps.map((step, index) => (
                <List.Item key={index} ml={step.depth * 20}>
                  {step.join && <Text span size="xs" c="dimmed">{step.join} </Text>}
                  {step.text}
                  {step.note && <Text size="xs" c="dimmed">{step.note}</Text>}
                </List.Item>
              ))}
            </List>
            {recipe.cannot.length > 0 && (
              <Alert color="yellow" variant="light" title="What it cannot express">
                <List size="sm">{recipe.cannot.map((line) => <List.Item key={line}>{line}</List.Item>)}</List>
                {recipe.instead && <Text size="sm" mt="xs">Instead, download the members above with that tool's columns and import the file there as a list.</Text>}
              </Alert>
            )}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}
