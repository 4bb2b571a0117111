import { describe, expect, test } from "vitest";
import { askSlack } from "../../src/channels/slack.ts";
import { FakeSlack, SLACK } from "../support/fake_slack.ts";

const POST = { channel: SLACK.channel, text: "Hello" } as const;

describe("Slack's Web API", () => {
  test("takes a post, and answers with the name by which its thread is known", async () => {
    const slack = new FakeSlack([]);
    expect(await askSlack(slack.fetch, SLACK.bot_token, "chat.postMessage", POST)).toEqual({
      outcome: "ok",
      value: expect.objectContaining({ channel: SLACK.channel, ts: expect.stringMatching(/^\d+\.\d{6}$/) }),
    });
    expect(slack.posts).toMatchObject([{ text: "Hello", thread_ts: null }]);
  });

  test.each<readonly [string, () => Response | Promise<Response>, unknown]>([
    ["an unknown channel", () => Response.json({ ok: false, error: "channel_not_found" }), {
      outcome: "refused",
      reason: "channel_not_found",
    }],
    ["too many posts", () => new Response(null, { status: 429, headers: { "Retry-After": "30" } }), {
      outcome: "later",
      reason: "answered 429",
      wait_ms: 30_000,
    }],
    ["a wait without end", () => new Response(null, { status: 429, headers: { "Retry-After": "1e9" } }), {
      outcome: "later",
      reason: "answered 429",
      wait_ms: 3_600_000,
    }],
    ["an error of its own", () => Response.json({ ok: false, error: "internal_error" }), {
      outcome: "later",
      reason: "internal_error",
      wait_ms: 0,
    }],
    ["an error that is no name", () => Response.json({ ok: false, error: "a@b.example was\nhere" }), {
      outcome: "refused",
      reason: "error",
    }],
    ["an outage", () => new Response("<html>", { status: 503 }), {
      outcome: "later",
      reason: "answered 503",
      wait_ms: 0,
    }],
    ["a redirect", () => new Response(null, { status: 302, headers: { Location: "https://evil.example" } }), {
      outcome: "refused",
      reason: "answered 302",
    }],
    ["no JSON", () => new Response("ok"), {
      outcome: "later",
      reason: "an answer of another form",
      wait_ms: 0,
    }],
    ["no name of the post", () => Response.json({ ok: true }), {
      outcome: "later",
      reason: "an answer of another form",
      wait_ms: 0,
    }],
    ["nothing", () => Promise.reject(new Error("xoxb in a message")), {
      outcome: "later",
      reason: "no answer",
      wait_ms: 0,
    }],
  ])("that answers with %s is understood", async (_, answer, means) => {
    const fetch = (() => Promise.resolve(answer())) as unknown as typeof globalThis.fetch;
    expect(await askSlack(fetch, SLACK.bot_token, "chat.postMessage", POST)).toEqual(means);
  });

  test("is never followed elsewhere, and its token is in no address", async () => {
    const seen: { readonly url: string; readonly init: RequestInit }[] = [];
    const fetch = ((url: string, init: RequestInit) => {
      seen.push({ url, init });
      return Promise.resolve(Response.json({ ok: true }));
    }) as unknown as typeof globalThis.fetch;
    await askSlack(fetch, SLACK.bot_token, "chat.delete", { channel: "C1", ts: "1.1" });
    expect(seen[0]!.url).toBe("https://slack.com/api/chat.delete");
    expect(seen[0]!.init.redirect).toBe("manual");
    expect(String(seen[0]!.init.body)).not.toContain("xoxb");
  });
});
