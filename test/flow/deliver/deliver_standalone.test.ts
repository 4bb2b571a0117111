import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type CapturedMail, listCaptured, readCaptured } from "../../../src/channels/capture.ts";
import { deliverMessage } from "../../../src/flow/deliver/deliver_message.ts";
import type { DeliverPorts, Shop } from "../../../src/flow/ports.ts";
import { isCodeFor } from "../../../src/links/code.ts";
import { verifyLink } from "../../../src/links/signed_link.ts";
import { LEASE_S } from "../../../src/messages/attempt.ts";
import { keyText, type MessageKey, type StandaloneKind } from "../../../src/messages/message.ts";
import type { StandaloneMail, StoredStandalone } from "../../../src/messages/standalone.ts";
import { customerSubject, shopSubject } from "../../../src/messages/subject.ts";
import { insertStandalone, withdrawStandalones } from "../../../src/sql/messages.ts";
import { standaloneSample } from "../../mail/standalone_samples.ts";
import { NOW_MS } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { readBack } from "../../support/read_back.ts";

beforeAll(openHouse);
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

const LINK_KEYS = [{ id: 1, bytes: new Uint8Array(32).fill(7) }];
const MINUTE_MS = 60_000;
let counter = 0;

interface Owed {
  readonly key: MessageKey;
  /** Nobody else's, so that a mailbox that all tests share can be searched. */
  readonly email: string;
}

/** A notice of its own customer, owed now and true for ten minutes. */
async function owe<Kind extends StandaloneKind>(
  kind: Kind,
  changed: Partial<StoredStandalone<Kind>> = {},
): Promise<Owed> {
  counter += 1;
  const email = `customer-${counter}@lovelace.example`;
  const said = standaloneSample(kind, "en", changed);
  const standalone = {
    ...said,
    to: { ...said.to, email },
    kind,
    about: "1",
    due_at_ms: NOW_MS,
    valid_until_ms: NOW_MS + 10 * MINUTE_MS,
  } as unknown as StandaloneMail;
  const subject = customerSubject("demo", String(counter));
  await insertStandalone(env.DB, subject, standalone, NOW_MS).run();
  return { key: { subject, kind, about: "1" }, email };
}

function ports(shop: Shop = DEMO, changes: Partial<DeliverPorts["ways"]> = {}): DeliverPorts {
  return {
    ...recording,
    archive: env.MAIL,
    find_shop: () => Promise.resolve(shop),
    sealing_keys: [],
    link_keys: LINK_KEYS,
    public_url: "https://waybill.test",
    ways: { bucket: env.MAIL, development: true, fetch, clock: () => NOW_MS, ...changes },
  };
}

/** Where every mail leaves through a provider that answers so. */
function answering(status: number): DeliverPorts {
  const shop = { ...DEMO, settings: { ...DEMO.settings, channels: ["mailchannels" as const] } };
  const answer = () => Promise.resolve(new Response(JSON.stringify({ errors: ["no"] }), { status }));
  return ports(shop, { mailchannels_api_key: "k", fetch: answer as typeof fetch });
}

function ledger({ subject }: MessageKey) {
  return env.DB.prepare("select state, reason, attempts, due_at, facts from messages where subject = ?")
    .bind(subject).first();
}

async function capturedFor({ email }: Owed): Promise<readonly (CapturedMail & { readonly raw: string })[]> {
  const mails = (await listCaptured(env.MAIL, 1_000)).filter(({ to }) => to === email);
  return await Promise.all(mails.map(async (mail) => ({
    ...mail,
    raw: (await readCaptured(env.MAIL, mail.id))!.raw,
  })));
}

