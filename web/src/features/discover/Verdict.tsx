import { Badge, Group, List, Paper, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconCircleCheck, IconRepeat, IconScissors, IconStairs, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { forPages, type VerdictName } from "./words";

interface Look {
  headline: string;
  icon: Icon;
  colour: string;
  /** What that means, for somebody who never heard of clusters. */
  meaning: string;
}

export const VERDICTS: Record<VerdictName, Look> = {
  natural: {
    headline: "Clear groups exist",
    icon: IconCircleCheck,
    colour: "teal",
    meaning: "Customers fall into kinds with few in between. It is fair to speak of them as kinds of customers.",
  },
  reproducible: {
    headline: "The same groups come back",
    icon: IconRepeat,
    colour: "blue",
    meaning: "There are no sharp borders, but whoever draws customers again finds the same groups. Treat those on a border with care.",
  },
  constructive: {
    headline: "A useful cut, not a discovery",
    icon: IconScissors,
    colour: "yellow",
    meaning: "Customers form one cloud. A cut can still help teams to decide; it is your choice, not a fact about customers.",
  },
  "no segmentation": {
    headline: "No groups here; use tiers or rules",
    icon: IconStairs,
    colour: "gray",
    meaning: "Customers do not fall into groups on these variables, however they are cut. That is an answer: it saves a campaign built on groups that are not there.",
  },
};

export function VerdictBadge({ verdict }: { verdict: VerdictName | null | undefined }) {
  if (!verdict) return <Badge variant="outline" color="gray" tt="none" radius="sm">Not looked into yet</Badge>;
  const { headline, colour } = VERDICTS[verdict];
  return <Badge variant="dot" color={colour} tt="none" fw={600} radius="sm" size="lg">{headline}</Badge>;
}

interface VerdictProperties {
  verdict: VerdictName;
  nextStep: string;
  reasons: readonly string[];
  /** What one can do now. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** The answer of a study: whether there are groups, what that means, why, and what to do next. */
export function Verdict({ verdict, nextStep, reasons, actions, children }: VerdictProperties) {
  const { headline, icon: Picture, colour, meaning } = VERDICTS[verdict];
  return (
    <Paper component="section" aria-label="Verdict" withBorder radius="lg" p={{ base: "md", sm: "xl" }}>
      <Group align="flex-start" gap="lg" wrap="nowrap">
        <ThemeIcon size={54} radius="xl" variant="light" color={colour} visibleFrom="sm" aria-hidden><Picture size={28} stroke={1.6} /></ThemeIcon>
        <Stack gap="md" style={{ flex: 1, minWidth: 0 }}>
          <div>
            <Title order={2} fz={{ base: "1.35rem", sm: "1.6rem" }}>{headline}</Title>
            <Text c="dimmed" maw={720}>{meaning}</Text>
          </div>
          {reasons.length > 0 && (
            <List size="sm" spacing={4} maw={760} aria-label="Why">
              {reasons.map((reason) => <List.Item key={reason}>{forPages(reason)}</List.Item>)}
            </List>
          )}
          <Text maw={760}><strong>Next:</strong> {forPages(nextStep)}</Text>
          {actions && <Group gap="sm" className="no-print">{actions}</Group>}
          {children}
        </Stack>
      </Group>
    </Paper>
  );
}
