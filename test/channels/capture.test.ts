import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { captureChannel, listCaptured, readCaptured } from "../../src/channels/capture.ts";
import type { OutgoingMail } from "../../src/channels/channel.ts";
import { conformance, OUTGOING, QUOTED } from "./conformance.ts";
import { readRaw } from "./raw_mail.ts";

const { MAIL } = env as unknown as { MAIL: R2Bucket };
const NOW_MS = Date.UTC(2026, 10, 5, 9, 30);

conformance({
  name: "capture",
  secrets: [],
  idempotent: false,
  says_when: false,
  impossible: {
    "refuses the mail": "R2 takes any text",
    "fails the mail inside an answer of success": "one object, one answer",
    "limits the rate": "every mail has a key of its own, and the limit is on one key",
    "is down for maintenance": "R2 throws for every failure alike",
    "breaks inside": "R2 throws for every failure alike",
    "does not answer in time": "R2 bounds its own time and throws",
    "stops in the middle of its answer": "the binding gives its answer whole",
    "answers what cannot be read": "the answer is not read: not throwing is the yes",
    "answers without end": "the binding gives its answer whole",
  },
  open: (situation) => {
    let asked = 0;
    const put: R2Bucket["put"] = (key: string, ...rest: unknown[]) => {
      asked++;
      if (situation === "loses the connection") {
        return Promise.reject(new Error(`Network connection lost. ${QUOTED}`));
      }
      return (MAIL.put as (...all: unknown[]) => Promise<never>)(key, ...rest);
    };
    const bucket = { put } as unknown as R2Bucket;
    return { channel: captureChannel(bucket, () => NOW_MS), asked: () => asked };
  },
  openTaking: () => {
    let kept = "";
    const put = (_key: string, raw: string) => {
      kept = raw;
      return Promise.resolve(null);
    };
    const bucket = { put } as unknown as R2Bucket;
    return { channel: captureChannel(bucket, () => NOW_MS), reached: () => readRaw(kept) };
  },
});

