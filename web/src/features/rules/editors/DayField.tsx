import { ActionIcon, TextInput, Tooltip } from "@mantine/core";
import { IconClock, IconX } from "@tabler/icons-react";
import type { DateLiteral } from "../tree";

interface DayFieldProperties {
  label: string;
  value: DateLiteral;
  onChange: (value: DateLiteral) => void;
}

/** A day, or a moment of it. */
export function DayField({ label, value, onChange }: DayFieldProperties) {
  const hasTime = value.time !== null && value.time !== undefined;
  const day = (text: string): DateLiteral => (hasTime ? { ...value, day: text } : { op: "date", day: text });
  return (
    <>
      <TextInput size="xs" type="date" w={138} aria-label={label} value={value.day} max="9999-12-31" onChange={(event) => onChange(day(event.currentTarget.value))} />
      {hasTime && (
        <TextInput
          size="xs"
          type="time"
          step={1}
          w={110}
          aria-label={`${label}: time of day`}
          value={value.time!}
          onChange={(event) => onChange({ ...value, time: full(event.currentTarget.value) })}
        />
      )}
      <Tooltip label={hasTime ? "The whole day" : "At a time of day"}>
        <ActionIcon size="sm" variant="subtle" color="gray" aria-label={hasTime ? `${label}: the whole day` : `${label}: at a time of day`} onClick={() => onChange(hasTime ? { op: "date", day: value.day } : { ...value, time: "12:00:00" })}>
          {hasTime ? <IconX size={13} /> : <IconClock size={13} />}
        </ActionIcon>
      </Tooltip>
    </>
  );
}

const full = (time: string) => (time.length === 5 ? `${time}:00` : time || "00:00:00");
