import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import config from "../../wrangler.toml?raw";
import { receiveBatch } from "../../src/doors/queue.ts";

afterEach(() => vi.restoreAllMocks());

async function received(queue: string, body: unknown) {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const batch = createMessageBatch(queue, [{ id: "m1", timestamp: new Date(0), attempts: 1, body }]);
  await receiveBatch(batch, env);
  const { explicitAcks } = await getQueueResult(batch, createExecutionContext());
  return { acked: explicitAcks, said: log.mock.calls.flat().join("\n") };
}

describe("a queue", () => {
  test("of another installation is processed like that of production", async () => {
    const key = { subject: "demo/standard/1", kind: "order_confirmation", about: "" };
    for (const queue of ["waybill-nudges-dead", "staging-waybill-nudges-dead"]) {
      expect(await received(queue, key)).toMatchObject({
        acked: ["m1"],
        said: expect.stringContaining("wake_dead"),
      });
    }
  });

  test("of dead provider events names no address in the log", async () => {
    const body = { type: "cf.email.sending.message.bounced", payload: { recipient: "ada@example.com" } };
    const { acked, said } = await received("waybill-mail-events-dead", body);
    expect(acked).toEqual(["m1"]);
    expect(said).toContain("provider_event_dead");
    expect(said).not.toContain("ada");
  });

  test("with an unknown name is refused", async () => {
    await expect(received("waybill-strange", {})).rejects.toThrow("must be a queue of wrangler.toml");
  });

  const consumed = [...config.matchAll(/^\[\[queues\.consumers\]\]\nqueue = "(.*)"$/gm)].map(([, name]) =>
    name!
  );
  const dead = [...config.matchAll(/^dead_letter_queue = "(.*)"$/gm)].map(([, name]) => name!);

  test("has its dead letters, unless it holds dead letters itself", () => {
    expect(consumed.length).toBeGreaterThan(4);
    for (const queue of consumed.filter((name) => !name.endsWith("-dead"))) {
      const [, section] = config.split(`[[queues.consumers]]\nqueue = "${queue}"`);
      expect(section!.split("\n\n")[0], queue).toMatch(/^dead_letter_queue = /m);
    }
  });

  test("of dead letters is processed: one that no code reads drops what it gets", () => {
    expect(dead.filter((queue) => !consumed.includes(queue))).toEqual([]);
  });
});
