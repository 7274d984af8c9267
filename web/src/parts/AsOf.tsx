import { DateInput } from "@mantine/dates";
import { useSearchParams } from "react-router";

/** The day that the page looks back from, kept in the page's address; undefined: the last run's. */
export function useAsOf(): [string | undefined, (day: string | undefined) => void] {
  const [parameters, setParameters] = useSearchParams();
  const set = (day: string | undefined) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (day) after.set("as_of", day);
        else after.delete("as_of");
        return after;
      },
      { replace: true },
    );
  return [parameters.get("as_of") ?? undefined, set];
}

export function AsOfInput({ last }: { last?: string | null | undefined }) {
  const [day, setDay] = useAsOf();
  return (
    <DateInput
      label="Looking back from"
      size="xs"
      w={170}
      clearable={day !== undefined}
      clearButtonProps={{ "aria-label": "Back to the last run's day" }}
      value={day ?? last ?? null}
      maxDate={last ?? undefined}
      onChange={(value) => setDay(value && value !== last ? value : undefined)}
      valueFormat="YYYY-MM-DD"
    />
  );
}
