/**
 * What the door owes whoever signs a damaged payload: it is recorded, known, ignored or kept as a dead letter, and nothing of it is
 * repeated. One file a sender calls it on SQLite in this process, a thousand times a payload in full; `on_d1.test.ts` calls it on D1.
 */
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { portsOf } from "../../../../src/doors/ports.ts";
import { web } from "../../../../src/doors/web.ts";
import { replayLetter, replayLetters } from "../../../../src/doors/webhooks/replay.ts";
import { eraseDeadLetters } from "../../../../src/flow/privacy/erase_dead_letters.ts";
import { PROVIDERS } from "../../../../src/providers/table.ts";
import { type DeadLetterRow, selectDeadLetters } from "../../../../src/sql/dead_letters.ts";
import { store, TOKEN } from "../../../support/bigcommerce.ts";
import { NOW_MS } from "../../../support/cast.ts";
import { BODY_MAX, CANARY, mutated, mutations } from "../../../support/mutation.ts";
import { openFor } from "../../../support/open_for.ts";
import type { PlainHouse } from "../../../support/plain_house.ts";
import { allReporters } from "../../../support/provider_senders.ts";
import { runs } from "../../../support/runs.ts";
import { allSenders, type Sender } from "../../../support/senders.ts";
import type { Damaged, Name } from "./payloads.ts";

const SECRET = "whsec_d2F5YmlsbC1kZW1vLXNlY3JldC1mb3ItdGVzdHM=";
/** After everything that the fixtures tell. */
const RECEIVED_MS = NOW_MS + 7 * 86_400_000;
/** An order takes so many deliveries that its history would slow the test down. */
const CLEARED_EVERY = 20;

export type Runs = Parameters<typeof runs>[0];

const IN_FULL: Runs = { commit: 50, full: 1_000 };
/** They sign a part of their body, so that a body of another shape is not theirs. */
const SIGNED_INSIDE: readonly Name[] = ["mailchannels", "mailgun", "ses"];
/** Tables that no delivery fills. */
const KEPT = ["shops", "d1_migrations"];

let house: PlainHouse;
let tables: readonly string[];
let senders: Readonly<Record<Name, Sender>>;
/** What the door had to say of its own faults. */
const faults: string[] = [];

/** The suite for the payloads of some senders, each signed and damaged in any place, and for bodies of odd shapes of these senders. */
export function damagedAtTheDoor(
  open: () => PlainHouse | Promise<PlainHouse>,
  payloads: readonly Damaged[],
  wanted: Runs = IN_FULL,
): void {
  openDoor(open);
  const names = [...new Set(payloads.map(([, name]) => name))];
  describe.each(names.filter((name) => !SIGNED_INSIDE.includes(name)))("of %s, a signed body", oddBodies);
  describe.each<Damaged>([...payloads])(
    "%s, signed and damaged in any place",
    (_what, name, topic, payload) => {
      test(
        "is recorded, known, ignored, or a dead letter that can be taken again and is erased",
        async () => {
          await clear();
          const whole = await post(name, topic, JSON.stringify(payload));
          expect(whole.answer, whole.answer).not.toContain("dead_letter");
          let count = 0;
          await fc.assert(
            fc.asyncProperty(mutations, async (changes) => {
              const body = JSON.stringify(changes.reduce(mutated, payload)) ?? "";
              fc.pre(body.length <= BODY_MAX);
              if (count++ % CLEARED_EVERY === 0) await clear();
              const posted = await post(name, topic, body);
              const { status, answer } = posted;
              if (status === 401 && SIGNED_INSIDE.includes(name)) {
                expect(await letters()).toEqual([]);
                return;
              }
              const accepted = name === "standard" ? [200, 202, 400, 422] : [200, 202];
              expect(accepted, `${status} ${answer} ${faults.join()}`).toContain(status);
              if (status >= 400 || answer.includes(`"dead_letter":true`)) {
                expect(answer).not.toContain(CANARY);
                await expectLetter(posted.body, whole.body, count % 2 === 0);
              } else {
                expect(await letters()).toEqual([]);
              }
              // A delivery that was kept for later failed in the Worker.
              expect(faults.splice(0)).toEqual([]);
            }),
            { numRuns: runs(wanted) },
          );
        },
      );
    },
  );
}

