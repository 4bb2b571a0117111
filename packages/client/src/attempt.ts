/** One try at one event: signs it as of now, posts it, and says what became of it. Never throws. */
import { Webhook } from "standardwebhooks";
import { withinTime } from "./within_time.ts";

/** Where Waybill is and what the events are signed with. */
export interface Destination {
  /** `https://<your worker>/hooks/<shop>/standard` */
  readonly url: string;
  /** `whsec_` and the base64 of 24 to 64 random bytes, the same in Waybill. */
  readonly secret: string;
  readonly fetch: typeof globalThis.fetch;
  readonly timeout_ms: number;
}

export type Outcome =
  /** Waybill has it. */
  | { readonly type: "taken" }
  /** Waybill will never take this event. */
  | { readonly type: "refused"; readonly error: string }
  /** Waybill failed at this event; others may pass. */
  | { readonly type: "failed"; readonly error: string }
  /** Waybill cannot be reached, or takes nothing at the moment: neither this event nor any other. */
  | {
    readonly type: "away";
    readonly error: string;
    readonly retry_after_ms?: number;
    /** Whether Waybill itself said so, or the way to it failed, which may be this one event's doing. */
    readonly is_told: boolean;
    /** How far Waybill's clock is ahead of ours, where the difference is why it did not take the signature. */
    readonly skew_ms?: number;
  };

/** What is wrong with one event, and stays wrong. */
const REFUSED = [400, 413, 422];
/**
 * What is wrong with Waybill or with the way to it, a wrong secret and a wrong address among them: mended, everything
 * leaves. Any other answer may be about this one event, such as the 403 of a firewall that dislikes a word in it.
 */
const AWAY = [401, 404, 408, 425, 429, 502, 503, 504];
/** Signatures hold for five minutes; a clock that differs by less is no reason for a 401. */
const SKEW_MIN_MS = 120_000;
const ERROR_MAX = 300;
const RETRY_AFTER_MAX_S = 3_600;

export async function attempt(
  { url, secret, fetch, timeout_ms }: Destination,
  id: string,
  body: string,
  now_ms: number,
): Promise<Outcome> {
  let response: Response;
  let answer: string;
  try {
    const sent_at_s = Math.floor(now_ms / 1_000);
    response = await withinTime(
      timeout_ms,
      fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "webhook-id": id,
          "webhook-timestamp": String(sent_at_s),
          "webhook-signature": new Webhook(secret).sign(id, new Date(sent_at_s * 1_000), body),
        },
        body,
        // Followed, a redirect would turn the POST into a GET, or carry the order to another host.
        redirect: "manual",
        signal: AbortSignal.timeout(timeout_ms),
      }),
    );
    answer = (await withinTime(timeout_ms, response.text())).slice(0, ERROR_MAX);
  } catch (error) {
    return { type: "away", error: causeOf(error), is_told: false };
  }
  if (response.ok) return { type: "taken" };
  const error = `Waybill answered ${response.status}: ${answer}`;
  if (REFUSED.includes(response.status)) return { type: "refused", error };
  const is_away = AWAY.includes(response.status) || response.status >= 520 || response.status < 400;
  if (!is_away) return { type: "failed", error };
  const seconds = Number(response.headers.get("retry-after") ?? NaN);
  const skew_ms = response.status === 401 ? skewOf(response, now_ms) : undefined;
  return {
    type: "away",
    error,
    is_told: true,
    ...(Number.isFinite(seconds) && seconds > 0
      ? { retry_after_ms: Math.min(seconds, RETRY_AFTER_MAX_S) * 1_000 }
      : {}),
    ...(skew_ms === undefined ? {} : { skew_ms }),
  };
}

function skewOf(response: Response, now_ms: number): number | undefined {
  const theirs_ms = Date.parse(response.headers.get("date") ?? "");
  return Math.abs(theirs_ms - now_ms) >= SKEW_MIN_MS ? theirs_ms - now_ms : undefined;
}

/** `fetch failed` says nothing; what lies beneath says that nobody listens, or that the name is unknown. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "Cannot reach Waybill";
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } };
  const detail = cause?.code ?? cause?.message;
  return `Cannot reach Waybill: ${error.message}${detail === undefined ? "" : ` (${String(detail)})`}`.slice(
    0,
    ERROR_MAX,
  );
}
