import { ActionIcon, Button, Combobox, ScrollArea, Text, Tooltip, useCombobox } from "@mantine/core";
import { IconChevronDown, IconPlus, IconReplace } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import { type Entry, find } from "./catalogue";
import classes from "./rules.module.css";

interface CatalogueProperties<Made> {
  /** Made when it is opened: there may be hundreds. */
  list: () => Entry<Made>[];
  onPick: (made: Made) => void;
  label: string;
  looks: "value" | "add" | "swap";
  /** What is chosen now, for `value`. */
  children?: string;
  id?: string;
}

/** A searchable list of all that can be chosen, in sections. */
export function Catalogue<Made>({ list, onPick, label, looks, children, id }: CatalogueProperties<Made>) {
  const [search, setSearch] = useState("");
  const hasPicked = useRef(false); // then the keyboard goes on with what was picked
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      if (!hasPicked.current) combobox.focusTarget();
      hasPicked.current = false;
      setSearch("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const isOpen = combobox.dropdownOpened;
  const entries = useMemo(() => (isOpen ? list() : []), [isOpen, list]);
  const sections = useMemo(() => find(entries, search), [entries, search]);
  const pick = (key: string) => {
    const entry = entries.find((candidate) => candidate.id === key);
    hasPicked.current = entry !== undefined && looks === "add";
    combobox.closeDropdown();
    if (entry) onPick(entry.make());
  };
  return (
    <Combobox store={combobox} onOptionSubmit={pick} width={380} position="bottom-start" shadow="lg" radius="md" withinPortal keepMounted={false}>
      <Combobox.Target targetType="button" withAriaAttributes>
        <Target looks={looks} label={label} onClick={() => combobox.toggleDropdown()} id={id}>{children}</Target>
      </Combobox.Target>
      <Combobox.Dropdown data-catalogue maw="calc(100vw - 24px)" aria-label={label}>
        <Combobox.Search value={search} onChange={(event) => { setSearch(event.currentTarget.value); combobox.selectFirstOption(); }} placeholder="Search: orders, age, country …" aria-label={`Search: ${label}`} />
        <Combobox.Options aria-label={label}>
          <ScrollArea.Autosize mah={340} type="auto" viewportProps={{ tabIndex: 0 }}>
            {[...sections].map(([section, found]) => (
              <Combobox.Group key={section} label={section}>
                {found.slice(0, search ? 40 : 60).map((entry) => (
                  <Combobox.Option key={entry.id} value={entry.id}>
                    <Text size="sm">{entry.title}</Text>
                    {entry.about && <Text size="xs" c="dimmed">{entry.about}</Text>}
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            ))}
            {sections.size === 0 && <Combobox.Empty>Nothing here is called so.</Combobox.Empty>}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface TargetProperties {
  looks: "value" | "add" | "swap";
  label: string;
  onClick: () => void;
  children?: string | undefined;
  id?: string | undefined;
  ref?: React.Ref<HTMLButtonElement>;
}

function Target({ looks, label, children, ref, id, ...rest }: TargetProperties) {
  if (looks === "swap")
    return (
      <Tooltip label={label}>
        <ActionIcon ref={ref} className={classes.aside} size="sm" variant="subtle" color="gray" aria-label={label} {...rest}><IconReplace size={14} /></ActionIcon>
      </Tooltip>
    );
  if (looks === "add")
    return <Button ref={ref} size="xs" variant={children ? "subtle" : "light"} color={children ? "gray" : undefined} leftSection={<IconPlus size={14} />} data-add={id} aria-label={label} {...rest}>{children ?? label}</Button>;
  return (
    <Button ref={ref} size="xs" variant="light" color="gray" rightSection={<IconChevronDown size={13} />} aria-label={`${label}: ${children}`} maw="100%" styles={{ label: { fontWeight: 600 } }} {...rest}>
      {children}
    </Button>
  );
}
