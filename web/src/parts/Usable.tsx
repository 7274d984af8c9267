import { Badge } from "@mantine/core";

export type Usability = "yes" | "with care" | "no";

/** The verdict on a variable as what groups are made of, in the words of the pages. */
export const USABLE: Record<Usability, { label: string; colour: string }> = {
  yes: { label: "Good to group by", colour: "green" },
  "with care": { label: "With care", colour: "yellow" },
  no: { label: "Not to group by", colour: "gray" },
};

export function Usable({ usable, size = "sm" }: { usable: Usability; size?: "xs" | "sm" | "md" }) {
  const { label, colour } = USABLE[usable];
  return (
    <Badge variant="dot" color={colour} tt="none" fw={600} radius="sm" size={size} style={{ flexShrink: 0 }}>
      {label}
    </Badge>
  );
}
