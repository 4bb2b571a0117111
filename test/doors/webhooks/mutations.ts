/** What the door owes whoever signs a damaged payload: it is recorded, known, ignored or kept as a dead letter, and nothing of it is repeated. One file a sender calls it. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { portsOf } from "../../../src/doors/ports.ts";
import { web } from "../../../src/doors/web.ts";
import { replayLetter } from "../../../src/doors/webhooks/replay.ts";
import { eraseDeadLetters } from "../../../src/flow/privacy/erase_dead_letters.ts";
import { type DeadLetterRow, selectDeadLetters } from "../../../src/sql/dead_letters.ts";
import { store, TOKEN } from "../../support/bigcommerce.ts";
import { NOW_MS } from "../../support/cast.ts";
import { BODY_MAX, CANARY, mutated, mutations, TIMEOUT_MS } from "../../support/mutation.ts";
import { allSenders, openFor, type Sender, type SenderName } from "../../support/senders.ts";
import { runs } from "../../support/runs.ts";

const SECRET = "whsec_d2F5YmlsbC1kZW1vLXNlY3JldC1mb3ItdGVzdHM=";
/** After everything that the fixtures tell. */
const RECEIVED_MS = NOW_MS + 7 * 86_400_000;
/** The readers are damaged a thousand times in test/sources; here each damage goes through signature, fold, plan and D1. */
const RUNS = { commit: 10, full: 40 };
/** An order takes so many deliveries that its history would slow the test down, and at last refuse it. */
const CLEARED_EVERY = 20;

/** What is damaged: its name, its sender, its topic and its payload. */
export type Damaged = [string, SenderName, string, unknown];

let senders: Readonly<Record<SenderName, Sender>>;
/** What the door had to say of its own faults. */
const faults: string[] = [];

/** The suite for the payloads of some senders, each signed and damaged in any place, and for bodies of odd shapes of these senders. */
export function damagedAtTheDoor(payloads: readonly Damaged[]): void {
  openDoor();
  describe.each([...new Set(payloads.map(([, name]) => name))])("of %s, a signed body", oddBodies);
  describe.each<Damaged>([...payloads])(
    "%s, signed and damaged in any place",
    (_what, name, topic, payload) => {
      test(
        "is recorded, known, ignored, or a dead letter that can be taken again and is erased",
        async () => {
          let count = 0;
          await fc.assert(
            fc.asyncProperty(mutations, async (changes) => {
              const body = JSON.stringify(changes.reduce(mutated, payload)) ?? "";
              fc.pre(body.length <= BODY_MAX);
              if (count++ % CLEARED_EVERY === 0) await clear();
              const { status, answer } = await post(name, topic, body);
              const accepted = name === "standard" ? [200, 202, 400, 422] : [200, 202];
              expect(accepted, `${status} ${answer} ${faults.join()}`).toContain(status);
              if (status >= 400 || answer.includes(`"dead_letter":true`)) {
                expect(answer).not.toContain(CANARY);
                await expectLetter(body, payload, count % 2 === 0);
              } else expect(await letters()).toEqual([]);
              // A delivery that was kept for later failed in the Worker.
              expect(faults.splice(0)).toEqual([]);
            }),
            { numRuns: runs(RUNS) },
          );
        },
        TIMEOUT_MS,
      );
    },
  );
}

/** Opens the shop for every sender, before the tests of the file that calls it. */
function openDoor(): void {
  beforeAll(async () => {
    const all = await allSenders();
    senders = all.senders;
    await openFor(senders, SECRET, { "bigcommerce.token": [TOKEN] });
    const { ports } = store();
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
      const url = new URL(String(input));
      if (url.host === "api.paypal.com") return new Response(all.certificate);
      const answer = await ports.ask(url);
      return answer.ok ? new Response(answer.value.body, { status: answer.value.status }) : Response.error();
    });
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    vi.spyOn(console, "error").mockImplementation((line: unknown) => void faults.push(String(line)));
  });
  afterAll(() => vi.restoreAllMocks());
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: RECEIVED_MS });
  });
}

async function letters(): Promise<readonly DeadLetterRow[]> {
  return (await selectDeadLetters(env.DB, "demo", null, 10).all<DeadLetterRow>()).results;
}

/** The letter names its cause, is taken once its body is mended, and goes with whoever its body names. */
async function expectLetter(body: string, payload: unknown, is_erased: boolean): Promise<void> {
  const [letter, ...others] = await letters();
  expect(others).toEqual([]);
  expect(letter!.field).not.toBe("");
  expect(letter!.rule).toMatch(/^must /);
  const ports = portsOf(env as never);
  const [email] = /[a-z.]+@[a-z]+\.example(?![a-z.-])/.exec(body) ?? [];
  if (is_erased && email !== undefined) {
    const identifiers = { emails: [email], traces: [] };
    await eraseDeadLetters(ports, "demo", { identifiers, received_until_ms: RECEIVED_MS });
  } else {
    await env.MAIL.put(`dead/demo/${letter!.id}`, JSON.stringify(payload));
    const shop = (await ports.find_shop("demo", RECEIVED_MS))!;
    const background: Promise<unknown>[] = [];
    const replayed = await replayLetter(ports, shop, letter!.id, (work) => void background.push(work));
    await Promise.all(background);
    expect(["recorded", "duplicate", "ignored"]).toContain(replayed?.outcome);
  }
  expect(await letters()).toEqual([]);
}

async function clear(): Promise<void> {
  const tables = [
    "dead_letters",
    "refusals",
    "orders",
    "events",
    "refs",
    "parked",
    "messages",
    "stock",
    "open_lines",
    "stock_work",
  ];
  await env.DB.batch(tables.map((table) => env.DB.prepare(`delete from ${table}`)));
}

async function post(name: SenderName, topic: string, body: string) {
  const { headers, query = "" } = await senders[name].sign(body, SECRET, RECEIVED_MS);
  const context = createExecutionContext();
  const topics = { "x-shopify-topic": topic, "x-wc-webhook-topic": topic };
  const init = { method: "POST", headers: { ...topics, ...headers }, body };
  const response = await web.request(`/hooks/demo/${name}${query}`, init, env, context);
  const answer = await response.text();
  await waitOnExecutionContext(context);
  return { status: response.status, answer };
}

function oddBodies(name: SenderName): void {
  const deep = (depth: number) => `{"type":"order.placed","a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  const digits = "9".repeat(400_000);

  test.each([
    ["nested 400,000 deep", deep(400_000)],
    ["nested 65 deep", deep(65)],
    ["that is one long number", digits],
    ["with a key of half a megabyte", `{${JSON.stringify("k".repeat(500_000))}:1}`],
    [
      "with 90,000 keys",
      JSON.stringify(Object.fromEntries(Array.from({ length: 90_000 }, (_, key) => [key, 1]))),
    ],
    ["that is cut short", `{"type":"order.placed","data":{`],
    ["that is null", "null"],
    ["that is empty", ""],
  ])("%s is kept as a dead letter", async (_what, body) => {
    await clear();
    const topic = name === "woocommerce" ? "order.created" : "orders/create";
    const answered = await post(name, topic, body);
    const expected = name === "standard" ? [400, 422] : [202];
    expect(expected, `${answered.status} ${answered.answer}`).toContain(answered.status);
    expect(answered.answer.length).toBeLessThan(400);
    expect(await letters()).toMatchObject([{ source: name, bytes: body.length }]);
    expect(faults.splice(0)).toEqual([]);
  });
}
