import { ActionIcon, Box, Group, Table, Text, Tooltip, useComputedColorScheme, useMantineTheme } from "@mantine/core";
import { IconDownload, IconTable } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Working } from "./Working";

/** A Vega-Lite (or Vega) specification as the API gives it, data inside. */
export type Spec = Record<string, unknown>;

interface ChartProperties {
  spec: Spec;
  /** What the picture shows, for those who do not see it. Default: the specification's title. */
  label?: string;
  height?: number;
}

interface Drawing {
  finalize: () => void;
  toImageURL: (type: string, scale?: number) => Promise<string>;
}

/** Draws a specification in the page's width, colours and type; its numbers as a table on request. */
export function Chart({ spec, label, height }: ChartProperties) {
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const [state, setState] = useState<"drawing" | "drawn" | "failed">("drawing");
  const [asTable, setAsTable] = useState(false);
  const [isWide, setIsWide] = useState(false);
  const isDark = useComputedColorScheme("light") === "dark";
  const { colors } = useMantineTheme();
  const name = label ?? readTitle(spec) ?? "Chart";
  const rows = useMemo(() => readRows(spec), [spec]);

  useEffect(() => {
    let gone = false;
    if (!place.current || asTable) return;
    // A drawing of its own each time: one that is overtaken must not write over the one that came after it.
    const element = place.current.appendChild(document.createElement("div"));
    element.style.width = "100%";
    setState("drawing");
    void import("./vega")
      .then(({ draw }) => draw(element, spec, { isDark, accent: colors.satsuma![isDark ? 5 : 6]!, ink: isDark ? colors.dark![0]! : colors.gray![8]!, quiet: isDark ? colors.dark![4]! : colors.gray![3]!, height }))
      .then((drawn) => {
        if (gone) return drawn.finalize();
        drawing.current?.finalize();
        drawing.current = drawn;
        setIsWide(element.scrollWidth > element.clientWidth + 1);
        setState("drawn");
      })
      .catch(() => !gone && setState("failed"));
    return () => {
      gone = true;
      element.remove();
    };
  }, [spec, isDark, asTable, colors, height]);
  useEffect(() => () => drawing.current?.finalize(), []);

  const save = async () => {
    const address = await drawing.current?.toImageURL("png", 2);
    if (!address) return;
    const link = document.createElement("a");
    link.href = address;
    link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}.png`;
    link.click();
  };

  return (
    <Box component="figure" m={0} style={{ minWidth: 0, position: "relative" }}>
      {asTable ? <Rows rows={rows} name={name} /> : (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what is wider than the page is scrolled by keyboard too
        <div role="img" aria-label={name} tabIndex={isWide ? 0 : undefined} style={{ width: "100%", overflowX: "auto" }}>
          <div aria-hidden><div ref={place} style={{ width: "100%" }} /></div>
        </div>
      )}
      {!asTable && state === "drawing" && <Working what="Drawing the chart" p={0} />}
      {!asTable && state === "failed" && <Text c="dimmed" size="sm">The chart could not be drawn; its numbers are in the table.</Text>}
      <Group gap={2} justify="flex-end" className="no-print" mt={-4}>
        {rows.length > 0 && (
          <Tooltip label={asTable ? "Show the chart" : "Show the numbers"}>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`${asTable ? "Show the chart" : "Show the numbers"}: ${name}`} aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              <IconTable size={15} />
            </ActionIcon>
          </Tooltip>
        )}
        {!asTable && (
          <Tooltip label="Save as a picture">
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Save as a picture: ${name}`} onClick={() => void save()}>
              <IconDownload size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
    </Box>
  );
}

function readTitle(spec: Spec): string | undefined {
  const title = spec.title;
  if (typeof title === "string") return title;
  const text = (title as { text?: unknown } | undefined)?.text;
  return typeof text === "string" ? text : undefined;
}

function readRows(spec: Spec): Record<string, unknown>[] {
  const values = (spec.data as { values?: unknown } | undefined)?.values;
  return Array.isArray(values) ? (values as Record<string, unknown>[]) : [];
}

function Rows({ rows, name }: { rows: Record<string, unknown>[]; name: string }) {
  const columns = Object.keys(rows[0] ?? {});
  return (
    <Table.ScrollContainer minWidth={320} maxHeight={360}>
      <Table stickyHeader captionSide="top">
        <Table.Caption>{name}</Table.Caption>
        <Table.Thead><Table.Tr>{columns.map((column) => <Table.Th key={column}>{column}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {rows.slice(0, 500).map((row, index) => (
            <Table.Tr key={index}>{columns.map((column) => <Table.Td key={column}>{String(row[column] ?? "–")}</Table.Td>)}</Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
