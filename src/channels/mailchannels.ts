/** MailChannels' Email API: one POST a mail. It has no idempotency key, so only what surely was not taken is called deferred. */
import * as v from "valibot";
import type { Mail, Mailbox } from "../mail/compose.ts";
import type { Channel, Receipt } from "./channel.ts";

export interface MailchannelsConfig {
  readonly api_key: string;
  readonly fetch: typeof fetch;
  /** For the whole exchange, the answer's body included. */
  readonly timeout_ms: number;
  readonly url?: string | undefined;
}

const SEND_URL = "https://api.mailchannels.net/tx/v1/send";
const ANSWER_MAX_BYTES = 64 * 1024;
const RETRY_AFTER_MAX_S = 86_400;
const DETAIL_MAX = 200;

/** Headers that MailChannels keeps for itself or takes from fields: https://docs.mailchannels.com/api-reference/send/send-an-email */
const RESERVED_HEADERS = new Set(
  `authentication-results bcc cc content-transfer-encoding content-type dkim-signature from message-id received
  reply-to subject to`.split(/\s+/),
);

/**
 * Statuses that say that nothing was taken, though later it may be. What is wrong with the key, the account or the URL
 * is the shop's to mend and must not cost it a mail.
 *
 * 500, 502, 504, 520, 522 and 524 are left out, so unknown: each can follow a mail that was taken, and RFC 9110 §9.2.2
 * says not to repeat a POST unless it surely was not applied. MailChannels advises a retry on 500 and 502; the price would
 * be a customer who is told twice. 503 is in: it means "currently unable to handle the request" (§15.6.4).
 */
const DEFERRED: Readonly<Record<number, string>> = {
  // Not followed: the key and the customer's mail would go to a host that nobody configured.
  301: "the API has moved",
  302: "the API has moved",
  307: "the API has moved",
  308: "the API has moved",
  401: "the API key is not accepted",
  402: "the account is not paid for",
  403: "the API key or the sending domain is not authorised",
  408: "the request came too slowly",
  425: "the request came too early",
  429: "too many requests",
  503: "overloaded or in maintenance",
  // Cloudflare's edge answers these for the provider when it gets no connection, so no byte of the mail was sent:
  // https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/
  521: "the connection was refused",
  523: "unreachable",
  525: "no TLS connection",
  526: "no trusted TLS certificate",
  530: "its name does not resolve",
};

export function mailchannelsChannel(config: MailchannelsConfig): Channel {
  return { name: "mailchannels", idempotent: false, send: ({ mail }) => send(config, mail) };
}

async function send(config: MailchannelsConfig, mail: Mail): Promise<Receipt> {
  const signal = AbortSignal.timeout(config.timeout_ms);
  const request = requestOf(config, mail, signal);
  if (request === null) {
    return { outcome: "deferred", reason: "The MailChannels API key or URL cannot be used" };
  }
  // Alone, because workerd refuses a `fetch` that is called as a method of something else.
  const { fetch } = config;
  let response: Response;
  try {
    response = await fetch(request);
  } catch {
    // workerd reports a refused connection and one lost after the mail was written with the very same error, and marks
    // both as retryable. Nothing tells them apart, so nothing here may be deferred.
    const late = `MailChannels did not answer within ${config.timeout_ms} ms`;
    return { outcome: "unknown", reason: signal.aborted ? late : "The connection to MailChannels failed" };
  }
  const body = await readBody(response, signal);
  const secrets = [config.api_key, mail.subject, ...[mail.to, mail.from, mail.reply_to].flatMap(wordsOf)];
  return receiptOf(response, body, (text) => redacted(text, secrets));
}

/** Null when key or URL cannot stand in a request: the error is dropped, as it may quote the key. */
function requestOf({ api_key, url }: MailchannelsConfig, mail: Mail, signal: AbortSignal): Request | null {
  try {
    return new Request(url ?? SEND_URL, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Api-Key": api_key },
      body: JSON.stringify(bodyOf(mail)),
      redirect: "manual",
      signal,
    });
  } catch {
    return null;
  }
}

