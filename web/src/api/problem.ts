/** One thing that is wrong: the same object as on the terminal. */
export interface Finding {
  code: string;
  message: string;
  hint?: string | null;
  place?: { file?: string | null; line?: number | null; column?: number | null; what?: string | null } | null;
  severity?: "error" | "warning";
}

/** RFC 9457, with all findings at once. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail?: string | null;
  code: string;
  findings: readonly Finding[];
  /** What stands in the way of an edit that came second. */
  present?: unknown;
  /** Its fingerprint, for the next `If-Match`. */
  etag?: string | null;
}

export class ProblemError extends Error {
  readonly body: ProblemBody;
  constructor(body: ProblemBody) {
    super(body.findings[0]?.message ?? body.detail ?? body.title);
    this.name = "ProblemError";
    this.body = body;
  }
  get status() {
    return this.body.status;
  }
  get findings() {
    return this.body.findings;
  }
}

/** The problem that a response carries, or one made of its status where it carries none. */
export async function readProblem(response: Response): Promise<ProblemBody> {
  try {
    const body = (await response.clone().json()) as Partial<ProblemBody>;
    if (typeof body.title === "string")
      return { type: "about:blank", code: "error", findings: [], ...body, title: body.title, status: response.status };
  } catch {
    // no JSON: a proxy's page, or nothing at all
  }
  return {
    type: "about:blank",
    title: `The server answered ${response.status}`,
    status: response.status,
    code: "unexpected",
    detail: "Try again; if it happens again, look at the server's own output.",
    findings: [],
  };
}
