import { Anchor, Badge, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { Link, useLocation } from "react-router";
import type { Model } from "@/api";
import { useFormat } from "@/format";
import { isOwn } from "./ownName";
import { Portrait } from "./Portrait";

/** One card in the gallery. */
export function Tile({ card }: { card: Model<"PersonaSummary"> }) {
  const format = useFormat();
  const { search } = useLocation();
  const reach = card.size.contactable.email;
  return (
    <Paper withBorder radius="lg" p="md" h="100%" className="persona-tile">
      <Stack gap="sm" h="100%">
        <Group wrap="nowrap" align="flex-start" gap="md">
          <Portrait svg={card.avatar.svg} name={card.name} size={76} />
          <Stack gap={2} miw={0}>
            <Title order={3}>
              <Anchor component={Link} to={{ pathname: `/personas/${card.segment}`, search }} c="inherit" underline="hover">{card.name_is_suggested ? card.title : card.name}</Anchor>
            </Title>
            {isOwn(card) && <Text size="sm" c="dimmed">{card.name_is_suggested ? `“${card.name}”, a suggested name` : card.title}</Text>}
            <Text size="sm" className="figures">
              <strong>{format.count(card.size.customers)}</strong> · {format.share(card.size.share)}
              {reach !== undefined && <Text span c="dimmed" size="sm"> · {format.count(reach)} by e-mail</Text>}
            </Text>
          </Stack>
        </Group>
        <Text size="sm">{card.story}</Text>
        {card.suppressed && <Text size="sm" c="dimmed">Too few customers to describe them without giving persons away.</Text>}
        {card.apart.length > 0 && (
          <Stack gap={4}>
            <Text size="xs" fw={600} c="dimmed">What sets them apart</Text>
            {card.apart.slice(0, 2).map((sentence) => <Text key={sentence} size="sm">{format.prose(sentence)}</Text>)}
          </Stack>
        )}
        <Group gap="xs" mt="auto">
          {card.kind === "business" && <Badge variant="light" tt="none">Business segment</Badge>}
          {card.owner && <Badge variant="outline" color="gray" tt="none">{card.owner}</Badge>}
          {card.review_is_due && <Badge color="red" variant="light" tt="none">Review is due</Badge>}
        </Group>
      </Stack>
    </Paper>
  );
}
