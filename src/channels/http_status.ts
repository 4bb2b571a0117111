/** What an HTTP status says of a mail where its provider says no more. It never reads a body. */

const RETRY_AFTER_MAX_S = 86_400;

/**
 * Statuses that say that nothing was taken, though later it may be. What is wrong with the key, the account or the URL
 * is the shop's to mend and must not cost it a mail.
 *
 * 500, 502, 504, 520, 522 and 524 are left out, so unknown: each can follow a mail that was taken, and RFC 9110 §9.2.2
 * says not to repeat a POST unless it surely was not applied. Some providers advise a retry on 500 and 502; the price would
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

/** A receipt of a mail that was not accepted, before its reason is worded: `<label> <says>: <words>`. */
export interface Refused {
  readonly outcome: "deferred" | "rejected" | "unknown";
  /** Its reader told the provider to send no more. */
  readonly unsubscribed?: true | undefined;
  /** `answered 422, the sender is not verified` */
  readonly says: string;
  /** The provider's own words where they are not its usual ones; cleaned before they are kept. */
  readonly words?: string | undefined;
  readonly retry_after_s?: number | undefined;
  /** Of what was rejected: the address is known to take no mail. */
  readonly dead_address?: true | undefined;
}

/** The outcome, and how a reason speaks of it. */
export function statusMeaning(status: number): Refused {
  const obstacle = DEFERRED[status];
  if (obstacle !== undefined) return { outcome: "deferred", says: `answered ${status}, ${obstacle}` };
  return { outcome: status >= 400 && status <= 499 ? "rejected" : "unknown", says: `answered ${status}` };
}

/** RFC 9110 §10.2.3: seconds, or a date. The answer's own Date is its clock: ours may stand elsewhere. */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("Retry-After") ?? "";
  return bounded(/^\d{1,9}$/.test(text) ? Number(text) : Date.parse(text) / 1_000 - ownTime_s(headers));
}

/** The same from a header that gives the Unix second from which on requests are taken again. */
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
