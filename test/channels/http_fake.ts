/** A provider that is reached by HTTP, without a network: it answers what its documentation says, or fails as networks do. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Receipt } from "../../src/messages/receipt.ts";
import { mutated, mutations } from "../support/mutation.ts";
import { runs } from "../support/runs.ts";
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

/** No provider needs a status of each kind to be well chosen: an answer may be damaged whatever it bears. */
const STATUSES = [200, 201, 202, 400, 401, 403, 404, 406, 413, 422, 429, 500, 502, 503];

/** The suite for the provider's answers, each damaged in any place: every one is a receipt that says no more than it may. */
export function damagedAnswers<P>(
  answers: Answers,
  open: (fetch: typeof globalThis.fetch) => { send(outgoing: P): Promise<Receipt> },
  outgoing: P,
  private_words: readonly string[],
): void {
  const told = Object.entries(answers).filter(([, [, body]]) => typeof body === "object");
  describe.each(told)("an answer that %s, damaged in any place", (_what, [status, body, headers]) => {
    test("is a receipt without a private word", async () => {
      await fc.assert(
        fc.asyncProperty(mutations, fc.constantFrom(status, ...STATUSES), async (changes, status) => {
          const said = changes.reduce(mutated, body as unknown);
          const fetch = () => answer(status, said ?? "", headers);
          const receipt = await open(fetch as unknown as typeof globalThis.fetch).send(outgoing);
          expect(["accepted", "rejected", "deferred", "unknown"]).toContain(receipt.outcome);
          if (receipt.outcome === "accepted") {
            expect(status).toBeLessThan(300);
            expect(receipt.provider_id).toMatch(/^.{1,998}$/s);
            return;
          }
          expect(receipt.reason).toMatch(/^.{1,300}$/s);
          for (const word of private_words) expect(receipt.reason).not.toContain(word);
        }),
        { numRuns: runs({ commit: 50, full: 1_000 }) },
      );
    });
  });
}
