import type { Focus } from "./context";
import type { Draft } from "./draft";
import { dissolve, lift, negate, remove, repeat, shift, wrap } from "./structure";

export type Move = "up" | "down" | "wrap" | "lift" | "dissolve" | "repeat" | "negate" | "remove";

interface MoveWords {
  words: string;
  keys: string;
  edit: (draft: Draft, name: string) => Draft;
  focus: (name: string) => Focus;
}

const handle = (name: string): Focus => ({ at: "handle", name });

/** What can be done with a condition, by the menu and by keys. */
export const MOVES: Record<Move, MoveWords> = {
  up: { words: "Move up", keys: "Alt ↑", edit: (draft, name) => shift(draft, name, -1), focus: handle },
  down: { words: "Move down", keys: "Alt ↓", edit: (draft, name) => shift(draft, name, 1), focus: handle },
  wrap: { words: "Into a group of its own", keys: "Alt →", edit: wrap, focus: handle },
  lift: { words: "Out of this group", keys: "Alt ←", edit: lift, focus: handle },
  dissolve: { words: "Dissolve this group", keys: "", edit: dissolve, focus: handle },
  negate: { words: "Turn round (not)", keys: "Alt N", edit: negate, focus: handle },
  repeat: { words: "Repeat below", keys: "Alt D", edit: repeat, focus: handle },
  remove: { words: "Remove", keys: "Alt ⌫", edit: remove, focus: handle },
};

const KEYS: Record<string, Move> = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "wrap", ArrowLeft: "lift", Backspace: "remove", Delete: "remove", KeyN: "negate", KeyD: "repeat" };

/** The move that a key stands for, with Alt held. */
export function moveOf(event: { altKey: boolean; ctrlKey: boolean; metaKey: boolean; key: string; code: string }): Move | null {
  if (!event.altKey || event.ctrlKey || event.metaKey) return null;
  return KEYS[event.key] ?? KEYS[event.code] ?? null;
}
