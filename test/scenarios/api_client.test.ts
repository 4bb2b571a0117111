import { exports } from "cloudflare:workers";
import createClient from "openapi-fetch";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts } from "../../src/doors/ports.ts";
import type { paths } from "../support/api_types.ts";
import { NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import { fill } from "../support/route_requests.ts";
import { API_TOKENS, openShops, ORDERS } from "../support/strangers.ts";

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  forgetPorts();
  await openShops();
  await fill();
});

/** The client that is generated from the OpenAPI document, over the Worker itself. */
function clientOf(token: string) {
  return createClient<paths>({
    baseUrl: "https://waybill.test",
    headers: { Authorization: `Bearer ${token}` },
    fetch: (request: Request) => exports.default.fetch(request),
  });
}

const shop = "demo";
const params = { path: { shop } };

/** The answer, where it is one. */
async function told<T>(asked: Promise<{ data?: T; error?: unknown }>): Promise<T> {
  const { data, error } = await asked;
  expect(error).toBeUndefined();
  return data!;
}

describe("a client generated from the OpenAPI document", () => {
  test("goes through a shop's day: finds, answers, decides, sends again, corrects, suppresses, and sees who did it", async () => {
    const owner = clientOf(API_TOKENS.demo);
    const made = await told(owner.POST("/api/shops/{shop}/tokens", {
      params: { ...params, header: { "Idempotency-Key": "day-1" } },
      body: { name: "ERP", scopes: ["act"], days: 30 },
    }));
    const client = clientOf(made.token);

    const found = await told(
      client.POST("/api/shops/{shop}/orders/find", { params, body: { text: "#own" } }),
    );
    expect(found.orders.map(({ order }) => order)).toContain(ORDERS.own);
    const { cases } = await told(client.GET("/api/shops/{shop}/cases", { params }));
    expect(cases.map(({ id }) => id)).toContain("own");
    const one = await told(
      client.GET("/api/shops/{shop}/cases/{id}", { params: { path: { shop, id: "own" } } }),
    );
    expect(one.order).toBe(ORDERS.own);

    const own = { params: { path: { shop, id: "own" } } };
    const answer = { id: "a-1", message: "Tomorrow.", author: "Ann", then: "wait" as const };
    expect(await told(client.POST("/api/shops/{shop}/cases/{id}/answer", { ...own, body: answer })))
      .toMatchObject({ answered: true });
    for (
      const body of [
        { act: "note" as const, id: "n-1", message: "Rang them." },
        { act: "tag" as const, id: "t-1", tags: ["late"] },
        { act: "assign" as const, id: "s-1", to: "Ann" },
        { act: "solve" as const, id: "x-1" },
      ]
    ) await told(client.POST("/api/shops/{shop}/cases/{id}/acts", { ...own, body }));
    const solved = await told(client.GET("/api/shops/{shop}/cases/{id}", own));
    expect([solved.state, solved.tags, solved.entries.map(({ message }) => message)]).toEqual([
      "solved",
      ["late"],
      expect.arrayContaining(["Tomorrow.", "Rang them."]),
    ]);
    const { messages } = await told(
      client.GET("/api/shops/{shop}/conversations", { params: { ...params, query: { order: ORDERS.own } } }),
    );
    expect(messages.map(({ message }) => message)).toContain("Tomorrow.");

    const wrong = await told(
      client.GET("/api/shops/{shop}/mails", { params: { ...params, query: { state: "failed" } } }),
    );
    if (!("mails" in wrong)) throw new Error("Mails must come as a list");
    const failed = wrong.mails.find(({ key }) => key.startsWith(ORDERS.own))!;
    expect(await told(client.POST("/api/shops/{shop}/mails/again", { params, body: { key: failed.key } })))
      .toMatchObject({ owed: true });
    const { unreachable } = await told(client.GET("/api/shops/{shop}/unreachable", { params }));
    expect(unreachable.length).toBe(1);
    await told(client.POST("/api/shops/{shop}/unreachable/correct", {
      params,
      body: { order: unreachable[0]!.order, email: "new@lovelace.example" },
    }));

    const refused = { email: "ben@okada.example", class: "care" as const };
    await told(client.POST("/api/shops/{shop}/suppressions", {
      params,
      body: `${JSON.stringify({ ...refused, reason: "blocked" })}\n`,
      bodySerializer: (lines) => String(lines),
    }));
    const list = await told(client.GET("/api/shops/{shop}/suppressions", { params }));
    expect(list.suppressions).toContainEqual(expect.objectContaining(refused));
    expect(await told(client.DELETE("/api/shops/{shop}/suppressions", { params, body: refused }))).toEqual({
      removed: true,
    });
    await told(client.DELETE("/api/shops/{shop}/dead-letters/{id}", own));

    const { acts } = await told(owner.GET("/api/shops/{shop}/audit", { params }));
    const names = acts.map(({ act, person }) => `${person}: ${act}`);
    for (
      const act of [
        "API: token.make",
        "Ann: case.answer",
        "ERP: mail.send_again",
        "ERP: address.correct",
        "ERP: suppression.release",
        "ERP: letter.drop",
      ]
    ) expect(names).toContain(act);
    await told(
      owner.DELETE("/api/shops/{shop}/tokens/{id}", { params: { path: { shop, id: made.id } } }),
    );
    expect((await client.GET("/api/shops/{shop}/cases", { params })).response.status).toBe(401);
  });

  test("keeps a template of the shop's own, tries it, sends by it and by two ways, cancels, deletes and brings back", async () => {
    const owner = clientOf(API_TOKENS.demo);
    const name = { params: { path: { shop, name: "trial" } } };
    const template = {
      lane: "later" as const,
      variables: [{ name: "plan", type: "text" as const }],
      texts: { en: { subject: "{{plan}} ends", markdown: "**{{plan}}** ends", short: "{{plan}} ends soon" } },
    };
    expect(await told(owner.PUT("/api/shops/{shop}/templates/{name}", { ...name, body: template }))).toEqual({
      changed: true,
    });
    const { templates } = await told(owner.GET("/api/shops/{shop}/templates", { params }));
    expect(templates.map((one) => one.name)).toContain("trial");
    const shown = await told(owner.POST("/api/shops/{shop}/templates/{name}/preview", {
      ...name,
      body: { data: { plan: "Gold" } },
    }));
    expect([shown.subject, shown.short]).toEqual(["Gold ends", "Gold ends soon"]);
    await told(owner.POST("/api/shops/{shop}/templates/{name}/test", {
      ...name,
      body: { id: "t-1", to: "help@kontor.example" },
    }));
    const to = { email: "ada@lovelace.example", phone: "+4915112345678" };
    const handed = await told(owner.POST("/api/shops/{shop}/send", {
      params,
      body: {
        to,
        ways: ["sms", "mail"],
        template: "own:trial",
        data: { plan: "Gold" },
        at: new Date(NOW_MS + 3_600_000).toISOString(),
      },
    }));
    if (!("messages" in handed) || !("id" in handed.messages[0]!)) throw new Error("It must be taken");
    const sent = { params: { path: { shop, id: handed.messages[0].id } } };
    expect(await told(owner.GET("/api/shops/{shop}/send/{id}", sent))).toMatchObject({
      way: "sms",
      tried: [],
      tags: ["own:trial"],
    });
    expect(await told(owner.DELETE("/api/shops/{shop}/send/{id}", sent))).toEqual({ cancelled: true });
    const { versions } = await told(owner.GET("/api/shops/{shop}/templates/{name}", name));
    await told(owner.DELETE("/api/shops/{shop}/templates/{name}", name));
    expect((await owner.GET("/api/shops/{shop}/templates/{name}", name)).response.status).toBe(404);
    expect(
      await told(owner.POST("/api/shops/{shop}/templates/{name}/back", {
        ...name,
        body: { id: "b-1", version: versions[0]!.version },
      })),
    ).toEqual({ changed: true });
  });

  test("is told what it may not do, and what is wrong, by field and rule", async () => {
    const owner = clientOf(API_TOKENS.demo);
    const { token } = await told(
      owner.POST("/api/shops/{shop}/tokens", { params, body: { name: "Board", scopes: ["read"] } }),
    );
    const client = clientOf(token);
    const { error: scope } = await client.PUT("/api/shops/{shop}/settings", { params, body: {} });
    expect(scope).toMatchObject({ status: 403, needed: "admin" });
    const { error } = await owner.PATCH("/api/shops/{shop}/people/{id}", {
      params: { path: { shop, id: "own-person" } },
      body: { role: "king" as never },
    });
    expect(error).toMatchObject({ status: 422, field: "role", got: "text of 4 characters" });
  });
});
