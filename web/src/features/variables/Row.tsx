import { Box, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useFormat } from "@/format";
import { Meter, Outline, Usable, type Usability } from "@/parts";
import type { Described } from "./listing";
import classes from "./variables.module.css";

/** One variable in a line: what it is, how it is spread, how much is known, whether groups can be made of it. */
export function Row({ each, open }: { each: Described; open: (name: string) => void }) {
  const format = useFormat();
  const { info, distribution, used_by: uses } = each;
  const population = info.population ?? 0;
  return (
    <Box className={classes.row} role="row" onClick={() => open(info.name)}>
      <Box role="cell" className={classes.name}>
        <UnstyledButton
          className={classes.open}
          onClick={(event) => {
            event.stopPropagation();
            open(info.name);
          }}
        >
          {info.title}
        </UnstyledButton>
        <Text size="xs" c="dimmed">{describeKind(info.kind, info.currency)}</Text>
      </Box>
      <Box role="cell" className={classes.spread}>
        {distribution ? <Outline bins={distribution.bins} label={`How ${info.title} is spread`} /> : <NotShown allowed={info.allowed} />}
      </Box>
      <Box role="cell" className={classes.known}>
        {info.customers !== null && info.customers !== undefined && population > 0 ? (
          <Meter share={info.customers / population} label="Known for" colour="gray" />
        ) : (
          <Text size="sm" c="dimmed">–</Text>
        )}
      </Box>
      <Box role="cell" className={classes.verdict}>
        {distribution ? <Verdict usable={distribution.usable} reason={distribution.reasons[0]} /> : null}
      </Box>
      <Box role="cell" className={classes.used}>
        <Text size="sm" c={uses?.length ? undefined : "dimmed"} className="figures">
          {uses?.length ? `${format.count(uses.length)} ${uses.length === 1 ? "place" : "places"}` : "–"}
        </Text>
      </Box>
    </Box>
  );
}

function NotShown({ allowed }: { allowed: boolean | undefined }) {
  return (
    <Group gap={6} wrap="nowrap">
      <IconEyeOff size={15} aria-hidden />
      <Text size="xs" c="dimmed">{allowed === false ? "Sensitive: not shown" : "Personal: not shown"}</Text>
    </Group>
  );
}

function Verdict({ usable, reason }: { usable: Usability; reason?: string | undefined }) {
  return (
    <Stack gap={2} align="flex-start">
      <Usable usable={usable} />
      {reason && usable !== "yes" && <Text size="xs" c="dimmed" lineClamp={2}>{reason}</Text>}
    </Stack>
  );
}

const KINDS: Record<string, string> = {
  number: "Number",
  money: "Money",
  share: "Share",
  category: "Category",
  ordered: "Ordered levels",
  flag: "Yes or no",
  date: "Date",
  set: "Several values",
  text: "Text",
  identifier: "Key",
};

export function describeKind(kind: string, currency?: string | null): string {
  return [KINDS[kind] ?? kind, currency].filter(Boolean).join(" · ");
}