describe("a standalone mail", () => {
  test("is written from what it carries, sent once, and archived", async () => {
    const owed = await owe("support_received");
    expect(await deliverMessage(ports(), owed.key, NOW_MS)).toBe("sent");
    expect(await deliverMessage(ports(), owed.key, NOW_MS)).toBe("taken");
    const [mail, ...others] = await capturedFor(owed);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      kind: "support_received",
      order: "",
      subject: "We’ve received your message: Where is my grinder?",
    });
    const read = await readBack(mail!.raw);
    expect(read.replyTo?.[0]?.address).toBe("help@kontor.example");
    expect(read.text).toContain("my grinder was due on Friday");
    expect(await (await env.MAIL.get(`sent/${keyText(owed.key)}`))!.text()).toBe(mail!.raw);
    expect(await ledger(owed.key)).toMatchObject({ state: "sent", attempts: 1, due_at: null });
  });

  test("is owed once, however often it is asked for", async () => {
    const { key } = await owe("support_resolved");
    const again = {
      ...standaloneSample("support_resolved"),
      kind: key.kind,
      about: "1",
    } as unknown as StandaloneMail<"support_resolved">;
    await insertStandalone(env.DB, key.subject, { ...again, due_at_ms: NOW_MS, valid_until_ms: null }, NOW_MS)
      .run();
    const { results } = await env.DB.prepare("select 1 from messages where subject = ?").bind(key.subject)
      .all();
    expect(results).toHaveLength(1);
  });

  test("carries a link that opens what it was made for and nothing else", async () => {
    const owed = await owe("history_link");
    await deliverMessage(ports(), owed.key, NOW_MS);
    const { text } = await readBack((await capturedFor(owed))[0]!.raw);
    const [, token] = /^https:\/\/waybill\.test\/h\/(\S+)$/m.exec(text!)!;
    expect(await verifyLink(LINK_KEYS, token!, "history", NOW_MS)).toMatchObject({
      ok: true,
      value: { subject: "demo/~customer/1" },
    });
    expect(await verifyLink(LINK_KEYS, token!, "order", NOW_MS)).toMatchObject({ reason: "purpose" });
  });

  test("that is no longer true is suppressed as expired, and what it said is forgotten", async () => {
    const owed = await owe("verification_code");
    expect(await deliverMessage(ports(), owed.key, NOW_MS + 10 * MINUTE_MS)).toBe("suppressed");
    expect(await ledger(owed.key)).toMatchObject({ state: "suppressed", reason: "expired", facts: null });
    expect(await capturedFor(owed)).toEqual([]);
  });

  test("is sent until the last moment at which it is true", async () => {
    const owed = await owe("verification_code");
    expect(await deliverMessage(ports(), owed.key, NOW_MS + 10 * MINUTE_MS - 1)).toBe("sent");
  });

  test("that something newer has made untrue is withdrawn before a worker takes it", async () => {
    const owed = await owe("verification_code");
    await withdrawStandalones(env.DB, owed.key.subject, "verification_code", "overtaken", NOW_MS).run();
    expect(await deliverMessage(ports(), owed.key, NOW_MS)).toBe("taken");
    expect(await ledger(owed.key)).toMatchObject({
      state: "suppressed",
      reason: "overtaken",
      due_at: null,
      facts: null,
    });
    expect(await capturedFor(owed)).toEqual([]);
  });

  test("that has left stays sent when it is withdrawn", async () => {
    const owed = await owe("shop_alert");
    await deliverMessage(ports(), owed.key, NOW_MS);
    await withdrawStandalones(env.DB, owed.key.subject, "shop_alert", "overtaken", NOW_MS).run();
    expect(await ledger(owed.key)).toMatchObject({ state: "sent" });
  });

  test("that was refused keeps what it says, so that it can be sent again", async () => {
    const owed = await owe("support_reply");
    expect(await deliverMessage(answering(400), owed.key, NOW_MS)).toBe("failed");
    const failed = (await ledger(owed.key))!;
    expect(JSON.parse(failed["facts"] as string)).toMatchObject({ facts: { author: "Juna" } });
    await env.DB.prepare("update messages set due_at = ?2 where subject = ?1").bind(owed.key.subject, NOW_MS)
      .run();
    expect(await deliverMessage(ports(), owed.key, NOW_MS)).toBe("sent");
    expect(await ledger(owed.key)).toMatchObject({ state: "sent", attempts: 2, facts: null });
    expect(await capturedFor(owed)).toHaveLength(1);
  });

  test("that is tried again is the same mail, to the byte", async () => {
    const owed = await owe("data_export_ready");
    await deliverMessage(ports(), owed.key, NOW_MS);
    // As after a worker that died between the channel and the ledger: what it said is still there.
    await env.DB.prepare(
      "update messages set state = 'sending', due_at = ?2, lease_until = ?2, facts = ?3 where subject = ?1",
    ).bind(
      owed.key.subject,
      NOW_MS,
      JSON.stringify({
        ...standaloneSample("data_export_ready"),
        to: { ...standaloneSample("data_export_ready").to, email: owed.email },
      }),
    ).run();
    expect(await deliverMessage(ports(), owed.key, NOW_MS + LEASE_S * 1_000)).toBe("sent");
    const [second, first] = await capturedFor(owed);
    expect(second!.raw).toBe(first!.raw);
    expect(second!.raw).toMatch(/^Message-ID: <[^>]+@kontor\.example>\r$/m);
  });

  test("whose facts do not fit its kind fails, and shows nothing of them", async () => {
    const owed = await owe("support_reply");
    await env.DB.prepare(
      "update messages set facts = json_remove(facts, '$.facts.message') where subject = ?",
    )
      .bind(owed.key.subject).run();
    expect(await deliverMessage(ports(), owed.key, NOW_MS)).toBe("failed");
    expect(await ledger(owed.key)).toMatchObject({ reason: "Cannot write the mail: ValiError" });
  });

  test("to the shop finds its shop by its subject", async () => {
    counter += 1;
    const { facts } = standaloneSample("shop_digest");
    const email = `shop-${counter}@kontor.example`;
    const standalone: StandaloneMail = {
      kind: "shop_digest",
      about: "2026-11-21",
      due_at_ms: NOW_MS,
      valid_until_ms: NOW_MS + 86_400_000,
      to: { email },
      facts,
    };
    await insertStandalone(env.DB, shopSubject("demo"), standalone, NOW_MS).run();
    const key: MessageKey = { subject: shopSubject("demo"), kind: "shop_digest", about: standalone.about };
    const find_shop = vi.fn(() => Promise.resolve(DEMO));
    expect(await deliverMessage({ ...ports(), find_shop }, key, NOW_MS)).toBe("sent");
    expect(find_shop).toHaveBeenCalledWith("demo", NOW_MS);
    expect((await capturedFor({ key, email }))[0]!.subject).toContain("2,311 emails");
  });
});

