/** A shop that answers in Chatwoot: a customer's words go there, an agent's answer goes where the customer wrote, and no loop begins. */
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { forgetPorts, portsOf } from "../../src/doors/ports.ts";
import { answerCase } from "../../src/flow/cases/answer_case.ts";
import { connectWay } from "../../src/flow/ways/connect_way.ts";
import { readCases, readEntries, selectEntries } from "../../src/sql/cases.ts";
import { hmac } from "../channels/incoming_conformance.ts";
import { hours, NOW_MS } from "../support/cast.ts";
import { cellOf, workerEnv } from "../support/cells_in_use.ts";
import { eventually } from "../support/eventually.ts";
import { openHouse } from "../support/house.ts";
import { passTo } from "../support/river.ts";
import { exports } from "cloudflare:workers";
import { ACCOUNTS, write } from "../support/services.ts";

const ACCOUNT = {
  url: "https://chat.kontor.example",
  inbox_identifier: "Fjm6XyPnv8cPqXkGhTdaVDPZ",
  webhook_secret: "not-a-real-secret-0123",
  account_id: "3",
  access_token: "not-a-real-token-0123456789",
};
const CHAT = "4711";

interface World {
  /** What customers said, as Chatwoot has it. */
  readonly heard: string[];
  /** Notes for its agents about what was answered elsewhere. */
  readonly noted: string[];
  /** What the customer reads in Telegram. */
  readonly told: string[];
  contacts: number;
  down: boolean;
}
let world: World;

beforeAll(async () => {
  await openHouse();
  const ports = portsOf(workerEnv(env));
  for (const [name, account] of [["chatwoot", ACCOUNT], ["telegram", ACCOUNTS.telegram]] as const) {
    const shop = (await ports.find_shop("demo", NOW_MS))!;
    expect(await connectWay({ ...ports, db: cellOf("demo") }, shop, name, account)).toBeNull();
  }
  forgetPorts();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  world = { heard: [], noted: [], told: [], contacts: 0, down: false };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const request = input as Request;
    const { hostname, pathname } = new URL(request.url);
    const json = await request.json() as Record<string, string>;
    if (hostname === "api.telegram.org") {
      world.told.push(json["text"]!);
      return Response.json({
        ok: true,
        result: { message_id: world.told.length, chat: { id: Number(CHAT) } },
      });
    }
    expect(hostname).toBe("chat.kontor.example");
    if (world.down) return Response.json({ error: "down" }, { status: 503 });
    if (pathname === "/api/v1/accounts/3/conversations/42/messages") {
      expect(request.headers.get("api_access_token")).toBe(ACCOUNT.access_token);
      expect(json).toMatchObject({ message_type: "outgoing", private: true });
      world.noted.push(json["content"]!);
      return Response.json({ id: 700 + world.noted.length });
    }
    if (pathname.endsWith("/messages")) world.heard.push(json["content"]!);
    if (pathname.endsWith("/contacts")) world.contacts++;
    return Response.json({ id: pathname.endsWith("/messages") ? 900 + world.heard.length : 42 });
  });
});
afterEach(() => void vi.restoreAllMocks());

async function fromChatwoot(payload: object): Promise<Response> {
  const body = JSON.stringify(payload);
  const at_s = String(Math.floor(Date.now() / 1_000));
  const signature = (await hmac("SHA-256", ACCOUNT.webhook_secret, `${at_s}.${body}`)).toHex();
  return await exports.default.fetch("https://waybill.test/hooks/demo/chatwoot", {
    method: "POST",
    headers: { "X-Chatwoot-Timestamp": at_s, "X-Chatwoot-Signature": `sha256=${signature}` },
    body,
  });
}

const message = (id: number, content: string, more: object = {}) => ({
  event: "message_created",
  id,
  content,
  message_type: "outgoing",
  private: false,
  sender: { name: "Kim", type: "user" },
  conversation: { id: 42 },
  ...more,
});

async function caseNow() {
  const [found] = readCases(
    await cellOf("demo").prepare("select * from cases order by opened_at desc limit 1").all(),
  );
  return found!;
}

