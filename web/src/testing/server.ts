/** The API in tests: what a test says that it answers. */

type Answer = (request: Request, path: string) => unknown;

const NOTHING: Answer = () => Response.json({ title: "Nobody answers in this test", code: "not-found", findings: [] }, { status: 404 });
let answer: Answer = NOTHING;

/** Every call is given to `next`; what it returns is the answer's body, unless it is a Response itself. */
export function answerWith(next: Answer) {
  answer = next;
}

export function forgetAnswers() {
  answer = NOTHING;
}

/** Addresses without a host and jsdom's own signals are more than Node's Request takes. */
class RelativeRequest extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(typeof input === "string" ? new URL(input, window.location.href) : input, { ...init, signal: null });
  }
}

export function replaceNetwork() {
  globalThis.Request = RelativeRequest;
  globalThis.fetch = async (input) => {
    const request = input instanceof Request ? input : new RelativeRequest(input);
    const said = await answer(request, decodeURIComponent(new URL(request.url).pathname));
    return said instanceof Response ? said : Response.json(said);
  };
}
