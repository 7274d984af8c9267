import { Alert, Button, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type Finding, ProblemError } from "@/api/problem";

interface ProblemProperties {
  error: unknown;
  retry?: () => unknown;
  children?: ReactNode;
}

/** What went wrong, where, and what to do: all findings at once, in the words of the terminal. */
export function Problem({ error, retry, children }: ProblemProperties) {
  const body = error instanceof ProblemError ? error.body : null;
  const findings = body?.findings ?? [];
  const title = findings.length === 1 ? findings[0]!.message : (body?.title ?? "Something went wrong");
  return (
    <Alert color="red" variant="light" radius="lg" icon={<IconAlertTriangle aria-hidden />} title={title} role="alert" maw={760}>
      <Stack gap="xs" align="flex-start">
        {findings.length === 1 ? <Hint finding={findings[0]!} /> : null}
        {findings.length > 1 && <Findings findings={findings} />}
        {findings.length === 0 && body?.detail && <Text size="sm">{body.detail}</Text>}
        {!body && <Text size="sm">{error instanceof Error ? error.message : "Load the page again."}</Text>}
        {children}
        {retry && <Button size="xs" variant="default" onClick={() => retry()}>Try again</Button>}
      </Stack>
    </Alert>
  );
}

export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <List size="sm" spacing={4}>
      {findings.map((finding, index) => (
        <List.Item key={index}>
          {finding.message} <Hint finding={finding} />
        </List.Item>
      ))}
    </List>
  );
}

function Hint({ finding }: { finding: Finding }) {
  const { place, hint } = finding;
  const where = [place?.file && [place.file, place.line, place.column].filter(Boolean).join(":"), place?.what].filter(Boolean).join(" · ");
  if (!hint && !where) return null;
  return (
    <Text component="span" size="sm" c="dimmed">
      {hint}
      {hint && where ? " " : ""}
      {where && `(${where})`}
    </Text>
  );
}
