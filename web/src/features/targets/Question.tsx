import { Anchor, Badge, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Model } from "@/api";
import { useFormat } from "@/format";

type Standing = Model<"ObjectiveStanding">;

const STATES: Record<Standing["state"], { word: string; colour: string }> = {
  answered: { word: "Answered", colour: "teal" },
  stale: { word: "Answer is old", colour: "yellow" },
  open: { word: "Not asked yet", colour: "gray" },
  lacking: { word: "Lacks something", colour: "red" },
};

export function StateBadge({ state }: { state: Standing["state"] }) {
  const { word, colour } = STATES[state];
  return <Badge variant="light" color={colour} tt="none" fw={600} style={{ flex: "none" }}>{word}</Badge>;
}

/** One question in a list: what is asked, and the answer's sentence. */
export function Question({ question }: { question: Standing }) {
  const format = useFormat();
  const lacks = (question.findings ?? []).filter((finding) => finding.severity === "error");
  return (
    <Stack gap={2} py="sm" style={{ borderTop: "1px solid var(--mantine-color-default-border)" }}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <Anchor component={Link} to={`/targets/questions/${question.name}`} fw={600}>{question.question}</Anchor>
        <StateBadge state={question.state} />
      </Group>
      {question.headline && question.state !== "lacking" && <Text size="sm">{question.headline}</Text>}
      {lacks[0] && <Text size="sm">{lacks[0].message}</Text>}
      <Text size="xs" c="dimmed">
        {[(question.teams ?? []).join(", "), question.deadline && `due ${format.day(question.deadline)}`, question.success_reached && "success reached"].filter(Boolean).join(" · ")}
      </Text>
    </Stack>
  );
}
