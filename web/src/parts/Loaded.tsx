import type { ReactNode } from "react";
import { Problem } from "./Problem";
import { Working } from "./Working";

interface Query<Data> {
  data: Data | undefined;
  error: unknown;
  isPending: boolean;
  refetch?: () => unknown;
}

/** A query's data; until then what is being done, in words; else what went wrong, with a way to try again. */
export function Loaded<Data>({ query, what, children }: { query: Query<Data>; what: string; children: (data: Data) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Problem error={query.error} retry={query.refetch} />;
  return <Working what={what} />;
}
