import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import type { MessageKey } from "../../../src/messages/message.ts";
import type { StandaloneMail } from "../../../src/messages/standalone.ts";
import { customerSubject } from "../../../src/messages/subject.ts";
import { insertStandalone } from "../../../src/sql/messages.ts";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import { passMinute } from "../../support/clock.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";

const MINUTE_MS = 60_000;
const PER_MINUTE = 3;
const PACED = { ...SHOP, pace: { ...SHOP.pace, domain_per_minute: PER_MINUTE } };

beforeEach(async () => {
  await openHouse();
  await env.DB.batch(["messages", "paces", "orders"].map((table) => env.DB.prepare(`delete from ${table}`)));
});

/** A mail that can wait, due at `due_at_ms`, to somebody at that domain. */
async function owe(shop_id: string, id: string, domain: string, due_at_ms = NOW_MS): Promise<void> {
  const standalone: StandaloneMail<"back_in_stock"> = {
    kind: "back_in_stock",
    about: "MILL@1",
    to: { email: `${id}@${domain}` },
    facts: { product: { title: "Mill" } },
    due_at_ms,
    valid_until_ms: due_at_ms + 86_400_000,
  };
  await insertStandalone(env.DB, customerSubject(shop_id, id), standalone, due_at_ms).run();
}

/** Whom one tick wakes; each of them is then sent. */
async function tick(now_ms: number): Promise<readonly string[]> {
  const woken: MessageKey[] = [];
  const queue = {
    sendBatch: (batch: readonly { readonly body: MessageKey }[]) => {
      woken.push(...batch.map(({ body }) => body));
      return Promise.resolve();
    },
  } as unknown as Queue<MessageKey>;
  await passMinute({
    ...recording,
    mail: env.MAIL,
    find_shop: (id) => Promise.resolve({ ...DEMO, id, settings: id === "paced" ? PACED : SHOP }),
    wake_queue: queue,
    bulk_wake_queue: queue,
  }, now_ms);
  for (const { subject } of woken) {
    await env.DB.prepare("update messages set state = 'sent', due_at = null where subject = ?").bind(subject)
      .run();
  }
  return woken.map(({ subject }) => subject.split("/").at(-1)!);
}

describe("a bulk mail", () => {
  test("goes to one domain at the shop's pace, minute by minute, and no mail is moved twice", async () => {
    for (let id = 0; id < 8; id++) await owe("paced", `g${id}`, "Gmail.com");
    await owe("paced", "w1", "web.de");
    expect((await tick(NOW_MS)).toSorted()).toEqual(["g0", "g1", "g2", "w1"]);
    const moved = (await rows("messages")).filter(({ state }) => state === "owed");
    expect(moved.map(({ due_at }) => Number(due_at) - NOW_MS)).toEqual([
      20_000,
      40_000,
      60_000,
      80_000,
      100_000,
    ]);
    expect(new Set(moved.map(({ reason }) => reason))).toEqual(new Set(["paced: 3 a minute to gmail.com"]));
    // What comes now waits behind those that have their turn already.
    await owe("paced", "g8", "gmail.com", NOW_MS + MINUTE_MS);
    expect(await tick(NOW_MS + MINUTE_MS)).toEqual(["g3", "g4", "g5"]);
    expect(await tick(NOW_MS + 2 * MINUTE_MS)).toEqual(["g6", "g7", "g8"]);
    expect((await rows("messages")).filter(({ due_at }) => due_at !== null)).toEqual([]);
  });

  test("of a shop without a pace goes at once, and nothing is written for it", async () => {
    for (let id = 0; id < 8; id++) await owe("free", `f${id}`, "gmail.com");
    expect(await tick(NOW_MS)).toHaveLength(8);
    expect(await rows("paces")).toEqual([]);
  });

  test("within the pace costs no row", async () => {
    for (let id = 0; id < PER_MINUTE; id++) await owe("paced", `p${id}`, "gmail.com");
    expect(await tick(NOW_MS)).toHaveLength(PER_MINUTE);
    expect(await rows("paces")).toEqual([]);
  });

  test("never delays an urgent mail: a code goes whatever the pace", async () => {
    for (let id = 0; id < 8; id++) await owe("paced", `g${id}`, "gmail.com");
    for (let id = 0; id < 8; id++) {
      const standalone: StandaloneMail<"verification_code"> = {
        kind: "verification_code",
        about: "1",
        to: { email: `c${id}@gmail.com` },
        facts: { challenge: "1", use: "history", minutes: 10 },
        due_at_ms: NOW_MS,
        valid_until_ms: NOW_MS + 600_000,
      };
      await insertStandalone(env.DB, customerSubject("paced", `c${id}`), standalone, NOW_MS).run();
    }
    expect((await tick(NOW_MS)).filter((id) => id.startsWith("c"))).toHaveLength(8);
  });

  test("of an order is counted for its customer's domain", async () => {
    for (let id = 0; id < 5; id++) {
      const subject = `paced/standard/${id}`;
      const state = JSON.stringify({ details: { customer: { email: `o${id}@gmail.com` } } });
      await env.DB.batch([
        env.DB.prepare("insert into orders (id, number, seq, state, updated_at) values (?, '#', 1, ?, 0)")
          .bind(subject, state),
        env.DB.prepare(
          "insert into messages (subject, kind, about, state, dated_at, due_at, lane) values (?, 'follow_up', '', 'owed', ?2, ?2, 1)",
        ).bind(subject, NOW_MS),
      ]);
    }
    expect(await tick(NOW_MS)).toEqual(["0", "1", "2"]);
  });
});
