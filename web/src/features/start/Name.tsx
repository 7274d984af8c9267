import { Stack, TextInput } from "@mantine/core";
import { PlaceFields } from "@/parts";
import type { Draft } from "./draft";

/** The project's name, and how its numbers and days are written. */
export function Name({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  return (
    <Stack gap="xl" maw={640}>
      <TextInput size="md" label="Name" description="Your company's, or what the work is about." maxLength={80} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} />
      <PlaceFields place={draft} change={change} />
    </Stack>
  );
}