/** Opens the shop for every sender, before the tests of the file that calls it. */
function openDoor(open: () => PlainHouse | Promise<PlainHouse>): void {
  beforeAll(async () => {
    const all = await allSenders();
    const reporters = await allReporters(SECRET);
    senders = { ...all.senders, ...reporters.senders };
    house = await open();
    const { results } = await house.env.DB.prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\\_%' escape '\\'",
    ).all<{ readonly name: string }>();
    tables = results.map(({ name }) => name).filter((name) => !KEPT.includes(name));
    await openFor(house.env, all.senders, SECRET, { "bigcommerce.token": [TOKEN], ...reporters.keys });
    const { ports } = store();
    const certificate = (await import("../../../support/providers.ts")).fixture("sns_certificate.pem");
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
      const url = new URL(String(input));
      if (url.host === "api.paypal.com") return new Response(all.certificate);
      if (url.host.startsWith("sns.")) return new Response(certificate);
      if (url.host === "api.mailchannels.net") {
        return Response.json({ id: "mckey", key: reporters.mailchannels_key });
      }
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
  return (await selectDeadLetters(house.env.DB, "demo", null, 10).all<DeadLetterRow>()).results;
}

/** The letter names its cause, is taken once its body is mended, and goes with whoever its body names. */
async function expectLetter(body: string, mended: string, is_erased: boolean): Promise<void> {
  const [letter, ...others] = await letters();
  expect(others).toEqual([]);
  expect(letter!.field).not.toBe("");
  expect(letter!.rule).toMatch(/^must /);
  const ports = portsOf(house.env);
  const shop = (await ports.find_shop("demo", RECEIVED_MS))!;
  const background: Promise<unknown>[] = [];
  const later = (work: Promise<unknown>) => void background.push(work);
  const [email] = /[a-z.]+@[a-z]+\.example(?![a-z.-])/.exec(body) ?? [];
  if (is_erased && email !== undefined) {
    const identifiers = { emails: [email], traces: [] };
    await eraseDeadLetters(ports, "demo", { identifiers, received_until_ms: RECEIVED_MS });
  } else {
    // Not mended yet, it is refused again and stays; the others of its source are not touched.
    const { source, field, rule } = letter!;
    expect(await replayLetters(ports, shop, { source, field, rule }, later)).toMatchObject({ refused: 1 });
    await house.env.MAIL.put(`dead/demo/${letter!.id}`, mended);
    const replayed = await replayLetter(ports, shop, letter!.id, later);
    await Promise.all(background);
    expect(["recorded", "duplicate", "ignored"]).toContain(replayed?.outcome);
  }
  expect(await letters()).toEqual([]);
  expect(await house.env.MAIL.get(`dead/demo/${letter!.id}`)).toBeNull();
}

async function clear(): Promise<void> {
  await house.env.DB.batch(tables.map((table) => house.env.DB.prepare(`delete from ${table}`)));
}

async function post(name: Name, topic: string, given: string) {
  const { headers, query = "", body = given } = await senders[name].sign(given, SECRET, RECEIVED_MS);
  const context = house.context();
  const topics = { "x-shopify-topic": topic, "x-wc-webhook-topic": topic };
  const init = { method: "POST", headers: { ...topics, ...headers }, body };
  const response = await web.request(`/hooks/demo/${name}${query}`, init, house.env, context);
  const answer = await response.text();
  await context.settled();
  return { status: response.status, answer, body };
}

function oddBodies(name: Name): void {
  const deep = (depth: number) => `{"type":"order.placed","a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  const digits = "9".repeat(400_000);
  const is_provider = name in PROVIDERS;

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
  ])("%s is kept as a dead letter", async (what, body) => {
    await clear();
    const topic = name === "woocommerce" ? "order.created" : "orders/create";
    const answered = await post(name, topic, body);
    // A provider's report of a type that Waybill does not know is none of its own.
    if (is_provider && what === "nested 65 deep" && answered.answer.includes("ignored")) return;
    const expected = name === "standard" ? [400, 422] : [202];
    expect(expected, `${answered.status} ${answered.answer}`).toContain(answered.status);
    expect(answered.answer.length).toBeLessThan(400);
    expect(await letters()).toMatchObject([{ source: name, bytes: body.length }]);
    expect(faults.splice(0)).toEqual([]);
  });
}
