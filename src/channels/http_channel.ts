/**
 * Turns one POST into one receipt, for all providers that are reached by HTTP. Decides which mails were surely not
 * accepted; each provider's own file decides what a success looks like and what a refusal is about.
 */
import * as v from "valibot";
import { type Refused, retryAfter, statusMeaning } from "./http_status.ts";
import { redacted } from "./redacted.ts";
import type { Receipt } from "../messages/receipt.ts";

export interface HttpAccess {
  readonly fetch: typeof fetch;
  /** Milliseconds for the whole exchange, including the answer's body. */
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
  /** Null when the body is too long, breaks off or comes too late. */
  readonly body: string | null;
}

/** The outcome that an answer gives for the mail. */
export type Meaning = { readonly outcome: "accepted"; readonly provider_id: string } | Refused;

export interface HttpProvider<P> {
  readonly name: string;
  readonly label: string;
  readonly idempotent: boolean;
  /** Returns the rule that the message breaks, for which it is rejected unasked; null where it breaks none. */
  readonly fault?: (outgoing: P) => string | null;
  readonly request: (outgoing: P) => HttpRequest | Promise<HttpRequest>;
  /** Returns the answer's meaning at this provider; null leaves it to the HTTP status. */
  readonly meaning: (answer: Answer) => Meaning | null;
  /** Returns the provider's own text of a refusal. */
  readonly words: (answer: Answer) => string | undefined;
  /** Returns the private texts that no reason may quote. */
  readonly secrets: (outgoing: P) => readonly string[];
}

const ANSWER_MAX_BYTES = 64 * 1024;

/** Builds the provider's channel for messages of type `P`. */
export function httpChannel<P>(provider: HttpProvider<P>, access: HttpAccess): {
  readonly name: string;
  readonly idempotent: boolean;
  send(outgoing: P): Promise<Receipt>;
} {
  const { name, idempotent } = provider;
  return {
    name,
    idempotent,
    send: async (outgoing) => {
      const fault = provider.fault?.(outgoing) ?? null;
      return fault === null
        ? await send(provider, access, outgoing)
        : { outcome: "rejected", reason: `Cannot send by ${provider.label} as ${fault}` };
    },
  };
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
    // Called as a plain function, because workerd refuses a `fetch` that is called as a method of another object.
    response = await fetch(request);
  } catch {
    // workerd reports a refused connection and a connection lost after the mail was written with the same error, and
    // marks both as retryable. They cannot be distinguished, so no failure here may be deferred.
    const late = `${label} did not answer within ${timeout_ms} ms`;
    return { outcome: "unknown", reason: signal.aborted ? late : `The connection to ${label} failed` };
  }
  const { status, headers } = response;
  const answer = { status, headers, body: await readBody(response, signal) };
  return receiptOf(provider, answer, provider.secrets(outgoing));
}

/**
 * Builds the request; null when the key or the URL is not valid in a request. The error is dropped, as it may quote
 * the key.
 */
function requestOf({ url, headers, body }: HttpRequest, signal: AbortSignal): Request | null {
  try {
    return new Request(url, { method: "POST", headers, body, redirect: "manual", signal });
  } catch {
    return null;
  }
}

/** Reads the whole body as text; null when it is too long, breaks off or comes too late. */
async function readBody(response: Response, signal: AbortSignal): Promise<string | null> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  // The signal that aborts the request does not always end a read that is already waiting.
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
    // Frees the connection; an error here means that the connection is closed already.
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

/** The id that a provider gives a mail: a success without an id cannot be matched to any later report. */
export const ProviderId = v.pipe(v.string(), v.nonEmpty(), v.maxLength(998));

/** Returns the meaning of a successful answer that names the mail by `provider_id`. */
export function takenAs(provider_id: string | null | undefined, { status }: Answer): Meaning {
  if (v.is(ProviderId, provider_id)) return { outcome: "accepted", provider_id };
  return { outcome: "unknown", says: `answered ${status} and nothing readable` };
}

/** Parses the answer's body with `schema`; null when it does not fit. */
export function readAnswer<T>(schema: v.GenericSchema<unknown, T>, { body }: Answer): T | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), body);
  return parsed.success ? parsed.output : null;
}
