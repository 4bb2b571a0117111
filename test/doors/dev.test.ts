import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { captureChannel, listCaptured } from "../../src/channels/capture.ts";
import type { Env } from "../../src/config.ts";
import { web } from "../../src/doors/web.ts";
import { compose } from "../../src/mail/mime/compose.ts";
import { NOW_MS } from "../support/cast.ts";
import { MAIL } from "../support/ordinary_mail.ts";

let id: string;

beforeAll(async () => {
  const raw = await compose(MAIL);
  const parcel = {
    idempotency_key: MAIL.key,
    mail: MAIL,
    raw,
    kind: "order_confirmation",
    order_number: "#9001",
  };
  await captureChannel(env.MAIL, () => NOW_MS).send(parcel);
  id = (await listCaptured(env.MAIL, 1))[0]!.id;
});

function get(path: string, headers: Record<string, string> = {}, changed: Partial<Env> = {}) {
  return web.request(path, { headers }, { ...env, ...changed }, createExecutionContext());
}

describe("the dev mailbox", () => {
  test("lists the captured mails, in the form of the contract", async () => {
    const answer = await get("/dev/mail", { accept: "application/json" });
    expect(await answer.json()).toEqual([{
      id,
      kind: "order_confirmation",
      to: MAIL.to.email,
      subject: MAIL.subject,
      order: "#9001",
      at: new Date(NOW_MS).toISOString(),
    }]);
    expect(await (await get("/dev/mail")).text()).toContain(`/dev/mail/${id}`);
  });

  test("shows one mail as page, HTML, text, source and .eml", async () => {
    const raw = await compose(MAIL);
    expect((await get(`/dev/mail/${id}`)).headers.get("Content-Type")).toContain("text/html");
    expect((await get(`/dev/mail/${id}?view=text`)).status).toBe(200);
    expect((await get(`/dev/mail/${id}/html`)).headers.get("Content-Type")).toContain("text/html");
    expect((await get(`/dev/mail/${id}/text`)).headers.get("Content-Type")).toContain("text/plain");
    expect(await (await get(`/dev/mail/${id}/source`)).text()).toBe(raw);
    const eml = await get(`/dev/mail/${id}.eml`);
    expect(eml.headers.get("Content-Type")).toBe("message/rfc822");
    expect(await eml.text()).toBe(raw);
  });

  test("a mail may be shown in a frame by the mailbox alone, and nothing in it runs", async () => {
    const { headers } = await get(`/dev/mail/${id}/html`);
    expect(headers.get("Content-Security-Policy")).toMatch(/default-src 'none'.*frame-ancestors 'self'/);
    expect(headers.get("X-Frame-Options")).toBeNull();
  });

  test("a missing mail gets a page like any other", async () => {
    for (
      const path of [
        "/dev/mail/nothing",
        "/dev/mail/nothing/html",
        "/dev/mail/0000000000000-0000000000000000.eml",
      ]
    ) {
      const answer = await get(path);
      expect(answer.status, path).toBe(404);
      expect(answer.headers.get("Content-Security-Policy"), path).toContain("style-src 'self'");
    }
  });

  test("does not exist outside development", async () => {
    for (const path of ["/dev/mail", `/dev/mail/${id}`, `/dev/mail/${id}/html`, `/dev/mail/${id}.eml`]) {
      const answer = await get(path, {}, { ENVIRONMENT: "production" });
      expect(answer.status, path).toBe(404);
      expect(await answer.text(), path).not.toContain(MAIL.subject);
    }
  });
});

describe("the health check", () => {
  test("says which channels are open, and answers 503 when the database is away", async () => {
    const { applyD1Migrations } = await import("cloudflare:test");
    await applyD1Migrations(env.DB, env.MIGRATIONS);
    expect(await (await get("/healthz")).json()).toMatchObject({
      ok: true,
      database: "ok",
      oldest_owed_s: null,
    });
    const owe = (lane: number, due_at: number) =>
      env.DB.prepare(
        `insert into messages (subject, kind, about, state, dated_at, due_at, lane)
         values ('demo/standard/late', 'order_confirmation', ?1, 'owed', ?2, ?2, ?1)`,
      ).bind(lane, due_at).run();
    await owe(1, Date.now() - 25 * 3_600_000);
    const bulk = await get("/healthz");
    expect(bulk.status).toBe(200);
    expect(await bulk.json()).toMatchObject({ ok: true, overdue: ["bulk"], oldest_owed_s: null });
    await owe(0, Date.now() - 4 * 60_000);
    expect((await get("/healthz")).status).toBe(200);
    await env.DB.prepare("update messages set due_at = ?1 where lane = 0").bind(Date.now() - 6 * 60_000)
      .run();
    const urgent = await get("/healthz");
    expect(urgent.status).toBe(503);
    expect(await urgent.json()).toMatchObject({ ok: false, database: "ok", overdue: ["urgent", "bulk"] });
    await env.DB.prepare("delete from messages").run();
    const lost = () => Promise.reject(new Error("lost"));
    const statement = { bind: () => statement, first: lost, all: lost, run: lost };
    const down = { prepare: () => statement, batch: lost } as unknown as D1Database;
    expect((await get("/healthz", {}, { DB: down })).status).toBe(503);
  });
});
