/**
 * A workspace of Slack as its Web API documents it: methods take a form and a bearer token and answer 200 with `ok` and an
 * `error`, 429 with `Retry-After` where they are asked too often. It also signs events as Slack does.
 */

export interface FakeUser {
  readonly id: string;
  readonly team_id?: string;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly real_name?: string;
  readonly profile?: { readonly email?: string; readonly real_name?: string };
}

export interface FakePost {
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts: string | null;
  readonly text: string;
}

export const SLACK = {
  bot_token: "xoxb-1111111111-2222222222-abcdefghijkl",
  signing_secret: "8f742231b10e8888abcd99yyyzzz85a5",
  channel: "C0CASES01",
  team: "T0KONTOR1",
  bot_user: "U0WAYBILL",
} as const;

let posted = 0;

/** Slack's name of the next message, whoever writes it: no two have one, whichever test made them, and later ones are greater. */
export function nextTs(): string {
  return `1795900000.${String(++posted).padStart(6, "0")}`;
}

export class FakeSlack {
  readonly posts: FakePost[] = [];
  readonly reactions: { readonly timestamp: string; readonly name: string }[] = [];
  readonly asked: string[] = [];
  /** Answers that stand before the documented ones, by method. */
  readonly instead = new Map<string, (() => Response)[]>();
  constructor(readonly users: readonly FakeUser[]) {}

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input as RequestInfo, init as RequestInit);
    const { hostname, pathname } = new URL(request.url);
    if (hostname !== "slack.com") throw new Error(`Nobody is at ${hostname}`);
    const method = pathname.replace("/api/", "");
    this.asked.push(method);
    const other = this.instead.get(method)?.shift();
    if (other !== undefined) return other();
    if (
      request.method !== "POST" || request.headers.get("Content-Type") !== "application/x-www-form-urlencoded"
    ) {
      return answer({ ok: false, error: "invalid_post_type" });
    }
    if (request.headers.get("Authorization") !== `Bearer ${SLACK.bot_token}`) {
      return answer({ ok: false, error: "invalid_auth" });
    }
    return answer(this.#do(method, Object.fromEntries(new URLSearchParams(await request.text()))));
  };

  /** What a method answers; unknown ones as Slack does. */
  #do(method: string, given: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
    const { channel = "", ts = "", user = "" } = given;
    switch (method) {
      case "auth.test":
        return {
          ok: true,
          url: "https://kontor.slack.com/",
          team: "Kontor",
          user: "waybill",
          team_id: SLACK.team,
          user_id: SLACK.bot_user,
          bot_id: "B0WAYBILL",
        };
      case "chat.postMessage": {
        if (channel !== SLACK.channel) return { ok: false, error: "channel_not_found" };
        if ((given["text"] ?? "") === "") return { ok: false, error: "no_text" };
        const post = {
          channel,
          ts: nextTs(),
          thread_ts: given["thread_ts"] ?? null,
          text: given["text"]!,
        };
        this.posts.push(post);
        return {
          ok: true,
          channel,
          ts: post.ts,
          message: { text: post.text, type: "message", bot_id: "B0WAYBILL" },
        };
      }
      case "chat.delete": {
        const at = this.posts.findIndex((post) => post.channel === channel && post.ts === ts);
        if (at < 0) return { ok: false, error: "message_not_found" };
        this.posts.splice(at, 1);
        return { ok: true, channel, ts };
      }
      case "reactions.add": {
        const { timestamp = "", name = "" } = given;
        if (this.reactions.some((one) => one.timestamp === timestamp && one.name === name)) {
          return { ok: false, error: "already_reacted" };
        }
        this.reactions.push({ timestamp, name });
        return { ok: true };
      }
      case "users.info": {
        const found = this.users.find(({ id }) => id === user);
        return found === undefined ? { ok: false, error: "user_not_found" } : {
          ok: true,
          user: { team_id: SLACK.team, deleted: false, is_bot: false, is_restricted: false, ...found },
        };
      }
      default:
        return { ok: false, error: "unknown_method" };
    }
  }
}

function answer(body: unknown): Response {
  return Response.json(body);
}

/** The headers by which Slack signs a body: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export async function slackHeaders(
  body: string,
  now_ms: number,
  secret: string = SLACK.signing_secret,
): Promise<Readonly<Record<string, string>>> {
  const timestamp = String(Math.floor(now_ms / 1_000));
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    bytes.encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    [
      "sign",
    ],
  );
  const signature = new Uint8Array(
    await crypto.subtle.sign("HMAC", key, bytes.encode(`v0:${timestamp}:${body}`)),
  );
  return {
    "Content-Type": "application/json",
    "X-Slack-Request-Timestamp": timestamp,
    "X-Slack-Signature": `v0=${signature.toHex()}`,
  };
}
