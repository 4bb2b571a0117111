import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { noticesOf, serveNotices } from "../../../src/flow/desk/notices.ts";
import { insertShopAlert } from "../../../src/flow/shop_alert.ts";
import { deleteCases } from "../../../src/sql/cases.ts";
import { NOW_MS } from "../../support/cast.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";
import { passMinute } from "../../support/clock.ts";

const URL_OF = {
  slack: "https://hooks.slack.com/services/T0/B0/secret",
  discord: "https://discord.com/api/webhooks/1/secret",
  teams: "https://prod-1.westeurope.logic.azure.com/workflows/a/triggers/manual/paths/invoke?sig=secret",
} as const;
const MINUTE_MS = 60_000;

interface Posted {
  readonly url: string;
  readonly body: string;
  readonly redirect: string | undefined;
}
let posted: Posted[] = [];
let answers: (() => Response | Promise<Response>)[] = [];

/** Answers as the chats document: 200 `ok` (Slack), 204 (Discord), 202 (Teams). */
const fetch_chat: typeof fetch = async (input, init) => {
  const url = String(input);
  posted.push({ url, body: String(init?.body), redirect: init?.redirect });
  const answer = answers.shift();
  if (answer !== undefined) return await answer();
  if (url.includes("slack")) return new Response("ok");
  return new Response(null, { status: url.includes("discord") ? 204 : 202 });
};
const ports = { db: env.DB, public_url: "https://waybill.test", fetch_chat };

const shopWith = (...chats: readonly (keyof typeof URL_OF)[]) => ({
  ...DEMO,
  secrets: { ...DEMO.secrets, ...Object.fromEntries(chats.map((chat) => [chat, [URL_OF[chat]]])) },
});

beforeAll(openHouse);
beforeEach(async () => {
  posted = [];
  answers = [];
  await env.DB.batch(
    ["notices", "notice_services", "messages", "cases"].map((table) =>
      env.DB.prepare(`delete from ${table}`)
    ),
  );
  await env.DB.prepare(
    `insert into cases (shop_id, id, kind, topic, state, next, opened_at, changed_at, order_id)
     values ('demo', 'c1', 'question', 'other', 'open', 'shop', ?1, ?1, 'demo/standard/1001')`,
  ).bind(NOW_MS).run();
});

/** The alert as its mail's first attempt hands it on. */
async function alert(
  about: string,
  facts: Record<string, unknown>,
  chats: readonly (keyof typeof URL_OF)[],
  at = NOW_MS,
) {
  const statements = noticesOf(
    env.DB,
    shopWith(...chats),
    { kind: "shop_alert", about },
    JSON.stringify({ facts }),
    at,
  );
  if (statements.length > 0) await env.DB.batch([...statements]);
}

