import { Autocomplete, TagsInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useGround, useSuggest } from "../context";
import type { Value } from "../tree";
import { accountOf, type Ground } from "../vocabulary";

/** Where the data keep the values that a value can have: a variable or an event's property. */
function sourceOf(value: Value, ground: Ground): { unit: string; event?: string | undefined; name: string } | null {
  if (value.op === "variable") return { unit: ground.unit, event: ground.event, name: value.name };
  if (value.op === "account-variable") return { unit: accountOf(ground)?.name ?? ground.unit, name: value.name };
  if (value.op === "aggregate" && value.property) return { unit: ground.unit, event: value.events.event, name: value.property };
  return null;
}

function useSuggestions(subject: Value, search: string): readonly string[] {
  const ground = useGround();
  const suggest = useSuggest();
  const [wanted] = useDebouncedValue(search, 150);
  const source = sourceOf(subject, ground);
  const query = useQuery({
    queryKey: ["suggestions", source, wanted],
    queryFn: () => suggest({ ...source!, search: wanted }),
    enabled: source !== null && source.name !== "",
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
  return query.data ?? [];
}

interface TextFieldProperties {
  label: string;
  subject: Value;
  value: string;
  onChange: (value: string) => void;
}

/** One text, with what the data hold offered. */
export function TextField({ label, subject, value, onChange }: TextFieldProperties) {
  const suggestions = useSuggestions(subject, value);
  return <Autocomplete size="xs" w={170} aria-label={label} data={[...new Set(suggestions)]} value={value} onChange={onChange} limit={50} placeholder="value" comboboxProps={{ width: "max-content", position: "bottom-start" }} />;
}

interface TextsFieldProperties {
  label: string;
  subject: Value;
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** Instead of what the data hold. */
  offered?: readonly string[] | undefined;
}

/** Several texts, with what the data hold offered. */
export function TextsField({ label, subject, values, onChange, offered }: TextsFieldProperties) {
  const [search, setSearch] = useState("");
  const suggestions = useSuggestions(subject, search);
  const data = [...new Set(offered ?? suggestions)];
  return (
    <TagsInput
      size="xs"
      miw={170}
      maw={420}
      aria-label={label}
      data={data}
      value={[...values]}
      onChange={onChange}
      searchValue={search}
      onSearchChange={setSearch}
      splitChars={["\n"]}
      isDuplicate={(entry, tags) => tags.includes(entry)}
      limit={50}
      placeholder={values.length ? "" : "choose or type"}
      comboboxProps={{ width: "max-content", position: "bottom-start" }}
    />
  );
}
