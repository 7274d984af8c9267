import { NativeSelect } from "@mantine/core";
import classes from "./rules.module.css";

interface ChoiceProperties<Key extends string> {
  label: string;
  value: Key;
  options: readonly { key: Key; words: string }[];
  onChange: (key: Key) => void;
}

/** One word of a condition that can be changed: as wide as what is chosen. A value that is none of the options stays. */
export function Choice<Key extends string>({ label, value, options, onChange }: ChoiceProperties<Key>) {
  const isKnown = options.some((option) => option.key === value);
  const data = options.map((option) => ({ value: option.key, label: option.words }));
  return (
    <NativeSelect
      size="xs"
      variant="filled"
      className={classes.select}
      aria-label={label}
      value={value}
      data={isKnown ? data : [{ value, label: value || "Choose …" }, ...data]}
      onChange={(event) => onChange(event.currentTarget.value as Key)}
    />
  );
}

export const choices = <Key extends string>(keys: readonly Key[], words?: Partial<Record<Key, string>>) => keys.map((key) => ({ key, words: words?.[key] ?? key }));
