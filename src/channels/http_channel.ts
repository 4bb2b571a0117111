/**
 * One POST, one receipt: what all providers that are reached by HTTP have in common. It decides what is surely not taken;
 * what an answer of success looks like and what a refusal is about, each provider's own file says.
 */
import * as v from "valibot";
import { type Refused, retryAfter, statusMeaning } from "./http_status.ts";
import { redacted } from "./redacted.ts";
import type { Receipt } from "../messages/receipt.ts";

export interface HttpAccess {
  readonly fetch: typeof fetch;
  /** For the whole exchange, the answer's body included. */
  readonly timeout_ms: number;
  readonly url?: string | undefined;
}

export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Null when it is too long, breaks off or comes too late. */
  readonly body: string | null;
}

/** What an answer says of the mail. */
export type Meaning = { readonly outcome: "accepted"; readonly provider_id: string } | Refused;

export interface HttpProvider<P> {
  readonly name: string;
  readonly label: string;
  readonly idempotent: boolean;
  readonly request: (outgoing: P) => HttpRequest | Promise<HttpRequest>;
  /** What this answer means at this provider; null leaves it to its status. */
  readonly meaning: (answer: Answer) => Meaning | null;
  /** How the provider words a refusal. */
  readonly words: (answer: Answer) => string | undefined;
  /** What no reason may quote. */
  readonly secrets: (outgoing: P) => readonly string[];
}

const ANSWER_MAX_BYTES = 64 * 1024;

/** The provider as a channel of parcels `P`. */
export function httpChannel<P>(provider: HttpProvider<P>, access: HttpAccess): {
  readonly name: string;
  readonly idempotent: boolean;
  send(outgoing: P): Promise<Receipt>;
} {
  const { name, idempotent } = provider;
  return { name, idempotent, send: (outgoing) => send(provider, access, outgoing) };
}

async function send<P>(
  provider: HttpProvider<P>,
  { fetch, timeout_ms }: HttpAccess,
  outgoing: P,
): Promise<Receipt> {
  const { label } = provider;
  const signal = AbortSignal.timeout(timeout_ms);
  const request = requestOf(await provider.request(outgoing), signal);
  if (request === null) {
    return { outcome: "deferred", reason: `The ${label} API key or URL cannot be used` };
  }
  let response: Response;
  try {
    // Alone, because workerd refuses a `fetch` that is called as a method of something else.
    response = await fetch(request);
  } catch {
    // workerd reports a refused connection and one lost after the mail was written with the very same error, and marks
    // both as retryable. Nothing tells them apart, so nothing here may be deferred.
    const late = `${label} did not answer within ${timeout_ms} ms`;
    return { outcome: "unknown", reason: signal.aborted ? late : `The connection to ${label} failed` };
  }
  const { status, headers } = response;
  const answer = { status, headers, body: await readBody(response, signal) };
  return receiptOf(provider, answer, provider.secrets(outgoing));
}

/** Null when key or URL cannot stand in a request: the error is dropped, as it may quote the key. */
function requestOf({ url, headers, body }: HttpRequest, signal: AbortSignal): Request | null {
  try {
    return new Request(url, { method: "POST", headers, body, redirect: "manual", signal });
  } catch {
    return null;
  }
}

/** The whole body as text; null when it is too long, breaks off or comes too late. */
async function readBody(response: Response, signal: AbortSignal): Promise<string | null> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  // The signal that ends the request need not end a read that is waiting already.
  const late = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    let part = await Promise.race([reader.read(), late]);
    while (part !== null && !part.done && size <= ANSWER_MAX_BYTES) {
      size += part.value.byteLength;
      text += decoder.decode(part.value, { stream: true });
      part = await Promise.race([reader.read(), late]);
    }
    return part?.done && size <= ANSWER_MAX_BYTES ? text + decoder.decode() : null;
  } catch {
    return null;
  } finally {
    // Frees the connection; where it is gone already there is nothing to free.
    reader.cancel().catch(() => {});
  }
}

function receiptOf<P>(provider: HttpProvider<P>, answer: Answer, secrets: readonly string[]): Receipt {
  const meaning: Meaning = provider.meaning(answer) ?? statusMeaning(answer.status);
  if (meaning.outcome === "accepted") return meaning;
  const words = meaning.words ?? provider.words(answer);
  const detail = words === undefined ? "" : `: ${redacted(words, secrets)}`;
  const reason = `${provider.label} ${meaning.says}${detail}`;
  if (meaning.outcome === "unknown") return { outcome: "unknown", reason };
  if (meaning.outcome === "rejected") {
    const { unsubscribed, dead_address } = meaning;
    return {
      outcome: "rejected",
      reason,
      ...(unsubscribed && { unsubscribed }),
      ...(dead_address && { dead_address }),
    };
  }
  return {
    outcome: "deferred",
    reason,
    retry_after_s: meaning.retry_after_s ?? retryAfter(answer.headers),
  };
}

/** An id as providers give one: a success without it is nobody's. */
export const ProviderId = v.pipe(v.string(), v.nonEmpty(), v.maxLength(998));

/** The meaning of an answer of success that names the mail by `provider_id`. */
export function takenAs(provider_id: string | null | undefined, { status }: Answer): Meaning {
  if (v.is(ProviderId, provider_id)) return { outcome: "accepted", provider_id };
  return { outcome: "unknown", says: `answered ${status} and nothing readable` };
}

/** The body as `schema` understands it; null when it does not. */
export function readAnswer<T>(schema: v.GenericSchema<unknown, T>, { body }: Answer): T | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), body);
  return parsed.success ? parsed.output : null;
}
