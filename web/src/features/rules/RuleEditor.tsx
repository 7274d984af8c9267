import { ActionIcon, Box, Group, Paper, SegmentedControl, Stack, Tabs, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useProject } from "@/api";
import { Problem, Working } from "@/parts";
import { useQuery } from "@tanstack/react-query";
import { readRule, type RuleRead, suggest, useVocabulary } from "./api";
import { CountsProvider, GroundProvider, SuggestProvider } from "./context";
import { draftOf, finish } from "./draft";
import classes from "./rules.module.css";
import { LookingBack } from "./LookingBack";
import { Reach } from "./Reach";
import { Sample } from "./Sample";
import { TextView } from "./TextView";
import { Tree } from "./Tree";
import type { Condition } from "./tree";
import { useHistory } from "./useHistory";
import { useLiveCount } from "./useLiveCount";
import type { Vocabulary } from "./vocabulary";
import { Why } from "./Why";

/** What the editor says of the rule that is in it. */
export interface EditedRule {
  tree: Condition;
  /** Whether it can be kept: the text can be read and every condition is chosen. */
  isWhole: boolean;
  /** What to do first where it cannot. */
  lacks: string | null;
  /** As Satsuma writes it, as soon as the server has answered; `textOf` waits for it. */
  text: string | null;
}

interface RuleEditorProperties {
  /** The rule that one begins with; to begin anew with another one, give the editor another `key`. */
  rule: string;
  unit?: string | undefined;
  onChange: (edited: EditedRule) => void;
  asOf?: string | undefined;
  onAsOf?: (day: string | undefined) => void;
  /** Without sample members and why: for filters of other pages. */
  isPlain?: boolean;
  children?: ReactNode;
}

/** The text of a tree as Satsuma writes it. */
export async function textOf(tree: Condition, unit: string | undefined): Promise<string> {
  return (await readRule({ tree }, unit)).text;
}

/** A rule in both views, counted while it is edited. */
export function RuleEditor(properties: RuleEditorProperties) {
  const { vocabulary, unit, error, refetch } = useVocabulary(properties.unit);
  const [rule] = useState(properties.rule || "everyone");
  const reading = useQuery({ queryKey: ["rules", "read", properties.unit, rule], queryFn: ({ signal }) => readRule({ text: rule }, properties.unit, signal), staleTime: Infinity });
  if (error || reading.error) return <Problem error={error ?? reading.error} retry={() => { void reading.refetch(); void refetch(); }} />;
  if (!vocabulary || !unit || !reading.data) return <Working what="Reading the rule" />;
  return <Editor {...properties} vocabulary={vocabulary} unit={unit} first={reading.data} />;
}

interface EditorProperties extends RuleEditorProperties {
  vocabulary: Vocabulary;
  unit: string;
  first: RuleRead;
}

const EVERYONE: Condition = { op: "everyone" };

function Editor({ vocabulary, unit, first, onChange, asOf, onAsOf, isPlain = false, children }: EditorProperties) {
  const project = useProject();
  const [begun] = useState(() => draftOf(first.tree ?? EVERYONE));
  const history = useHistory(begun);
  const [view, setView] = useState<"visual" | "text">(first.tree ? "visual" : "text");
  const [isBroken, setBroken] = useState(first.tree === null);
  const [written, setWritten] = useState(first.text);
  const [asked, setAsked] = useState("");
  const [tab, setTab] = useState<string | null>(null);
  const finished = useMemo(() => finish(history.present), [history.present]);
  const live = useLiveCount(finished, unit, asOf);
  const ground = useMemo(() => ({ vocabulary, unit }), [vocabulary, unit]);
  const text = live.isStale ? null : (live.count?.text ?? null);

  const told = useRef(onChange);
  useEffect(() => {
    told.current = onChange;
  });
  useEffect(() => {
    const lacks = isBroken ? "The rule's text cannot be read yet." : finished.unfinished.length ? "Some condition still waits for a value." : null;
    told.current({ tree: finished.rule, isWhole: lacks === null, lacks, text });
  }, [finished, isBroken, text]);

  const show = (next: "visual" | "text") => {
    setView(next);
    if (next !== "text") return;
    if (text) setWritten(text);
    else void textOf(finished.rule, unit).then(setWritten);
  };
  const hear = (read: RuleRead) => {
    setBroken(read.tree === null);
    if (read.tree && JSON.stringify(read.tree) !== JSON.stringify(finished.rule)) history.set(draftOf(read.tree), "text");
  };
  const undo = () => {
    setBroken(false);
    history.undo();
  };
  const press = (event: React.KeyboardEvent) => {
    const { target } = event;
    const isTyping = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text" && target.value !== "");
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) history.redo();
    else undo();
  };

  return (
    <Box className={classes.editor} role="presentation" onKeyDown={press}>
      <Stack gap="sm" className={classes.views}>
        <Group justify="space-between" gap="xs">
          <SegmentedControl size="xs" aria-label="How the rule is shown" value={view} onChange={(next) => show(next as "visual" | "text")} data={[{ value: "visual", label: "Visual", disabled: isBroken }, { value: "text", label: "Text" }]} />
          <Group gap={2}>
            <Tooltip label="Undo (Ctrl Z)"><ActionIcon variant="transparent" color="gray" aria-label="Undo" disabled={!history.canUndo} onClick={undo}><IconArrowBackUp size={17} /></ActionIcon></Tooltip>
            <Tooltip label="Redo (Ctrl Y)"><ActionIcon variant="transparent" color="gray" aria-label="Redo" disabled={!history.canRedo} onClick={history.redo}><IconArrowForwardUp size={17} /></ActionIcon></Tooltip>
          </Group>
        </Group>
        <GroundProvider value={ground}>
          <SuggestProvider value={suggest}>
            <CountsProvider value={live.counts}>
              {view === "visual" ? <Tree draft={history.present} label="The rule" title={history.present.conditions.length ? undefined : "Everyone. Add a condition to narrow it down."} onEdit={(edit, of) => history.set(edit(history.present), of)} /> : <TextView text={isBroken ? written : (text ?? written)} unit={unit} onRead={hear} />}
            </CountsProvider>
          </SuggestProvider>
        </GroundProvider>
        {children}
      </Stack>
      <Paper withBorder radius="lg" p="md" className={classes.reach}>
        <Stack gap="md">
          {live.error ? <Problem error={live.error} /> : <Reach live={live} isBroken={isBroken} />}
          {onAsOf && project.as_of && <LookingBack last={project.as_of} value={asOf} onChange={onAsOf} />}
        </Stack>
      </Paper>
      {!isPlain && (
        <Tabs value={tab} onChange={setTab} className={classes.whole} allowTabDeactivation>
          <Tabs.List>
            <Tabs.Tab value="sample">Some of them</Tabs.Tab>
            <Tabs.Tab value="why">Why in, why not</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="sample" pt="sm">{tab === "sample" && <Sample rule={finished.rule} unit={unit} asOf={asOf} onAsk={(key) => { setAsked(key); setTab("why"); }} />}</Tabs.Panel>
          <Tabs.Panel value="why" pt="sm">{tab === "why" && <Why key={asked} rule={text ?? live.count?.text ?? ""} unit={unit} asOf={asOf} asked={asked} />}</Tabs.Panel>
        </Tabs>
      )}
    </Box>
  );
}