describe("the dev mailbox", () => {
  beforeEach(async () => {
    const { objects } = await MAIL.list();
    await MAIL.delete(objects.map(({ key }) => key));
  });

  test("shows what was captured, under the id that the receipt gave", async () => {
    const id = await capture(OUTGOING, NOW_MS);
    const captured = {
      id,
      kind: "order_confirmation",
      to: "ada.loewe@post.example",
      subject: OUTGOING.mail.subject,
      order: "#9001",
      at: "2026-11-05T09:30:00.000Z",
    };
    expect(await listCaptured(MAIL, 50)).toEqual([captured]);
    expect(await readCaptured(MAIL, id)).toEqual({ captured, raw: OUTGOING.raw });
  });

  test("lists newest first, also across the day on which the time in milliseconds became one digit longer", async () => {
    const times = [Date.UTC(2001, 0, 1), NOW_MS, NOW_MS + 1, NOW_MS + 86_400_000];
    for (const at of [times[2], times[0], times[3], times[1]]) await capture(OUTGOING, at!);
    const listed = await listCaptured(MAIL, 50);
    expect(listed.map(({ at }) => Date.parse(at))).toEqual(times.toReversed());
  });

  test("lists no more than it is asked for", async () => {
    for (const at of [1, 2, 3]) await capture(OUTGOING, NOW_MS + at);
    expect((await listCaptured(MAIL, 2)).map(({ at }) => Date.parse(at))).toEqual([NOW_MS + 3, NOW_MS + 2]);
  });

  test("follows a page that R2 cut short, and stops after ten pages", async () => {
    await capture(OUTGOING, NOW_MS);
    let asked = 0;
    const list = async (options: R2ListOptions) => {
      asked++;
      const { objects } = await MAIL.list({ prefix: options.prefix!, include: options.include! });
      return { objects, delimitedPrefixes: [], truncated: true, cursor: `page ${asked}` };
    };
    const listed = await listCaptured({ list } as unknown as R2Bucket, 50);
    expect(listed).toHaveLength(10);
    expect(asked).toBe(10);
  });

  test("shows a mail twice that was sent twice, even in the same millisecond", async () => {
    const ids = [await capture(OUTGOING, NOW_MS), await capture(OUTGOING, NOW_MS)];
    expect(new Set(ids).size).toBe(2);
    // Both carry the hash of their key, so that the eye finds the pair.
    expect(new Set(ids.map((id) => id.slice(0, -8))).size).toBe(1);
    expect(await listCaptured(MAIL, 50)).toHaveLength(2);
  });

  test.each([
    ["in every script", 'Grüße, 注文 заказ طلب 👩🏽‍🌾 100 % "fertig"'],
    ["with a broken character", "half \ud83d a pair", "half \ufffd a pair"],
    ["with line breaks", "one\r\ntwo"],
    ["that is empty", ""],
  ])("keeps a subject %s", async (_, subject, expected = subject) => {
    await capture({ ...OUTGOING, mail: { ...OUTGOING.mail, subject } }, NOW_MS);
    expect((await listCaptured(MAIL, 1))[0]?.subject).toBe(expected);
  });

  test("cuts what would not fit into an object's metadata, between characters, and keeps the mail whole", async () => {
    const long = "文🌾".repeat(4_000);
    const outgoing = {
      ...OUTGOING,
      kind: long,
      order_number: long,
      raw: `Message-ID: <${"m".repeat(9_000)}>\r\n\r\n`,
      mail: { ...OUTGOING.mail, subject: long, to: { email: long } },
    };
    const id = await capture(outgoing, NOW_MS);
    const stored = await MAIL.head(`captured/${id}`);
    const size = Object.entries(stored!.customMetadata!).reduce(
      (sum, [key, value]) => sum + key.length + value.length,
      0,
    );
    expect(size).toBeLessThanOrEqual(8_192);
    const read = await readCaptured(MAIL, id);
    expect(long.startsWith(read!.captured.subject)).toBe(true);
    expect(read!.captured.subject.length).toBeGreaterThan(400);
    expect(read!.captured.subject.isWellFormed()).toBe(true);
    expect(read!.raw).toBe(outgoing.raw);
  });

  test("holds metadata in ASCII alone, with the Message-ID of the mail", async () => {
    const id = await capture(OUTGOING, NOW_MS);
    const stored = await MAIL.head(`captured/${id}`);
    expect(Object.values(stored!.customMetadata!).join("")).toMatch(/^[\x21-\x7e]+$/);
    expect(decodeURIComponent(stored!.customMetadata!["message_id"]!)).toBe(
      "<9001.order-confirmation@linden.example>",
    );
    expect(stored!.httpMetadata?.contentType).toBe("message/rfc822");
  });

  test("leaves out what the channel did not write", async () => {
    await MAIL.put("captured/notes.txt", "mine");
    await MAIL.put(`captured/${"0".repeat(13)}-${"0".repeat(16)}`, "no metadata");
    await MAIL.put(`captured/${"1".repeat(13)}-${"0".repeat(16)}`, "broken", {
      customMetadata: { kind: "%", to: "a", subject: "b", order: "c", at: "d" },
    });
    await MAIL.put("sent/demo/standard/9001/order_confirmation/", OUTGOING.raw);
    expect(await listCaptured(MAIL, 50)).toEqual([]);
    expect(await readCaptured(MAIL, `${"0".repeat(13)}-${"0".repeat(16)}`)).toBeNull();
  });

  test("has nothing under an id that was never given", async () => {
    expect(await readCaptured(MAIL, `${"9".repeat(13)}-${"0".repeat(16)}`)).toBeNull();
  });

  test.each([
    "",
    "../sent/demo",
    `${"9".repeat(13)}-${"0".repeat(16)}\n`,
    `${"9".repeat(13)}-${"G".repeat(16)}`,
    "x".repeat(9_000),
  ])(
    "asks R2 for nothing under what is no id: %j",
    async (id) => {
      // A bucket without methods: any use of it throws.
      expect(await readCaptured({} as R2Bucket, id)).toBeNull();
    },
  );
});

async function capture(outgoing: OutgoingMail, now_ms: number): Promise<string> {
  const receipt = await captureChannel(MAIL, () => now_ms).send(outgoing);
  if (receipt.outcome !== "accepted") throw new Error(receipt.reason);
  return receipt.provider_id;
}