describe("the mail with a code", () => {
  test("brings the code of its challenge, is in no archive, and is forgotten once it has left", async () => {
    const facts = { challenge: "7d1e", use: "history", minutes: 10 } as const;
    const owed = await owe("verification_code", { facts });
    expect(await deliverMessage(ports(), owed.key, NOW_MS)).toBe("sent");
    const [mail] = await capturedFor(owed);
    const [, code] = /^(\d{6}) is your verification code$/.exec(mail!.subject)!;
    expect(await isCodeFor(LINK_KEYS, "7d1e", code!)).toBe(true);
    expect((await readBack(mail!.raw)).text!.split("\n")).toContain(code);
    expect(await env.MAIL.head(`sent/${keyText(owed.key)}`)).toBeNull();
    expect(await ledger(owed.key)).toMatchObject({ state: "sent", facts: null });
  });

  test("is the same code when the mail is tried again", async () => {
    const owed = await owe("verification_code");
    expect(await deliverMessage(answering(503), owed.key, NOW_MS)).toBe("owed");
    const { due_at, facts } = (await ledger(owed.key))!;
    expect(facts).not.toBeNull();
    expect(facts).not.toMatch(/"\d{6}"/);
    expect(await deliverMessage(ports(), owed.key, due_at as number)).toBe("sent");
    const [mail] = await capturedFor(owed);
    const [, code] = /^(\d{6}) is your verification code$/.exec(mail!.subject)!;
    expect(await isCodeFor(LINK_KEYS, "3f0c", code!)).toBe(true);
  });
});