function bodyOf(mail: Mail): unknown {
  const headers = Object.entries(mail.headers ?? {}).filter(([name]) =>
    !RESERVED_HEADERS.has(name.toLowerCase())
  );
  return {
    personalizations: [{ to: [mail.to] }],
    from: mail.from,
    reply_to: mail.reply_to,
    subject: mail.subject,
    // Least preferred first, as in multipart/alternative.
    content: [{ type: "text/plain", value: mail.text }, { type: "text/html", value: mail.html }],
    headers: Object.fromEntries(headers),
    transactional: true,
  };
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

function receiptOf(
  { status, headers }: Response,
  body: string | null,
  redact: (text: string) => string,
): Receipt {
  if (status === 202) return resultOf(body, redact);
  if (status === 200 && read(DryRun, body) !== null) {
    // We never ask for one, so the URL does. Nothing was sent, and a URL is mended: the mail stays owed.
    return { outcome: "deferred", reason: "MailChannels only rehearsed: its URL asks for a dry run" };
  }
  const said = read(Refusal, body)?.errors[0];
  const detail = said === undefined ? "" : `: ${redact(said)}`;
  const obstacle = DEFERRED[status];
  if (obstacle !== undefined) {
    const reason = `MailChannels answered ${status}, ${obstacle}${detail}`;
    return { outcome: "deferred", reason, retry_after_s: retryAfter(headers) };
  }
  const outcome = status >= 400 && status <= 499 ? "rejected" : "unknown";
  return { outcome, reason: `MailChannels answered ${status}${detail}` };
}

const Result = v.variant("status", [
  v.object({ status: v.literal("sent"), message_id: v.pipe(v.string(), v.nonEmpty(), v.maxLength(998)) }),
  v.object({ status: v.literal("failed"), reason: v.optional(v.string(), "no reason given") }),
]);
/** One mail is asked for, so exactly one result is an answer. */
const Results = v.object({ results: v.strictTuple([Result]) });
const DryRun = v.object({ data: v.array(v.string()) });
const Refusal = v.object({ errors: v.array(v.string()) });

/** 202 alone means nothing yet: the mail may have failed inside it. */
function resultOf(body: string | null, redact: (text: string) => string): Receipt {
  const result = read(Results, body)?.results[0];
  if (result === undefined) {
    return { outcome: "unknown", reason: "MailChannels answered 202 and nothing readable" };
  }
  if (result.status === "sent") return { outcome: "accepted", provider_id: result.message_id };
  return { outcome: "rejected", reason: `MailChannels failed the mail: ${redact(result.reason)}` };
}

function read<T>(schema: v.GenericSchema<unknown, T>, body: string | null): T | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), body);
  return parsed.success ? parsed.output : null;
}

/** RFC 9110 §10.2.3: seconds, or a date. The answer's own Date is its clock: ours may stand elsewhere. */
function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("Retry-After") ?? "";
  const seconds = /^\d{1,9}$/.test(text)
    ? Number(text)
    : (Date.parse(text) - Date.parse(headers.get("Date") ?? "")) / 1_000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), RETRY_AFTER_MAX_S) : undefined;
}

function wordsOf(mailbox: Mailbox | undefined): readonly string[] {
  return mailbox === undefined ? [] : [mailbox.email, ...(mailbox.name === undefined ? [] : [mailbox.name])];
}

/**
 * A provider's sentence without what it may quote: what we know to be private, and every word that looks like an address
 * (also as `%40` or `&#64;`), a link or a key. Word by word, so that a hostile answer costs linear time.
 */
function redacted(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret !== "")
    .reduce((rest, secret) => rest.replaceAll(secret, "[…]"), text.toWellFormed());
  const words = known.split(/[\s\p{Cc}]+/u).map((word) => {
    if (/[@＠]|%40|&#(64|x40);/i.test(word)) return "[address]";
    if (word.includes("://")) return "[link]";
    return word.length > 40 ? "[…]" : word;
  });
  return Array.from(words.join(" ").trim()).slice(0, DETAIL_MAX).join("");
}
