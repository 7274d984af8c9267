import { Group, NumberInput, Select } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import type { Window } from "./expression";

const KINDS = [
  { value: "ever", label: "At any time" },
  { value: "last", label: "In the last …" },
  { value: "ago", label: "Between … days ago" },
  { value: "since", label: "Since a day" },
  { value: "calendar", label: "In a calendar period" },
] as const;
const CALENDAR = ["this month", "last month", "this quarter", "last quarter", "this year", "last year"] as const;
const UNITS = ["days", "weeks", "months", "years"] as const;

/** When the events must have happened, seen from the day that is looked back from. */
export function WindowChoice({ value, onChange }: { value: Window; onChange: (value: Window) => void }) {
  const begin = (kind: Window["is"]): Window => {
    if (kind === "last") return { is: "last", amount: 12, unit: "months" };
    if (kind === "ago") return { is: "ago", from: 180, to: 91 };
    if (kind === "since") return { is: "since", day: new Date().toISOString().slice(0, 10) };
    if (kind === "calendar") return { is: "calendar", which: "this year" };
    return { is: "ever" };
  };
  const whole = (typed: string | number, fallback: number) => (typeof typed === "number" && typed >= 0 ? Math.floor(typed) : fallback);
  return (
    <Group gap="sm" align="flex-end">
      <Select label="When" allowDeselect={false} data={[...KINDS]} value={value.is} onChange={(kind) => kind && onChange(begin(kind as Window["is"]))} w={190} />
      {value.is === "last" && (
        <>
          <NumberInput label="How many" min={1} max={9999} value={value.amount} onChange={(typed) => onChange({ ...value, amount: Math.max(1, whole(typed, value.amount)) })} w={100} />
          <Select label="Of" allowDeselect={false} data={[...UNITS]} value={value.unit} onChange={(unit) => unit && onChange({ ...value, unit: unit as (typeof UNITS)[number] })} w={120} />
        </>
      )}
      {value.is === "ago" && (
        <>
          <NumberInput label="From (days ago)" min={0} max={9999} value={value.from} onChange={(typed) => onChange({ ...value, from: whole(typed, value.from) })} w={130} />
          <NumberInput label="To (days ago)" min={0} max={9999} value={value.to} onChange={(typed) => onChange({ ...value, to: whole(typed, value.to) })} w={130} />
        </>
      )}
      {value.is === "since" && <DateInput label="Day" valueFormat="YYYY-MM-DD" value={value.day} onChange={(day) => day && onChange({ is: "since", day })} w={150} />}
      {value.is === "calendar" && (
        <Select label="Which" allowDeselect={false} data={[...CALENDAR]} value={value.which} onChange={(which) => which && onChange({ is: "calendar", which: which as (typeof CALENDAR)[number] })} w={150} />
      )}
    </Group>
  );
}
