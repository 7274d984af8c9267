import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useRef, useState } from "react";
import type { Finding } from "@/api";
import { readRule, type RuleRead } from "./api";
import classes from "./rules.module.css";

interface TextViewProperties {
  /** As Satsuma writes the rule. */
  text: string;
  unit: string | undefined;
  /** Told of every text that was read; its tree is null where it could not be. */
  onRead: (read: RuleRead) => void;
}

/** The rule as one line of text, its mistakes marked where they are. */
export function TextView({ text, unit, onRead }: TextViewProperties) {
  const [typed, setTyped] = useState<string | null>(null);
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const [known, setKnown] = useState(text);
  const [own, setOwn] = useState<string | null>(null);
  const turn = useRef(0);
  const area = useRef<HTMLTextAreaElement>(null);
  if (known !== text) {
    setKnown(text);
    if (text !== own) setTyped(null); // an undo, not the answer to what was typed
  }
  const shown = typed ?? text;
  const read = useDebouncedCallback(async (entry: string) => {
    const mine = ++turn.current;
    const answer = await readRule({ text: entry }, unit).catch(() => null);
    if (!answer || mine !== turn.current) return;
    setFindings(answer.findings);
    setOwn(answer.tree ? answer.text : null);
    onRead(answer);
  }, 200);
  const change = (entry: string) => {
    setTyped(entry);
    void read(entry);
  };
  const errors = findings.filter((finding) => finding.severity !== "warning");
  const goTo = (finding: Finding) => {
    const [start, end] = rangeOf(shown, finding);
    area.current?.focus();
    area.current?.setSelectionRange(start, end);
  };
  return (
    <Stack gap="xs">
      <div className={classes.text}>
        <Textarea ref={area} autosize minRows={3} aria-label="The rule as text" aria-invalid={errors.length > 0} spellCheck={false} autoCapitalize="off" value={shown} onChange={(event) => change(event.currentTarget.value)} placeholder="age >= 40 and count(order, last 90 days) >= 2" />
        <div className={classes.marks} aria-hidden>{marked(shown, errors)}</div>
      </div>
      <div role="status" aria-live="polite">
        {findings.map((finding, index) => (
          <Group key={index} gap={6} align="flex-start" wrap="nowrap">
            <Stack gap={2}>
              <Text size="sm" className={finding.severity === "warning" ? undefined : classes.wrong}>{finding.message}</Text>
              {finding.hint && <Text size="xs" c="dimmed">{finding.hint.split("\n")[0]}</Text>}
            </Stack>
            {finding.place?.column && <Button size="compact-xs" variant="subtle" onClick={() => goTo(finding)}>Go there</Button>}
          </Group>
        ))}
        {findings.length === 0 && <Text size="xs" c="dimmed">Names are those of the data; texts stand in quotes. What you write here is the same rule as in the other view.</Text>}
      </div>
    </Stack>
  );
}

/** From where to where a finding's word stands; the whole text where it does not say. */
export function rangeOf(text: string, finding: Finding): [number, number] {
  const { line, column } = finding.place ?? {};
  if (!column) return [0, text.length];
  const lines = text.split("\n");
  const before = lines.slice(0, (line ?? 1) - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const start = Math.min(before + column - 1, text.length);
  const word = /^(?:[\p{L}\p{N}_]+|\S)/u.exec(text.slice(start));
  return [start, start + (word?.[0].length ?? 0)];
}

function marked(text: string, errors: readonly Finding[]) {
  const first = errors.find((finding) => finding.place?.column);
  if (!first) return null;
  const [start, end] = rangeOf(text, first);
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, end) || " "}</mark>
      {text.slice(end)}
    </>
  );
}