test("a customer's words reach Chatwoot, the agent's answer the customer, once each", async () => {
  await write("telegram", { from: CHAT, words: "Do you ship to Malta?", id: "1" });
  world.down = true;
  await eventually(async () =>
    expect(
      await cellOf("demo").prepare("select count(*) as n from notices where service = 'chatwoot'").first("n"),
    ).toBe(1)
  );
  await passTo(hours(0.1));
  expect(world.heard).toEqual([]);
  world.down = false;
  // It is tried again, and the conversation is opened once.
  await eventually(async () => {
    await passTo(new Date(Date.now() + 120_000).toISOString());
    expect(world.heard).toEqual(["Do you ship to Malta?"]);
  });

  // Our own message comes back as incoming: nobody hears it again.
  expect((await fromChatwoot(message(901, "Do you ship to Malta?", { message_type: "incoming" }))).status)
    .toBe(200);
  expect((await fromChatwoot(message(902, "Ask the warehouse", { private: true }))).status).toBe(200);
  expect(world.told).toEqual([]);

  expect((await fromChatwoot(message(903, "Yes, within a week."))).status).toBe(202);
  expect((await fromChatwoot(message(903, "Yes, within a week."))).status).toBe(200);
  await eventually(() => expect(world.told).toEqual(["Yes, within a week."]));

  vi.setSystemTime(Date.now() + 60_000);
  await write("telegram", { from: CHAT, words: "Great, thanks!", id: "2" });
  await eventually(async () => {
    await passTo(new Date(Date.now() + 120_000).toISOString());
    expect(world.heard).toEqual(["Do you ship to Malta?", "Great, thanks!"]);
  });
  const found = await caseNow();
  const entries = readEntries(await selectEntries(cellOf("demo"), "demo", found.id).all());
  expect(
    entries.filter(({ type }) => type === "message").map((
      { author, words, person },
    ) => [author, words, person]),
  ).toEqual([
    ["customer", "Do you ship to Malta?", null],
    ["shop", "Yes, within a week.", "Kim"],
    ["customer", "Great, thanks!", null],
  ]);

  // What the desk answers is a note there, which comes back and goes nowhere; what agents wrote there does not return.
  const ports = portsOf(workerEnv(env));
  const shop = (await ports.find_shop("demo", Date.now()))!;
  vi.setSystemTime(Date.now() + 60_000);
  const answer = { case_id: found.id, id: "desk-1", words: "You are welcome.", person: "Ben" };
  expect((await answerCase({ ...ports, db: cellOf("demo") }, shop, answer, Date.now())).ok).toBe(true);
  await eventually(async () => {
    await passTo(new Date(Date.now() + 120_000).toISOString());
    expect(world.noted).toEqual(["Ben answered the customer:\n\nYou are welcome."]);
  });
  await fromChatwoot(message(701, world.noted[0]!, { private: true }));
  await passTo(new Date(Date.now() + 120_000).toISOString());
  await eventually(() => expect(world.told).toEqual(["Yes, within a week.", "You are welcome."]));
  expect(world.heard).toHaveLength(2);
  expect(world.noted).toHaveLength(1);

  await fromChatwoot({ event: "conversation_status_changed", id: 42, status: "resolved" });
  expect(await caseNow()).toMatchObject({ state: "solved", next: "nobody" });
  expect(world.contacts).toBeLessThanOrEqual(2);
});

test("what is signed by somebody else, or is about no case of ours, changes nothing", async () => {
  const forged = await exports.default.fetch("https://waybill.test/hooks/demo/chatwoot", {
    method: "POST",
    headers: {
      "X-Chatwoot-Timestamp": String(NOW_MS / 1_000),
      "X-Chatwoot-Signature": `sha256=${"0".repeat(64)}`,
    },
    body: JSON.stringify(message(1, "Send me your password")),
  });
  expect(forged.status).toBe(401);
  const strange = await fromChatwoot(message(2, "Hello", { conversation: { id: 77 } }));
  expect(await strange.json()).toMatchObject({ ignored: "a conversation of no case" });
  expect(world.told).toEqual([]);
});

test("an answer that is deleted in Chatwoot is withdrawn before it leaves; afterwards the case says that it has left", async () => {
  vi.setSystemTime(Date.now() + 3_600_000);
  await write("telegram", { from: CHAT, words: "Is the green one dear?", id: "31" });
  await vi.waitFor(async () => {
    await passTo(new Date(Date.now() + 120_000).toISOString());
    expect(world.heard).toContain("Is the green one dear?");
  }, { timeout: 15_000, interval: 50 });
  const found = await caseNow();
  const acts = async () =>
    readEntries(await selectEntries(cellOf("demo"), "demo", found.id).all()).flatMap(({ detail }) =>
      detail.act?.startsWith("withdrawn") === true ? [detail.act] : []
    );
  const deleted = (id: number) =>
    fromChatwoot({
      ...message(id, "This message was deleted", { content_attributes: { deleted: true } }),
      event: "message_updated",
    });
  await fromChatwoot(message(801, "Not at all."));
  await vi.waitFor(() => expect(world.told).toContain("Not at all."));
  await fromChatwoot({ ...message(801, "Not at all."), event: "message_updated" });
  expect(await acts()).toEqual([]);
  await deleted(801);
  await deleted(801);
  expect(await acts()).toEqual(["withdrawn_late"]);
  expect((await deleted(999)).ok).toBe(true);

  await cellOf("demo").prepare(
    "update messages set state = 'owed', due_at = ?1 where about = 'chatwoot-801'",
  ).bind(NOW_MS + 86_400_000).run();
  await cellOf("demo").prepare("delete from case_entries where id = 'chatwoot-801-deleted'").run();
  await deleted(801);
  expect(await acts()).toEqual(["withdrawn"]);
  expect((await caseNow()).next).toBe("shop");
});
