import { useCallback, useState } from "react";

interface History<State> {
  past: State[];
  present: State;
  future: State[];
  /** What the last change was of, and when: typing in one field is one step. */
  of: string | null;
  at: number;
}

const MAX_STEPS = 200;
const ONE_STEP_MS = 1200;

/** A value with undo and redo. Changes of the same thing in quick succession are one step. */
export function useHistory<State>(first: State) {
  const [history, setHistory] = useState<History<State>>({ past: [], present: first, future: [], of: null, at: 0 });
  const set = useCallback((next: State, of: string | null = null) => {
    setHistory((before) => {
      if (next === before.present) return before;
      const at = Date.now();
      const goesOn = of !== null && of === before.of && at - before.at < ONE_STEP_MS;
      return { past: goesOn ? before.past : [...before.past, before.present].slice(-MAX_STEPS), present: next, future: [], of, at };
    });
  }, []);
  const undo = useCallback(() => {
    setHistory((before) =>
      before.past.length ? { past: before.past.slice(0, -1), present: before.past.at(-1)!, future: [before.present, ...before.future], of: null, at: 0 } : before,
    );
  }, []);
  const redo = useCallback(() => {
    setHistory((before) =>
      before.future.length ? { past: [...before.past, before.present], present: before.future[0]!, future: before.future.slice(1), of: null, at: 0 } : before,
    );
  }, []);
  const begin = useCallback((state: State) => setHistory({ past: [], present: state, future: [], of: null, at: 0 }), []);
  return { present: history.present, set, undo, redo, begin, canUndo: history.past.length > 0, canRedo: history.future.length > 0 };
}
