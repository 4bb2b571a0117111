/** A provider that is reached by HTTP, without a network: it answers what its documentation says, or fails as networks do. */
import { type Fake, runOutOfTime, type Situation } from "./conformance.ts";

/** Status, body and headers of an answer. */
export type Said = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

/** What one provider says in the situations that are its own to word; the others are the network's. */
export type Answers = Readonly<
  Partial<
    Record<
      | "takes the mail"
      | "refuses the mail"
      | "fails the mail inside an answer of success"
      | "limits the rate"
      | "is down for maintenance"
      | "breaks inside"
      | "answers what cannot be read",
      Said
    >
  >
>;

/** A channel opened on such a provider, and all that reached it. */
export function httpFake<C>(
  situation: Situation,
  answers: Answers,
  open: (fetch: typeof globalThis.fetch) => C,
): Fake<C> & { readonly requests: readonly Request[] } {
  const requests: Request[] = [];
  const fetch = (request: Request) => {
    requests.push(request.clone());
    return answered(situation, answers, request);
  };
  const channel = open(fetch as typeof globalThis.fetch);
  return { channel, asked: () => requests.length, requests };
}

function answered(situation: Situation, answers: Answers, { signal }: Request): Promise<Response> {
  switch (situation) {
    case "does not answer in time":
      runOutOfTime();
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    case "stops in the middle of its answer": {
      const [status, body, headers] = answers["takes the mail"]!;
      const half = JSON.stringify(body).slice(0, 12);
      return Promise.resolve(new Response(stream([half], runOutOfTime), { status, headers: headers ?? {} }));
    }
    case "loses the connection":
      return Promise.reject(Object.assign(new Error("Network connection lost."), { retryable: true }));
    case "answers without end":
      return Promise.resolve(new Response(stream(endless()), { status: answers["takes the mail"]![0] }));
    default:
      return answer(...answers[situation]!);
  }
}

export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const empty = status === 204 || status === 304;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return Promise.resolve(new Response(empty ? null : text, { status, headers }));
}

/** A body of `parts` that is never closed; `silent` is called where more is asked for than there is. */
export function stream(parts: Iterable<string>, silent = () => {}): ReadableStream<Uint8Array> {
  const iterator = parts[Symbol.iterator]();
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const { done, value } = iterator.next();
    if (done) silent();
    else controller.enqueue(new TextEncoder().encode(value));
  };
  return new ReadableStream({ pull });
}

export function* endless(): Generator<string> {
  while (true) yield " ".repeat(4_096);
}
