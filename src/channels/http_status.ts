/** Decides a mail's outcome from the HTTP status alone, where the provider says no more. It never reads a body. */

const RETRY_AFTER_MAX_S = 86_400;

/**
 * Statuses that mean that no mail was accepted, though a later attempt may succeed. An error in the key, the account
 * or the URL is the shop's to correct and must not lose a mail. 500, 502, 504, 520, 522 and 524 are left out, so
 * their outcome is unknown: each can follow a mail that was accepted, and RFC 9110 §9.2.2 says not to repeat a POST
 * unless it surely was not applied. Some providers advise a retry on 500 and 502; a customer would then get some
 * mails twice. 503 is included: it means "currently unable to handle the request" (§15.6.4).
 */
const DEFERRED: Readonly<Record<number, string>> = {
  // Redirects are not followed: the key and the customer's mail would go to a host that nobody configured.
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

/** A receipt of a mail that was not accepted, before its reason is worded: `<label> <says>: <words>`. */
export interface Refused {
  readonly outcome: "deferred" | "rejected" | "unknown";
  /** The reader asked the provider to send no more. */
  readonly unsubscribed?: true | undefined;
  /** The reason's first part: `answered 422, the sender is not verified`. */
  readonly says: string;
  /** The provider's own text where it differs from its usual field; redacted before it is stored. */
  readonly words?: string | undefined;
  readonly retry_after_s?: number | undefined;
  /** Set on a rejected mail whose address is known to accept no mail. */
  readonly dead_address?: true | undefined;
}

/** Returns the outcome of `status` and the text for its reason. */
export function statusMeaning(status: number): Refused {
  const obstacle = DEFERRED[status];
  if (obstacle !== undefined) return { outcome: "deferred", says: `answered ${status}, ${obstacle}` };
  return { outcome: status >= 400 && status <= 499 ? "rejected" : "unknown", says: `answered ${status}` };
}

/**
 * Reads Retry-After (RFC 9110 §10.2.3: seconds, or a date) in seconds. A date is compared with the answer's own Date
 * header, because our clock may differ.
 */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("Retry-After") ?? "";
  return bounded(/^\d{1,9}$/.test(text) ? Number(text) : Date.parse(text) / 1_000 - ownTime_s(headers));
}

/**
 * Reads the seconds to wait from the header `name`, which holds the Unix second from which requests are accepted
 * again.
 */
export function retryAt(headers: Headers, name: string): number | undefined {
  const text = headers.get(name) ?? "";
  return /^\d{1,12}$/.test(text) ? bounded(Number(text) - ownTime_s(headers)) : undefined;
}

function ownTime_s(headers: Headers): number {
  return Date.parse(headers.get("Date") ?? "") / 1_000;
}

function bounded(seconds: number): number | undefined {
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), RETRY_AFTER_MAX_S) : undefined;
}
