import { Anchor, Badge, Group, SimpleGrid, Text, Title, Tooltip, VisuallyHidden } from "@mantine/core";
import { Link } from "react-router";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { Meter } from "@/parts";
import { chooseMarkers, nameLine, sayStability, writeLine } from "./words";
import classes from "./discover.module.css";

type Segment = Model<"ProposedSegment">;

/** Each group: who they are, what sets them apart beyond what made them, whether they come back. */
export function Groups({ segments, unit }: { segments: readonly Segment[]; unit: string }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: segments.length > 4 ? 3 : Math.max(2, Math.min(4, segments.length)) }} spacing="md">
      {segments.map((segment) => <Card key={segment.number} segment={segment} unit={unit} />)}
    </SimpleGrid>
  );
}

function Card({ segment, unit }: { segment: Segment; unit: string }) {
  const format = useFormat();
  const markers = chooseMarkers(segment);
  return (
    <article className={classes.group} aria-label={segment.title}>
      <div>
        <Title order={3}>{segment.title}</Title>
        <Text size="xs" c="dimmed" className="figures">{format.count(segment.customers)} {unit}s</Text>
      </div>
      <Meter share={segment.share} label="Share of those with a group" />
      {segment.story && <Text size="sm">{segment.story}</Text>}
      {markers.length > 0 && (
        <div>
          <Text size="sm" fw={600}>What sets them apart beyond that</Text>
          <table className={classes.markers}>
            <thead>
              <tr><th scope="col"><VisuallyHidden>Variable</VisuallyHidden></th><th scope="col">here</th><th scope="col">everyone</th></tr>
            </thead>
            <tbody>
              {markers.map((line) => (
                <tr key={`${line.variable} ${line.level ?? ""}`} title={`n = ${format.count(line.n)}${line.low !== null && line.high !== null ? `; ${writeLine(line, line.low, format)} to ${writeLine(line, line.high, format)}` : ""}`}>
                  <th scope="row">{nameLine(line)}</th>
                  <td><strong>{writeLine(line, line.value, format)}</strong></td>
                  <td>{writeLine(line, line.everyone, format)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Group justify="space-between" mt="auto" gap="xs">
        <StabilityBadge share={segment.stability} />
        {segment.rule && segment.rule.rule.length < 300 && (
          <Anchor component={Link} size="sm" to={`/segments/new?rule=${encodeURIComponent(segment.rule.rule)}`} aria-label={`Make a segment of ${segment.title}`}>Make a segment</Anchor>
        )}
      </Group>
    </article>
  );
}

export function StabilityBadge({ share }: { share: number }) {
  const format = useFormat();
  const { word, said, colour } = sayStability(share);
  return (
    <Tooltip label={`${format.share(share)} of it ${said}.`}>
      <Badge variant="dot" color={colour} tt="none" fw={600} radius="sm" tabIndex={0}>{word}, {format.share(share)} back</Badge>
    </Tooltip>
  );
}