describe("an alert", () => {
  test("about a case is told no more once the case is erased", async () => {
    const request = { topic: "customer_request", order_number: "#1001", case_id: "c1" };
    await alert("customer_request:c1", request, ["slack"]);
    await env.DB.batch([...deleteCases(env.DB, { order: "demo/standard/1001" })]);
    // Its mail may still be tried after that.
    await alert("customer_request:c1", request, ["slack", "discord"]);
    await serveNotices(ports, shopWith("slack", "discord"), NOW_MS);
    expect(posted).toEqual([]);
  });

  test("is told in every chat of the shop, once, with the link to its case", async () => {
    const chats = ["slack", "discord", "teams"] as const;
    for (let attempt = 0; attempt < 3; attempt++) {
      await alert("customer_request:c1", {
        topic: "customer_request",
        order_number: "#1001",
        case_id: "c1",
        detail: "I hate it",
      }, chats);
    }
    await serveNotices(ports, shopWith(...chats), NOW_MS);
    await serveNotices(ports, shopWith(...chats), NOW_MS + MINUTE_MS);
    expect(posted.map(({ url }) => url)).toEqual([URL_OF.slack, URL_OF.discord, URL_OF.teams]);
    for (const { body, redirect } of posted) {
      expect(redirect).toBe("manual");
      expect(body).toContain("https://waybill.test/admin/demo/cases/c1");
      expect(body).toContain("1001");
      expect(body).not.toContain("hate");
    }
    expect(await rows("notices")).toEqual([]);
    expect((await rows("notice_services")).map(({ told_at, reason }) => [told_at, reason])).toEqual(
      chats.map(() => [NOW_MS, null]),
    );
  });

  test("of several is one post, and no more than one a minute", async () => {
    for (let at = 0; at < 12; at++) await alert(`dead_letter:${at}`, { topic: "dead_letter" }, ["slack"]);
    await serveNotices(ports, shopWith("slack"), NOW_MS);
    expect(posted).toHaveLength(1);
    expect(posted[0]!.body.match(/Open the desk/g)).toHaveLength(10);
    await serveNotices(ports, shopWith("slack"), NOW_MS + MINUTE_MS);
    expect(posted).toHaveLength(2);
    expect(await rows("notices")).toEqual([]);
  });

  test("is tried again later and later, as late as the chat asks, and given up in the end", async () => {
    await alert("a", { topic: "dead_letter" }, ["slack"]);
    answers = [
      () => new Response("rate_limited", { status: 429, headers: { "Retry-After": "600" } }),
      () => Promise.reject(new Error(`no route to ${URL_OF.slack}`)),
      ...Array.from({ length: 10 }, () => () => new Response(null, { status: 503 })),
    ];
    const waits: number[] = [];
    let now_ms = NOW_MS;
    for (let tries = 0; tries < 20; tries++) {
      await serveNotices(ports, shopWith("slack"), now_ms);
      const [left] = await rows("notices");
      if (left === undefined) break;
      const due_ms = Number(left["due_at"]);
      waits.push((due_ms - now_ms) / MINUTE_MS);
      const before = posted.length;
      await serveNotices(ports, shopWith("slack"), due_ms - 1);
      expect(posted).toHaveLength(before);
      now_ms = due_ms;
    }
    expect(waits).toEqual([10, 2, 4, 8, 16, 32, 64]);
    expect(posted).toHaveLength(8);
    const [service] = await rows("notice_services");
    expect(service!["reason"]).toBe("answered 503");
    expect(JSON.stringify(await rows("notice_services"))).not.toContain("secret");
  });

  test.each([404, 410, 403, 400, 302])(
    "is given up at once where the chat answers %s, which the settings page says",
    async (status) => {
      await alert("a", { topic: "dead_letter" }, ["discord"]);
      answers = [() => new Response(null, { status, headers: { Location: "http://169.254.169.254/" } })];
      await serveNotices(ports, shopWith("discord"), NOW_MS);
      expect(posted).toHaveLength(1);
      expect(await rows("notices")).toEqual([]);
      expect((await rows("notice_services"))[0]).toMatchObject({
        reason: `answered ${status}`,
        failed_at: NOW_MS,
      });
    },
  );

  test("is told nobody who has no chat, whose chat was taken away, or whose address is none", async () => {
    await alert("a", { topic: "dead_letter" }, []);
    expect(await rows("notices")).toEqual([]);
    await alert("b", { topic: "dead_letter" }, ["slack"]);
    await serveNotices(ports, DEMO, NOW_MS);
    await alert("c", { topic: "dead_letter" }, ["slack"]);
    await serveNotices(
      ports,
      { ...DEMO, secrets: { slack: ["https://evil.example/services/T0/B0/x"] } },
      NOW_MS,
    );
    expect(posted).toEqual([]);
    expect(await rows("notices")).toEqual([]);
  });

  test("that is somebody's own invitation is told in no chat", async () => {
    await alert("desk_invited:x", { topic: "desk_invited" }, ["slack"]);
    expect(await rows("notices")).toEqual([]);
  });

  test("is found by the minute's tick", async () => {
    await alert("a", { topic: "dead_letter" }, ["slack"]);
    const queue = { sendBatch: () => Promise.resolve() };
    await passMinute({
      ...recording,
      mail: env.MAIL,
      find_shop: () => Promise.resolve(shopWith("slack")),
      wake_queue: queue,
      bulk_wake_queue: queue,
      fetch_chat,
    } as never, NOW_MS);
    expect(posted.map(({ url }) => url)).toEqual([URL_OF.slack]);
    expect(await rows("notices")).toEqual([]);
  });

  test("is an alert's mail as the shop gets it", async () => {
    await insertShopAlert(env.DB, DEMO, { topic: "dead_letter", detail: "x" }, NOW_MS).run();
    const [mail] = await rows("messages");
    await env.DB.batch([
      ...noticesOf(
        env.DB,
        shopWith("slack"),
        { kind: "shop_alert", about: String(mail!["about"]) },
        String(mail!["facts"]),
        NOW_MS,
      ),
    ]);
    expect((await rows("notices"))[0]).toMatchObject({ topic: "dead_letter", service: "slack" });
  });
});
