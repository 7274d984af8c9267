import { Input, Stack, Text } from "@mantine/core";
import { Problem, Working } from "@/parts";
import { suggest, useVocabulary } from "./api";
import { CountsProvider, GroundProvider, SuggestProvider } from "./context";
import { draftOf, finish } from "./draft";
import { WhereEditor } from "./editors/Where";
import { WindowEditor } from "./editors/WindowEditor";
import classes from "./rules.module.css";
import type { Condition, Window } from "./tree";

interface EventFilterProperties {
  unit: string;
  event: string;
  where: Condition | null;
  window: Window;
  onChange: (part: { where?: Condition | null; window?: Window }) => void;
}

/** Which events count: the time, and any filter of the language, with the builder's own editors. */
export function EventFilter({ unit, event, where, window, onChange }: EventFilterProperties) {
  const { vocabulary, error, refetch } = useVocabulary(unit);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!vocabulary) return <Working what="Reading what the data hold" p={0} />;
  return (
    <GroundProvider value={{ vocabulary, unit }}>
      <SuggestProvider value={suggest}>
        <CountsProvider>
          <Stack gap="md">
            <Input.Wrapper label="When" labelElement="div">
              <div className={classes.line}><WindowEditor window={window} of="events" onChange={(next) => onChange({ window: next })} /></div>
            </Input.Wrapper>
            <Input.Wrapper label="Only those where" labelElement="div">
              {!where && <Text size="sm" c="dimmed">No filter: all of them count.</Text>}
              <div className={classes.line}><WhereEditor event={event} where={where} onChange={(next) => onChange({ where: next })} /></div>
            </Input.Wrapper>
          </Stack>
        </CountsProvider>
      </SuggestProvider>
    </GroundProvider>
  );
}

/** A filter without the conditions in it that still wait for a value. */
export function finishFilter(where: Condition | null): Condition | null {
  if (!where) return null;
  const { rule } = finish(draftOf(where));
  return rule.op === "everyone" ? null : rule;
}
