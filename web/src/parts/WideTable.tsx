import { Table } from "@mantine/core";
import type { ReactNode } from "react";

interface WideTableProperties {
  /** What the table holds: its place can be scrolled by keyboard, and is announced by this. */
  label: string;
  minWidth: number;
  maxHeight?: number;
  children: ReactNode;
}

/** A table that is wider than a phone: it scrolls by itself, by keyboard too. */
export function WideTable({ label, minWidth, maxHeight, children }: WideTableProperties) {
  return (
    <Table.ScrollContainer minWidth={minWidth} maxHeight={maxHeight} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": label } }}>
      {children}
    </Table.ScrollContainer>
  );
}
