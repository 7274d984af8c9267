import { createContext, type ReactNode, useContext } from "react";
import type { Finding } from "@/api";
import type { Draft } from "./draft";
import type { Ground } from "./vocabulary";

const GroundContext = createContext<Ground | null>(null);

export function GroundProvider({ value, children }: { value: Ground; children: ReactNode }) {
  return <GroundContext.Provider value={value}>{children}</GroundContext.Provider>;
}

/** Whom or what the conditions here are about. */
export function useGround(): Ground {
  const ground = useContext(GroundContext);
  if (!ground) throw new Error("useGround outside GroundProvider");
  return ground;
}

/** Where the keyboard goes on after an edit: to a condition's first control, to its handle, or to a group's way to add. */
export interface Focus {
  at: "first" | "handle" | "add";
  name: string;
}

export interface Acting {
  /** Edits the draft; edits `of` the same thing in quick succession are one step of undo. */
  act: (edit: (draft: Draft) => Draft, options?: { focus?: Focus; of?: string }) => void;
}

const ActingContext = createContext<Acting | null>(null);
export const ActingProvider = ActingContext.Provider;

export function useActing(): Acting {
  const acting = useContext(ActingContext);
  if (!acting) throw new Error("useActing outside Tree");
  return acting;
}

/** How many satisfy one condition, and what is wrong or odd in it. */
export interface NodeCount {
  customers: number | null;
  share: number | null;
  findings: readonly Finding[];
}

/** Stale while a newer answer is awaited. */
export interface Counts {
  byName: ReadonlyMap<string, NodeCount>;
  isStale: boolean;
  unfinished: ReadonlySet<string>;
  /** Who is counted, where they are others than the rule's: an account's people. */
  who?: string;
}

const NO_COUNTS: Counts = { byName: new Map(), isStale: false, unfinished: new Set() };
const CountsContext = createContext<Counts>(NO_COUNTS);

/** Inside filters nothing is counted: their parts are about events. */
export function CountsProvider({ value, children }: { value?: Counts; children: ReactNode }) {
  return <CountsContext.Provider value={value ?? NO_COUNTS}>{children}</CountsContext.Provider>;
}

export const useCounts = () => useContext(CountsContext);

/** What the data hold for a name, the commonest first. */
export type Suggest = (about: { unit: string; event?: string | undefined; name: string; search: string }) => Promise<readonly string[]>;

const SuggestContext = createContext<Suggest>(() => Promise.resolve([]));
export const SuggestProvider = SuggestContext.Provider;
export const useSuggest = () => useContext(SuggestContext);
