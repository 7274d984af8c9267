import { Badge } from "@mantine/core";
import { useActing } from "./context";
import { DoneEditor } from "./editors/DoneEditor";
import { EveryoneEditor, InSegmentEditor, PeopleEditor, RandomShareEditor } from "./editors/OtherEditors";
import { SequenceEditor } from "./editors/SequenceEditor";
import { StatementEditor } from "./editors/StatementEditor";
import { GroupEditor } from "./GroupEditor";
import { nameOf } from "./identity";
import classes from "./rules.module.css";
import { rewrite } from "./structure";
import { type Condition, type ConditionOp, isGroup } from "./tree";

interface EditorProperties<Form extends Condition = Condition> {
  node: Form;
  onChange: (node: Condition) => void;
}

/** Each form of a condition with its editor; a new form of the language has to be put in here. */
export const CONDITION_EDITORS: { [Op in ConditionOp]: (properties: EditorProperties<Extract<Condition, { op: Op }>>) => React.ReactNode } = {
  everyone: EveryoneEditor,
  compare: StatementEditor,
  "in-range": StatementEditor,
  "one-of": StatementEditor,
  "text-match": StatementEditor,
  missing: StatementEditor,
  flag: StatementEditor,
  "set-has": StatementEditor,
  "date-is": StatementEditor,
  anniversary: StatementEditor,
  rank: StatementEditor,
  "percentile-range": StatementEditor,
  done: DoneEditor,
  sequence: SequenceEditor,
  "random-share": RandomShareEditor,
  "in-segment": InSegmentEditor,
  people: PeopleEditor,
  and: ({ node }) => <GroupEditor group={node} />,
  or: ({ node }) => <GroupEditor group={node} />,
  not: ({ node }) => <NotEditor node={node.condition} />,
};

/** The condition inside of a row. */
export function ConditionEditor({ node }: { node: Condition }) {
  const { act } = useActing();
  const name = nameOf(node);
  const Editor = CONDITION_EDITORS[node.op] as (properties: EditorProperties) => React.ReactNode;
  return <Editor node={node} onChange={(next) => act((draft) => rewrite(draft, name, () => next) as typeof draft, { of: name })} />;
}

function NotEditor({ node }: { node: Condition }) {
  if (isGroup(node)) return <GroupEditor group={node} isNegated />;
  return (
    <div className={classes.line}>
      <Badge color="gray" variant="filled" tt="none" radius="sm">not</Badge>
      <ConditionEditor node={node} />
    </div>
  );
}
