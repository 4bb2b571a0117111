import { describe, expect, test } from "vitest";
import { senderAsker } from "../../../src/doors/webhooks/ask_sender.ts";

const HOSTS = ["api.sender.example"];
const ORDER = new URL("https://api.sender.example/orders/1?full=true");

interface Call {
  readonly url: string;
  readonly init: RequestInit<RequestInitCfProperties>;
}

function fetching(answer: () => Response | Promise<Response>): { fetch: typeof fetch; calls: Call[] } {
  const calls: Call[] = [];
  const stub = (url: URL, init: Call["init"]) => {
    calls.push({ url: url.href, init });
    return Promise.resolve().then(answer);
  };
  return { fetch: stub as unknown as typeof fetch, calls };
}

describe("a request to a sender", () => {
  test("is made once, with the headers given, follows no redirect and has a time limit", async () => {
    const { fetch, calls } = fetching(() => new Response("{}", { status: 302 }));
    const answer = await senderAsker(fetch, HOSTS)(ORDER, { headers: { "x-auth-token": "t" } });
    expect(answer).toEqual({ ok: true, value: { status: 302, body: new TextEncoder().encode("{}") } });
    expect(calls).toMatchObject([{
      url: ORDER.href,
      init: { headers: { "x-auth-token": "t" }, redirect: "manual", signal: expect.any(AbortSignal) },
    }]);
    expect(calls[0]!.init).not.toHaveProperty("cf");
  });

  test("may be cached where that is allowed, and only a found answer is cached", async () => {
    const { fetch, calls } = fetching(() => new Response("pem"));
    await senderAsker(fetch, HOSTS)(ORDER, { keep_s: 60 });
    expect(calls[0]!.init.cf).toEqual({ cacheTtlByStatus: { "200-299": 60, "300-599": 0 } });
  });

  test.each([
    "https://elsewhere.example/orders/1",
    "https://api.sender.example.elsewhere.example/",
    "https://api.sender.example:8443/orders/1",
    "http://api.sender.example/orders/1",
  ])("at no other host: %s", async (url) => {
    const { fetch, calls } = fetching(() => new Response());
    await expect(senderAsker(fetch, HOSTS)(new URL(url))).rejects.toThrow(
      "must be one of the source's hosts",
    );
    expect(calls).toEqual([]);
  });

  test("that gets no answer is reported as such, without a word of the error's", async () => {
    const { fetch } = fetching(() => Promise.reject(new DOMException("token t was seen", "TimeoutError")));
    expect(await senderAsker(fetch, HOSTS)(ORDER)).toEqual({
      ok: false,
      reason: "unavailable",
      message: "Cannot reach api.sender.example within 5000 ms: TimeoutError",
    });
  });

  test("that gets an endless answer does not read it to the end", async () => {
    let sent_bytes = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent_bytes += 100_000;
        controller.enqueue(new Uint8Array(100_000));
      },
    });
    const { fetch } = fetching(() => new Response(endless));
    expect(await senderAsker(fetch, HOSTS)(ORDER)).toMatchObject({ ok: false, reason: "unavailable" });
    expect(sent_bytes).toBeLessThan(5_000_000);
  });
});
