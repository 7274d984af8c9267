import { Button, Fieldset, Group, MultiSelect, Select, Stack } from "@mantine/core";
import { IconDice5 } from "@tabler/icons-react";
import type { Model } from "@/api";

type Choice = Model<"AvatarChoice">;

const PALETTES = ["satsuma", "moss", "lagoon", "plum", "clay", "slate", "honey", "rose"];
const FIGURES = ["pebble", "drop", "bean", "arch", "cloud", "block"];
const CROWNS = ["leaf", "tuft", "antenna", "cap", "sprout", "none"];
const THINGS = ["phone", "watering can", "parcel", "envelope", "calendar", "tag", "gift", "cart", "house", "leaf", "clock", "coin", "lantern", "question", "heart", "briefcase", "building", "pen", "handshake", "compass"];

interface AvatarChooserProperties {
  segment: string;
  name: string;
  choice: Choice;
  drawn: Model<"Avatar">;
  onChange: (choice: Choice) => void;
}

/** Another portrait: its colours, shape and what it holds, drawn as it is chosen. */
export function AvatarChooser({ segment, name, choice, drawn, onChange }: AvatarChooserProperties) {
  const query = new URLSearchParams({ segment });
  for (const part of ["palette", "figure", "crown"] as const) if (choice[part]) query.set(part, choice[part]);
  for (const thing of choice.things ?? []) query.append("thing", thing);
  if (choice.seed !== null && choice.seed !== undefined) query.set("seed", String(choice.seed));
  return (
    <Fieldset legend="Portrait" radius="md">
      <Group align="flex-start" gap="lg">
        <img src={`/v1/persona-avatar?${query}`} width={128} height={128} alt={`Portrait of ${name}`} style={{ borderRadius: 34 }} />
        <Stack gap="xs" style={{ flex: "1 1 220px" }}>
          <Group grow>
            <Select label="Colours" size="xs" data={PALETTES} value={choice.palette ?? drawn.palette} onChange={(palette) => onChange({ ...choice, palette: palette as Choice["palette"] })} allowDeselect={false} />
            <Select label="Shape" size="xs" data={FIGURES} value={choice.figure ?? drawn.figure} onChange={(figure) => onChange({ ...choice, figure: figure as Choice["figure"] })} allowDeselect={false} />
            <Select label="On top" size="xs" data={CROWNS} value={choice.crown ?? drawn.crown} onChange={(crown) => onChange({ ...choice, crown: crown as Choice["crown"] })} allowDeselect={false} />
          </Group>
          <MultiSelect label="Holds" size="xs" data={THINGS} maxValues={2} value={[...(choice.things ?? drawn.things)]} onChange={(things) => onChange({ ...choice, things: things as NonNullable<Choice["things"]> })} />
          <Group gap="xs">
            <Button size="compact-xs" variant="default" leftSection={<IconDice5 size={14} aria-hidden />} onClick={() => onChange({ ...choice, seed: ((choice.seed ?? drawn.seed) + 1) % 10_000 })}>Another drawing</Button>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange({ palette: null, figure: null, crown: null, things: null, seed: null })}>As suggested</Button>
          </Group>
        </Stack>
      </Group>
    </Fieldset>
  );
}
