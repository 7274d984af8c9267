import { Button, Group, Text } from "@mantine/core";
import { SortableContext, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { IconFolderPlus } from "@tabler/icons-react";
import { Fragment, useCallback } from "react";
import { Catalogue } from "./Catalogue";
import { listConditions } from "./catalogue";
import { Choice } from "./Choice";
import { useActing, useGround } from "./context";
import { nameOf } from "./identity";
import { innerNameOf, Row } from "./Row";
import classes from "./rules.module.css";
import { add, negate, rewrite } from "./structure";
import { type Condition, type Group as GroupNode } from "./tree";

const ALL = [{ key: "and", words: "All of these" }, { key: "or", words: "Any of these" }] as const;
const TURNED = [{ key: "not or", words: "None of these" }, { key: "not and", words: "Not all of these" }] as const;
type Connective = "and" | "or" | "not and" | "not or";

interface GroupEditorProperties {
  group: GroupNode;
  isNegated?: boolean;
  isRoot?: boolean;
  title?: string | undefined;
}

/** Conditions that hold together: how many of them must, and each with its place. */
export function GroupEditor({ group, isNegated = false, isRoot = false, title }: GroupEditorProperties) {
  const { act } = useActing();
  const ground = useGround();
  const list = useCallback(() => listConditions(ground), [ground]);
  const name = nameOf(group);
  const value: Connective = isNegated ? `not ${group.op}` : group.op;
  const connect = (key: Connective) => {
    const op = key.endsWith("or") ? "or" : "and";
    act((draft) => {
      const changed = rewrite(draft, name, (node) => ({ ...(node as GroupNode), op })) as typeof draft;
      return key.startsWith("not") === isNegated ? changed : negate(changed, name);
    });
  };
  const append = (condition: Condition) => act((draft) => add(draft, name, condition), { focus: { at: "first", name: nameOf(condition) } });
  const addGroup = () => {
    const inner: GroupNode = { op: group.op === "and" ? "or" : "and", conditions: [] };
    act((draft) => add(draft, name, inner), { focus: { at: "add", name: nameOf(inner) } });
  };
  const word = group.op === "and" ? "and" : "or";
  return (
    <div role="group" aria-label={title ?? "A group of conditions"}>
      <Group gap="xs" mb={group.conditions.length ? 8 : 6}>
        {title && <Text size="sm" c="dimmed">{title}</Text>}
        {(group.conditions.length > 1 || !isRoot) && <Choice label="How many of these must hold" value={value} options={isRoot ? ALL : [...ALL, ...TURNED]} onChange={connect} />}
      </Group>
      <SortableContext items={group.conditions.map(innerNameOf)} strategy={verticalListSortingStrategy}>
        {group.conditions.map((condition, index) => (
          <Fragment key={innerNameOf(condition)}>
            {index > 0 && <div className={classes.word}>{word}</div>}
            <Row node={condition} index={index} of={group.conditions.length} isOutermost={isRoot} />
          </Fragment>
        ))}
      </SortableContext>
      <Group gap="xs" mt={group.conditions.length ? 10 : 0}>
        <Catalogue list={list} onPick={append} label="Add a condition" looks="add" id={name} />
        {group.conditions.length > 0 && (
          <Button size="xs" variant="subtle" color="gray" leftSection={<IconFolderPlus size={14} />} onClick={addGroup}>Add a group</Button>
        )}
      </Group>
    </div>
  );
}
