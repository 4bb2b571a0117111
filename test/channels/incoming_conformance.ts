/** What every short way owes for what comes in, whichever the service: one suite, run on what its documentation shows. */
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import type { AnyShort } from "../../src/channels/table.ts";
import type { Incoming } from "../../src/messages/incoming.ts";
import { type ShortWay, WAYS } from "../../src/messages/ways.ts";
import type { Webhook } from "../../src/sources/source.ts";
import { mutated, mutations } from "../support/mutation.ts";
import { runs } from "../support/runs.ts";

export const HOOK = "https://waybill.test/hooks/demo/way";
export const AT_MS = Date.UTC(2026, 10, 22, 10);

export interface IncomingProvider {
  readonly way: ShortWay;
  readonly definition: AnyShort;
  readonly account: Readonly<Record<string, string>>;
  /** Fields of the account that prove a webhook, changed one by one. */
  readonly proof: string;
  readonly sign: (
    body: string,
    account: Readonly<Record<string, string>>,
  ) => Promise<Readonly<Record<string, string>>>;
  /** Writes a payload as the service does. */
  readonly write?: (payload: unknown) => string;
  /** A customer's message of the words `Where is my order?` from the same writer as `stop`. */
  readonly message: unknown;
  readonly code: unknown;
  readonly stop: unknown;
  /** Null where the service tells nothing of what became of a message. */
  readonly delivered: unknown;
  readonly failed: unknown;
  /** Payloads that are the service's own and nothing of ours. */
  readonly ignored: Readonly<Record<string, unknown>>;
  /** Texts of the payloads that no error may quote. */
  readonly private_words: readonly string[];
  /** True where the header is a password, which says nothing of the body. */
  readonly body_is_unsigned?: true;
}

export const CODE = "WB-7F3K9Q2MXA";

export function incomingConformance(provider: IncomingProvider): void {
  const { way, definition, account, proof, sign, write = JSON.stringify } = provider;
  const parsed = v.parse(definition.account, account);

  async function webhookOf(payload: unknown, given = account): Promise<Webhook> {
    const body = write(payload);
    return {
      headers: new Headers(await sign(body, given)),
      body: new TextEncoder().encode(body),
      received_at_ms: AT_MS,
    };
  }
  async function itemsOf(payload: unknown): Promise<readonly Incoming[]> {
    const read = await definition.read(await webhookOf(payload), parsed);
    if (!read.ok) throw new Error(read.message);
    expect(read.value.way).toBe(way);
    return read.value.items;
  }
  const verified = async (webhook: Webhook) => (await definition.verify(webhook, parsed, HOOK)).ok;

  describe(`what comes in by ${way}`, () => {
    test("is taken with its own proof", async () => {
      expect(await verified(await webhookOf(provider.message))).toBe(true);
    });

    test("is refused without a proof, with another account's, with half of one", async () => {
      const webhook = await webhookOf(provider.message);
      const none = { ...webhook, headers: new Headers() };
      const other = { ...account, [proof]: [...account[proof]!].reverse().join("") };
      const foreign = await webhookOf(provider.message, other);
      const half = new Headers(
        [...webhook.headers].map(([name, value]) => [name, value.slice(0, value.length / 2)]),
      );
      for (const wrong of [none, foreign, { ...webhook, headers: half }]) {
        const refused = await definition.verify(wrong, parsed, HOOK);
        expect(refused).toMatchObject({ ok: false, reason: "signature" });
        expect(JSON.stringify(refused)).not.toContain(account[proof]);
      }
    });

    test("is refused where one byte of it was changed", async () => {
      if (provider.body_is_unsigned) return expect(definition.label).toBe("Telegram");
      const webhook = await webhookOf(provider.message);
      const body = webhook.body.slice();
      body[body.length - 3]! ^= 1;
      expect(await verified({ ...webhook, body })).toBe(false);
    });

    test("is a message from an address that the way knows, the same at each delivery", async () => {
      const [message, ...others] = await itemsOf(provider.message);
      expect(others).toEqual([]);
      expect(message).toMatchObject({
        type: "message",
        words: "Where is my order?",
        files: [],
        code: undefined,
      });
      expect(v.is(WAYS[way].address, (message as { from: string }).from)).toBe(true);
      expect(await itemsOf(provider.message)).toEqual([message]);
    });

    test("brings the code of the preferences page", async () => {
      const [message] = await itemsOf(provider.code);
      expect(message).toMatchObject({ type: "message", code: CODE });
    });

    test("is a STOP of the same writer", async () => {
      const [message] = await itemsOf(provider.message);
      const [stop] = await itemsOf(provider.stop);
      expect(stop).toMatchObject({ type: "stop", from: (message as { from: string }).from });
    });

    test("reports what became of our own messages, as far as the service says it", async () => {
      if (provider.delivered === null) return expect(definition.can.reports).toBe("none");
      expect(await itemsOf(provider.delivered)).toMatchObject([{ type: "status", became: "delivered" }]);
      if (provider.failed === null) return;
      expect(await itemsOf(provider.failed)).toMatchObject([{ type: "status", became: "failed" }]);
    });

    test.each(Object.entries(provider.ignored))("is nothing: %s", async (_, payload) => {
      expect(await itemsOf(payload)).toEqual([]);
    });

    test("may be damaged in any place: it is read or refused, never quoted, and never throws", async () => {
      const samples = [provider.message, provider.code, provider.delivered, provider.failed].filter((one) =>
        one !== null
      );
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...samples), mutations, async (sample, changes) => {
          const read = await definition.read(await webhookOf(changes.reduce(mutated, sample)), parsed);
          if (read.ok) {
            for (const item of read.value.items) {
              if (item.type !== "status") expect(v.is(WAYS[way].address, item.from)).toBe(true);
              expect(Number.isFinite(item.at_ms)).toBe(true);
            }
            return;
          }
          for (const word of provider.private_words) expect(read.message).not.toContain(word);
        }),
        { numRuns: runs({ commit: 100, full: 1_000 }) },
      );
    });
  });
}

export async function hmac(hash: "SHA-1" | "SHA-256", secret: string, text: string): Promise<Uint8Array> {
  const bytes = (of: string) => new TextEncoder().encode(of);
  const key = await crypto.subtle.importKey("raw", bytes(secret), { name: "HMAC", hash }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes(text)));
}

export async function signedByMeta(body: string, { app_secret }: Readonly<Record<string, string>>) {
  return { "X-Hub-Signature-256": `sha256=${(await hmac("SHA-256", app_secret!, body)).toHex()}` };
}
