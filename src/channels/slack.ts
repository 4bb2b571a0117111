/** Asks Slack's Web API in a shop's name and says what its answer means. https://docs.slack.dev/apis/web-api */
import * as v from "valibot";

export type SlackAnswer<T> =
  | { readonly outcome: "ok"; readonly value: T }
  /** `wait_ms`: how long Slack asks to be left alone. */
  | { readonly outcome: "later"; readonly reason: string; readonly wait_ms: number }
  /** `reason`: Slack's own name of the error, such as `channel_not_found`. */
  | { readonly outcome: "refused"; readonly reason: string };

const TIMEOUT_MS = 10_000;
const WAIT_MAX_MS = 3_600_000;
const BODY_MAX_BYTES = 200_000;
/** Errors after which Slack may take the same request. */
const PASSING: readonly string[] = [
  "ratelimited",
  "rate_limited",
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
];

export const SlackMethods = {
  "auth.test": v.object({ team_id: v.string(), user_id: v.string() }),
  "chat.postMessage": v.object({ ts: v.string(), channel: v.string() }),
  "chat.delete": v.object({}),
  "reactions.add": v.object({}),
  "users.info": v.object({
    user: v.object({
      team_id: v.optional(v.string()),
      is_bot: v.optional(v.boolean(), false),
      /** A guest. */
      is_restricted: v.optional(v.boolean(), false),
      is_ultra_restricted: v.optional(v.boolean(), false),
      /** From another company, in a channel that both share. */
      is_stranger: v.optional(v.boolean(), false),
      real_name: v.optional(v.string()),
      profile: v.optional(v.object({ email: v.optional(v.string()), real_name: v.optional(v.string()) }), {}),
    }),
  }),
} as const;
export type SlackMethod = keyof typeof SlackMethods;

/** Every method takes a form; not every one takes JSON. */
export async function askSlack<M extends SlackMethod>(
  fetch: typeof globalThis.fetch,
  bot_token: string,
  method: M,
  given: Readonly<Record<string, string>>,
): Promise<SlackAnswer<v.InferOutput<(typeof SlackMethods)[M]>>> {
  let response: Response;
  try {
    response = await fetch(`https://slack.com/api/${method}`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${bot_token}`,
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams(given).toString(),
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    // The error's text may hold the request.
    return { outcome: "later", reason: "no answer", wait_ms: 0 };
  }
  const { status } = response;
  if (status !== 200) {
    await response.body?.cancel();
    const reason = `answered ${status}`;
    if (status !== 429 && status < 500) return { outcome: "refused", reason };
    const asked_s = Number(response.headers.get("Retry-After") ?? 0);
    return {
      outcome: "later",
      reason,
      wait_ms: Number.isFinite(asked_s) ? Math.min(WAIT_MAX_MS, Math.max(0, asked_s * 1_000)) : 0,
    };
  }
  const said = await jsonOf(response);
  const error = v.safeParse(v.object({ ok: v.literal(false), error: v.string() }), said);
  if (error.success) {
    const reason = /^[\w.:-]{1,80}$/.test(error.output.error) ? error.output.error : "error";
    return PASSING.includes(reason)
      ? { outcome: "later", reason, wait_ms: 0 }
      : { outcome: "refused", reason };
  }
  const read = v.safeParse(v.intersect([v.object({ ok: v.literal(true) }), SlackMethods[method]]), said);
  return read.success
    ? { outcome: "ok", value: read.output as v.InferOutput<(typeof SlackMethods)[M]> }
    : { outcome: "later", reason: "an answer of another form", wait_ms: 0 };
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text.length > BODY_MAX_BYTES) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null; // No JSON is an answer of another form.
  }
}
