import { Button, Group, Paper, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useBlocker } from "react-router";
import { useEditing } from "@/api";
import { type EditedRule, RuleEditor, textOf } from "@/features/rules";
import { Problem, Section } from "@/parts";
import { isSame } from "@/parts/merge";
import type { SegmentDefinition } from "./listing";
import { MergeView } from "./MergeView";
import classes from "./segments.module.css";

interface SegmentFormProperties {
  /** Its name; for a new one the name that it will get by its title. */
  name: (title: string) => string;
  /** As it stands now. What others make of it is taken over as long as nothing is changed here. */
  first: SegmentDefinition;
  /** Its fingerprint; null for a new segment. */
  etag: string | null;
  asOf: string | undefined;
  onAsOf: (day: string | undefined) => void;
  onSaved: (name: string) => void;
  /** Saved first: other segments that the rule refers to. */
  before?: () => Promise<boolean>;
}

/** A segment's words and rule; saved only if nobody else changed it meanwhile. */
export function SegmentForm({ name, first, etag, asOf, onAsOf, onSaved, before }: SegmentFormProperties) {
  const [base, setBase] = useState(first);
  const [tag, setTag] = useState(etag);
  const [form, setForm] = useState(first);
  const [edited, setEdited] = useState<EditedRule | null>(null);
  const [round, setRound] = useState(0);
  const [mine, setMine] = useState<SegmentDefinition | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const editing = useEditing("segments");
  const [firstText, setFirstText] = useState<string | null>(null);
  if (firstText === null && edited?.text) setFirstText(edited.text); // as Satsuma writes what one began with
  const isRuleChanged = edited !== null && (!edited.isWhole || (edited.text !== null && firstText !== null && edited.text !== firstText));
  const isChanged = etag === null || isRuleChanged || !isSame({ ...form, rule: "" }, { ...base, rule: "" });
  const [isDone, setDone] = useState(false);
  const [seen, setSeen] = useState(etag);
  if (etag !== seen) {
    setSeen(etag);
    if (etag !== tag && !isChanged) {
      // an edit that was taken back, or somebody else's: nothing of mine stands against it
      setBase(first);
      setForm(first);
      setTag(etag);
      setFirstText(null);
      setRound(round + 1);
    }
  }
  useLeaving(isChanged && !isDone && !(etag === null && !form.title));

  const keep = async (definition: SegmentDefinition, fingerprint: string | null) => {
    const called = name(definition.title ?? "");
    if (before && !(await before())) return;
    const made = await editing.save(called, definition, fingerprint);
    if (!made) return setMine(definition);
    setBase(definition);
    setForm(definition);
    setTag(made.etag ?? null);
    setMine(null);
    setFirstText(null);
    if (definition.rule !== edited?.text) setRound((before) => before + 1);
    setDone(etag === null);
    onSaved(called);
  };
  const save = async () => {
    setFailure(null);
    try {
      const rule = edited && (isRuleChanged || etag === null) ? await textOf(edited.tree, form.unit) : base.rule;
      await keep({ ...form, rule }, tag);
    } catch (problem) {
      setFailure(problem);
    }
  };
  const set = (change: Partial<SegmentDefinition>) => setForm({ ...form, ...change });
  const words = (field: "title" | "owner" | "description" | "action") => ({ value: form[field] ?? "", onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => set({ [field]: event.currentTarget.value || null }) });
  const why = !form.title ? "Give it a title first." : (edited?.lacks ?? null);
  const { conflict } = editing;
  return (
    <Stack gap="lg">
      <Section title="Rule" about="Who belongs to it. Numbers follow while you choose.">
        <RuleEditor key={round} rule={base.rule} unit={form.unit} onChange={setEdited} asOf={asOf} onAsOf={onAsOf} />
      </Section>
      <Section title="What it is">
        <div className={classes.form}>
          <TextInput label="Title" required {...words("title")} />
          <TextInput label="Owner" placeholder="Who answers for it" {...words("owner")} />
          <Textarea label="Description" autosize minRows={2} {...words("description")} />
          <Textarea label="What to do with them" autosize minRows={2} {...words("action")} />
        </div>
        <Switch label="On: counted and reported in every run" checked={form.enabled} onChange={(event) => set({ enabled: event.currentTarget.checked })} />
      </Section>
      {(editing.error !== null || failure !== null) && <Problem error={editing.error ?? failure} />}
      {isChanged && (
        <Paper withBorder shadow="md" radius="lg" p="sm" className={classes.save} role="region" aria-label="Unsaved changes">
          <Group gap="md">
            <Button onClick={() => void save()} loading={editing.isSaving} disabled={why !== null}>{etag === null ? "Save the segment" : "Save changes"}</Button>
            <Text size="sm" c="dimmed">{why ?? (etag === null ? "Not saved yet." : "You have changes that are not saved.")}</Text>
          </Group>
        </Paper>
      )}
      {conflict && mine && conflict.present && (
        <MergeView base={base} theirs={conflict.present} mine={mine} onClose={editing.reset} onSave={(merged) => void keep(merged, conflict.etag)} />
      )}
      {conflict && mine && !conflict.present && (
        <Problem error={new Error("Somebody else removed this segment meanwhile. Your version is still here.")}>
          <Button size="xs" onClick={() => void keep(mine, null)}>Write it anew</Button>
        </Problem>
      )}
    </Stack>
  );
}

/** Asks before unsaved changes are left behind. */
function useLeaving(isUnsaved: boolean) {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isUnsaved && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    if (window.confirm("Leave without saving your changes?")) blocker.proceed();
    else blocker.reset();
  }, [blocker]);
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isUnsaved]);
}
