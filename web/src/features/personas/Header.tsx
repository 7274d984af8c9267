import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useFormat } from "@/format";
import { Figure, Trend } from "@/parts";
import { isOwn } from "./ownName";
import { Portrait } from "./Portrait";
import type { Card } from "./useCard";

const CHANNELS: Record<string, string> = { email: "by e-mail", phone: "by phone", post: "by post" };

/** Who they are in one look: portrait, name, story, and the figures a team asks for first. */
export function Header({ card, onEdit, onName }: { card: Card; onEdit: () => void; onName: () => void }) {
  const format = useFormat();
  const { size, trend } = card;
  const unit = card.unit === "customer" ? "customers" : `${card.unit}s`;
  return (
    <Paper withBorder radius="lg" p={{ base: "md", sm: "lg" }}>
      <Group align="flex-start" gap="lg" wrap="wrap">
        <Portrait svg={card.avatar.svg} name={card.name} size={132} />
        <Stack gap="xs" style={{ flex: "1 1 320px" }} miw={0}>
          <Group gap="xs">
            <Badge variant="light" tt="none">{card.kind === "business" ? "Business segment" : "Persona"}</Badge>
            {card.review_is_due && <Badge color="red" variant="light" tt="none">Review is due</Badge>}
          </Group>
          <Title order={1}>{card.name_is_suggested ? card.title : card.name}</Title>
          {!isOwn(card) ? null : card.name_is_suggested ? (
            <Group gap="xs">
              <Text c="dimmed">Suggested name: {card.name}</Text>
              <Button size="compact-xs" variant="light" className="no-print" onClick={onName}>Use it</Button>
            </Group>
          ) : (
            <Text c="dimmed">{card.title}</Text>
          )}
          <Text fz="lg" maw={640}>{card.story}</Text>
          <Group gap="xl" pt="xs">
            <Figure value={format.count(size.customers)} label={unit} note={`${format.share(size.share)} of ${format.count(card.population)}`} />
            {Object.entries(size.contactable).map(([channel, count]) => (
              <Figure key={channel} value={format.share(size.customers ? count / size.customers : 0)} label={`reachable ${CHANNELS[channel] ?? channel}`} />
            ))}
            {size.kpi_share !== null && size.kpi_share !== undefined && <Figure value={format.share(size.kpi_share)} label={card.kpi ? `of ${card.kpi}` : "of the KPI"} />}
            {trend.days.length > 1 && (
              <Stack gap={2}>
                <Trend values={trend.days.map((day) => day.customers)} label={trend.sentence} width={120} height={30} />
                <Text size="sm" c="dimmed" maw={200}>{format.prose(trend.sentence)}</Text>
              </Stack>
            )}
          </Group>
          <Text size="sm">{card.verdict}</Text>
          <Group gap="md">
            <Text size="sm" c="dimmed">Owner: {card.owner ?? "nobody yet"}</Text>
            <Text size="sm" c="dimmed">Review by: {card.review_by ? format.day(card.review_by) : "no day yet"}</Text>
          </Group>
        </Stack>
        <Button variant="default" leftSection={<IconPencil size={15} aria-hidden />} onClick={onEdit} className="no-print">Edit the card's head</Button>
      </Group>
    </Paper>
  );
}
