import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markMail } from "../../src/links/mail_token.ts";
import { openReplyAddress, replyAddress, threadId } from "../../src/links/reply_address.ts";
import { type LinkKey, signLink } from "../../src/links/signed_link.ts";

const key = (id: number): LinkKey => ({ id, bytes: new Uint8Array(32).fill(id) });
const KEYS = [key(1)];
const DOMAIN = "reply.kontor.example";
const ids = fc.uint8Array({ minLength: 5, maxLength: 20 }).map(threadId);
const domains = fc.constantFrom(DOMAIN, "r.linden.example", `${"a".repeat(63)}.${"b".repeat(63)}.example`);

describe("a reply address", () => {
  test("opens the thread that it names, and its local part has 64 octets at most", async () => {
    await fc.assert(
      fc.asyncProperty(ids, domains, async (thread, domain) => {
        const address = await replyAddress(KEYS, { thread, domain });
        expect(address.split("@")[0]!.length).toBeLessThanOrEqual(51);
        expect(address).toMatch(/^[a-z0-9-]+@[a-z0-9.-]+$/);
        expect(await openReplyAddress(KEYS, address)).toEqual({ thread, domain });
      }),
      { numRuns: 300 },
    );
  });

  test("opens it in upper or lower case, and where o was read for 0 and l for 1", async () => {
    await fc.assert(
      fc.asyncProperty(
        ids,
        fc.array(fc.boolean(), { minLength: 51, maxLength: 51 }),
        async (thread, capitals) => {
          const address = await replyAddress(KEYS, { thread, domain: DOMAIN });
          const turned = [...address].map((sign, at) => capitals[at] === true ? sign.toUpperCase() : sign)
            .join("");
          const misread = turned.replace(/(?<=-[^@]*)0/g, "O").replace(/(?<=-[^@]*)1/g, "I");
          expect(await openReplyAddress(KEYS, turned)).toEqual({ thread, domain: DOMAIN });
          expect(await openReplyAddress(KEYS, misread)).toEqual({ thread, domain: DOMAIN });
        },
      ),
      { numRuns: 200 },
    );
  });

  test("opens no other thread: no character of it can be another", async () => {
    await fc.assert(
      fc.asyncProperty(
        ids,
        fc.nat(),
        fc.constantFrom(..."023456789abcdefghjkmnpqrstvwxyz-+.@"),
        async (thread, place, sign) => {
          const address = await replyAddress(KEYS, { thread, domain: DOMAIN });
          const at = place % address.length;
          fc.pre(address[at] !== sign);
          expect(await openReplyAddress(KEYS, address.slice(0, at) + sign + address.slice(at + 1)))
            .toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });

  test("is none of another domain, another thread or another key", async () => {
    await fc.assert(
      fc.asyncProperty(ids, ids, async (thread, other) => {
        fc.pre(thread !== other);
        const address = await replyAddress(KEYS, { thread, domain: DOMAIN });
        const mac = address.split("@")[0]!.split("-")[2]!;
        expect(await openReplyAddress(KEYS, address.replace("kontor", "linden"))).toBeNull();
        expect(await openReplyAddress(KEYS, `r-${other}-${mac}@${DOMAIN}`)).toBeNull();
        expect(await openReplyAddress([key(2)], address)).toBeNull();
        expect(await openReplyAddress([], address)).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  test("is opened by an older key as well, and made by the first", async () => {
    const thread = threadId(new Uint8Array(10).fill(7));
    const old = await replyAddress([key(1)], { thread, domain: DOMAIN });
    const rotated = [key(2), key(1)];
    expect(await openReplyAddress(rotated, old)).toEqual({ thread, domain: DOMAIN });
    expect(await replyAddress(rotated, { thread, domain: DOMAIN })).toBe(
      await replyAddress([key(2)], { thread, domain: DOMAIN }),
    );
  });

  test("is none of what the same keys make for another purpose", async () => {
    const thread = threadId(new Uint8Array(10).fill(7));
    const link = await signLink(KEYS, { purpose: "order", subject: thread, expires_at_ms: 4e12 });
    const mark = await markMail(KEYS, { key: thread, recipient: `r@${DOMAIN}` });
    for (const token of [link, mark.replaceAll(" ", "")]) {
      for (let at = 0; at + 16 <= token.length; at++) {
        expect(await openReplyAddress(KEYS, `r-${thread}-${token.slice(at, at + 16)}@${DOMAIN}`)).toBeNull();
      }
    }
  });

  test.each([
    "",
    "@",
    "help@kontor.example",
    "r-@kontor.example",
    `r-00000000-0000000000000000@${DOMAIN}`,
    `R-${"0".repeat(33)}-0000000000000000@${DOMAIN}`,
    `"r-00000000-0000000000000000"@${DOMAIN}`,
    `r-00000000-0000000000000000@${DOMAIN}@${DOMAIN}`,
    "r-00000000-0000000000000000@localhost",
    `r-${"0".repeat(400)}@${DOMAIN}`,
  ])("is not %j", async (address) => {
    expect(await openReplyAddress(KEYS, address)).toBeNull();
  });

  test("is not made from parts that could not be read back", async () => {
    await expect(replyAddress([], { thread: "00000000", domain: DOMAIN })).rejects.toThrow(
      "there must be >= 1 link key",
    );
    await expect(replyAddress(KEYS, { thread: "demo/standard/1001", domain: DOMAIN })).rejects.toThrow(
      "threadId",
    );
    await expect(replyAddress(KEYS, { thread: "00000000", domain: "no domain" })).rejects.toThrow(
      "domain name",
    );
    expect(() => threadId(new Uint8Array(3))).toThrow("8 to 45 characters: got 5");
  });
});

describe("the id of a thread", () => {
  test("is different for different bytes, and contains them all", () => {
    expect(threadId(Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))).toBe("000g40r40m30e209");
    expect(threadId(new Uint8Array(10).fill(255))).toBe("z".repeat(16));
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 10, maxLength: 10 }),
        fc.uint8Array({ minLength: 10, maxLength: 10 }),
        (a, b) => {
          expect(threadId(a) === threadId(b)).toBe(a.toHex() === b.toHex());
        },
      ),
    );
  });
});
