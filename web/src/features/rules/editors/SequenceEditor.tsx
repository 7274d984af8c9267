import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { Choice, choices } from "../Choice";
import { useGround } from "../context";
import classes from "../rules.module.css";
import type { Sequence, Step } from "../tree";
import { unitOf } from "../vocabulary";
import { EventChoice } from "./AggregateEditor";
import { NumberField } from "./NumberField";
import { WhereEditor } from "./Where";
import { WindowEditor } from "./WindowEditor";

const MAX_STEPS = 8;

/** Events in their order, each within a time after the one before. */
export function SequenceEditor({ node, onChange }: { node: Sequence; onChange: (node: Sequence) => void }) {
  const ground = useGround();
  const setSteps = (steps: Step[]) => onChange({ ...node, steps });
  const setStep = (index: number, step: Step) => setSteps(node.steps.with(index, step));
  const addStep = () => setSteps([...node.steps, { event: unitOf(ground).events[0]?.name ?? "", where: null, within: node.negated_last ? 7 : null, span: "days" }]);
  const setLast = (isNegated: boolean) => {
    const last = node.steps.at(-1)!;
    const steps = isNegated && !last.within ? node.steps.with(-1, { ...last, within: 7, span: "days" }) : node.steps;
    onChange({ ...node, steps, negated_last: isNegated });
  };
  return (
    <div role="group" aria-label="One after the other" style={{ display: "grid", gap: 6 }}>
      {node.steps.map((step, index) => {
        const isLast = index === node.steps.length - 1;
        return (
          <span className={classes.line} key={index}>
            {index === 0 && <span className={classes.quiet}>First</span>}
            {index > 0 && !isLast && <span className={classes.quiet}>then</span>}
            {index > 0 && isLast && (
              <Choice label="Followed or not" value={node.negated_last ? "not" : "then"} options={[{ key: "then", words: "then" }, { key: "not", words: "but then no" }]} onChange={(key) => setLast(key === "not")} />
            )}
            <EventChoice label={`Step ${index + 1}`} event={step.event} onChange={(event) => setStep(index, { ...step, event, where: null })} />
            {index > 0 && <Within step={step} number={index + 1} isNeeded={isLast && Boolean(node.negated_last)} onChange={(next) => setStep(index, next)} />}
            {node.steps.length > 2 && (
              <Tooltip label="Leave this step out">
                <ActionIcon size="sm" variant="subtle" color="gray" aria-label={`Leave step ${index + 1} out`} onClick={() => setSteps(withoutStep(node.steps, index))}><IconX size={13} /></ActionIcon>
              </Tooltip>
            )}
            <WhereEditor event={step.event} where={step.where} onChange={(where) => setStep(index, { ...step, where })} />
          </span>
        );
      })}
      <span className={classes.line}>
        {node.steps.length < MAX_STEPS && <Button size="xs" variant="subtle" leftSection={<IconPlus size={13} />} onClick={addStep}>Add a step</Button>}
        <span className={classes.quiet}>all of it</span>
        <WindowEditor of="events" window={node.window} onChange={(window) => onChange({ ...node, window })} />
      </span>
    </div>
  );
}

/** The first step has none before it, so no time after it. */
function withoutStep(steps: Step[], index: number): Step[] {
  const [first, ...rest] = steps.toSpliced(index, 1);
  return [{ ...first!, within: null, span: "days" }, ...rest];
}

const SPANS = ["minutes", "hours", "days", "weeks"] as const;

function Within({ step, number, isNeeded, onChange }: { step: Step; number: number; isNeeded: boolean; onChange: (step: Step) => void }) {
  const hasLimit = step.within !== null && step.within !== undefined;
  return (
    <>
      <Choice
        label={`Step ${number}: how soon`}
        value={hasLimit ? "within" : "ever"}
        options={isNeeded ? [{ key: "within", words: "within" }] : [{ key: "ever", words: "at any time later" }, { key: "within", words: "within" }]}
        onChange={(key) => onChange(key === "within" ? { ...step, within: 7, span: "days" } : { ...step, within: null, span: "days" })}
      />
      {hasLimit && (
        <>
          <NumberField label={`Step ${number}: within how many`} width={58} isWhole value={String(step.within)} onChange={(text) => { const limit = Number(text); if (text && limit >= 1 && limit <= 100_000) onChange({ ...step, within: limit }); }} />
          <Choice label={`Step ${number}: unit of time`} value={step.span ?? "days"} options={choices(SPANS)} onChange={(span) => onChange({ ...step, span })} />
        </>
      )}
    </>
  );
}
