import { Group, MultiSelect } from "@mantine/core";
import { api } from "@/api";
import { AsOfInput } from "@/parts";

export const MOST = 5;

/** Which two to five segments, and from which day to look back. */
export function Chooser({ chosen, onChange, last }: { chosen: readonly string[]; onChange: (names: string[]) => void; last: string | null | undefined }) {
  const sizes = api.useQuery("get", "/v1/segments", {}, { staleTime: 60_000 }).data;
  const groups = [
    ...(sizes?.segmentations ?? []).map((each) => ({ group: each.title, items: each.segments.map((part) => ({ value: part.name, label: part.title })) })),
    { group: "Segments", items: (sizes?.segments ?? []).map((each) => ({ value: each.name, label: each.title })) },
  ].filter((group) => group.items.length);
  const titles = groups.flatMap((group) => group.items.map((item) => item.label));
  const data = groups.map(({ group, items }) => ({ group, items: items.map((item) => ({ ...item, label: titles.filter((title) => title === item.label).length > 1 && item.value.includes("/") ? `${item.label} (${group})` : item.label })) }));
  return (
    <Group align="flex-end" gap="md">
      <MultiSelect
        label="Segments to compare"
        description={`Two to five. ${chosen.length >= MOST ? "That is as many as one can read." : ""}`}
        data={data}
        value={[...chosen]}
        onChange={onChange}
        maxValues={MOST}
        searchable
        hidePickedOptions
        placeholder={chosen.length ? "" : "Choose the first"}
        style={{ flex: "1 1 320px" }}
        maxDropdownHeight={360}
        nothingFoundMessage="No segment is called so"
      />
      <AsOfInput last={last} />
    </Group>
  );
}
