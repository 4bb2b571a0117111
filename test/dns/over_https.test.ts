import { describe, expect, test } from "vitest";
import { resolverOverHttps } from "../../src/dns/over_https.ts";

const QUESTION = { name: "shop.example", type: "TXT" } as const;

describe("DNS over HTTPS", () => {
  test("asks the JSON form and joins the strings of a text", async () => {
    let asked = "";
    const resolve = resolverOverHttps((input, init) => {
      asked = `${input} ${new Headers(init?.headers).get("accept")}`;
      return json({
        Status: 0,
        Answer: [
          { name: "shop.example", type: 5, data: "other.example." },
          { name: "other.example", type: 16, data: '"v=spf1 " "include:a.example \\"x\\" -all"' },
          { name: "other.example", type: 16, data: "unquoted" },
        ],
      });
    });
    expect(await resolve(QUESTION)).toEqual({
      status: "found",
      values: ['v=spf1 include:a.example "x" -all', "unquoted"],
    });
    expect(asked).toBe(
      "https://cloudflare-dns.com/dns-query?name=shop.example&type=TXT application/dns-json",
    );
  });

  test.each([
    [{ Status: 3 }, "absent"],
    [{ Status: 0 }, "absent"],
    [{ Status: 0, Answer: [{ type: 5, data: "other.example." }] }, "absent"],
    [{ Status: 2 }, "failed"],
    [{ Status: "0" }, "failed"],
    ["no object", "failed"],
  ])("%j is %s", async (body, status) => {
    expect(await resolverOverHttps(() => json(body))(QUESTION)).toEqual({ status });
  });

  test.each<[string, typeof fetch]>([
    ["a lost connection", () => Promise.reject(new TypeError("lost"))],
    ["a 503", () => Promise.resolve(new Response("", { status: 503 }))],
    ["no JSON", () => Promise.resolve(new Response("<html>"))],
    ["a body of 100,000 characters", () => Promise.resolve(new Response("x".repeat(100_000)))],
  ])("%s is an answer that failed", async (_, fetch) => {
    expect(await resolverOverHttps(fetch)(QUESTION)).toEqual({ status: "failed" });
  });
});

function json(body: unknown): Promise<Response> {
  return Promise.resolve(Response.json(body));
}
