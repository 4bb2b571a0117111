/** `deno task demo`: plays one order's life with signed webhooks against the running worker and prints the links. */
import { signStandard } from "../test/support/signing.ts";
import { sealingRingIn, unseal } from "../src/sealed.ts";
import { selectShop, type ShopRow } from "../src/sql/shops.ts";
import { argumentsOf } from "./command_line.ts";
import { runningDev } from "./dev/running.ts";
import { readDevVars } from "./dev_vars.ts";
import { database } from "./shop/database.ts";

const USAGE = `deno task demo [--shop ID]
PORT=8788 deno task demo    plays against the development Worker at that port

  --shop ID    a shop of your own that has the sender \`standard\`, in the place of \`demo\`

Plays one order's life (placed, paid, shipped, out for delivery, delivered) against the running \`deno task dev\` or
\`wrangler dev\`, with signed webhooks, and prints the links to its mails and its page.`;
const MAIL_WITHIN_MS = 5_000;

const options = { shop: { type: "string", default: "demo" } } as const;
const { values: { shop } } = argumentsOf({ name: "deno task demo", usage: USAGE, options }, Deno.args);
const port = Deno.env.get("PORT");
const BASE = await runningDev(port) ?? notRunning();
const secret = await secretOf(shop).catch((error: Error) => {
  console.error(error.message);
  Deno.exit(1);
});
const id = `demo-${crypto.randomUUID().slice(0, 8)}`;
const number = `#${1_000 + Math.floor(Math.random() * 9_000)}`;
const now = Date.now();
/** Returns the time so many minutes after the order, which was placed five minutes ago. */
const at = (minutes: number) => new Date(now + (minutes - 5) * 60_000).toISOString();
const address = {
  name: "Ada Lovelace",
  lines: ["Torstraße 1"],
  postal_code: "10119",
  city: "Berlin",
  country: "DE",
};
const payment = {
  id: "pay_1",
  amount_minor: 13_880,
  method: { brand: "Visa", last4: "4242" },
  transaction_id: "ch_3Qe1",
};
const shipment = {
  id: "parcel-1",
  tracking: [{
    number: "00340434161094042557",
    carrier: "DHL",
    url: "https://www.dhl.de/sendung?idc=00340434161094042557",
  }],
  expected: { until: day(3) },
};

const life: readonly (readonly [string, string, Record<string, unknown>])[] = [
  ["order.placed", at(0), {
    order: {
      id,
      number,
      placed_at: at(0),
      currency: "EUR",
      locale: "en-GB",
      customer: { email: "ada@lovelace.example", name: "Ada Lovelace", first_name: "Ada" },
      billing_address: address,
      shipping_address: address,
      lines: [
        {
          id: "1",
          sku: "NL-104",
          title: "Wool blanket",
          variant: "Moss, 140 × 200 cm",
          quantity: 1,
          unit_price_minor: 8_990,
        },
        {
          id: "2",
          sku: "NL-221",
          title: "Beeswax candle",
          variant: "Set of four",
          quantity: 2,
          unit_price_minor: 2_450,
        },
      ],
      discounts: [{ label: "WELCOME", amount_minor: 500 }],
      shipping: { label: "DHL Paket", amount_minor: 490 },
      tax: { amount_minor: 2_216, included: true },
      total_minor: 13_880,
      payment: { status: "pending", method: payment.method },
      promised: { from: day(2), until: day(4) },
    },
  }],
  ["payment.succeeded", at(1), { order_id: id, payment }],
  ["shipment.shipped", at(2), { order_id: id, shipment }],
  ["shipment.out_for_delivery", at(3), { order_id: id, shipment: { id: shipment.id }, place: "Berlin, DE" }],
  ["shipment.delivered", at(4), { order_id: id, shipment: { id: shipment.id }, place: "Berlin, DE" }],
];

for (const [type, timestamp, data] of life) {
  await post(type, timestamp, data);
  // Pauses between events: without pauses later mails would correctly replace the earlier ones.
  await mails(life.findIndex(([other]) => other === type) + 1);
}
const sent = await mails(life.length);
console.log(`
${sent.map(({ id, kind }) => `  ${kind.padEnd(26)} ${BASE}/dev/mail/${id}`).join("\n")}
  ${"the order's page".padEnd(26)} ${await pageIn(sent[0]!.id)}
`);

async function post(type: string, timestamp: string, data: Record<string, unknown>): Promise<void> {
  const body = JSON.stringify({ type, timestamp, data });
  const headers = await signStandard(
    secret,
    `msg_${crypto.randomUUID()}`,
    Math.floor(Date.now() / 1_000),
    body,
  );
  const answer = await fetch(`${BASE}/hooks/${shop}/standard`, { method: "POST", headers, body });
  console.log(`  ${answer.status}  ${type.padEnd(26)} ${await answer.text()}`);
  if (!answer.ok) Deno.exit(1);
}

/** Returns the secret of `standard`, as the local database keeps it. */
async function secretOf(id: string): Promise<string> {
  const vars = readDevVars();
  if (id === "demo") return vars["DEMO_WEBHOOK_SECRET"]!;
  const [row] = await database()<ShopRow>((db) => selectShop(db, id));
  if (row === undefined) {
    throw new Error(`There is no shop ${id}: \`deno task shop list\` shows those there are`);
  }
  const key = await sealingRingIn(vars["SEALING_KEY"]!);
  const [own] = JSON.parse(await unseal(key, row.secrets, row.id))["standard"] ?? [];
  if (own !== undefined) return own;
  throw new Error(`${id} must have the sender standard: deno task shop rotate ${id} --source standard`);
}

interface CaughtMail {
  readonly id: string;
  readonly kind: string;
  readonly order: string;
}

/** Returns this order's mails, oldest first, once there are `count`. */
async function mails(count: number): Promise<readonly CaughtMail[]> {
  const until = Date.now() + MAIL_WITHIN_MS;
  while (Date.now() < until) {
    const answer = await fetch(`${BASE}/dev/mail`, { headers: { accept: "application/json" } });
    const mine = (await answer.json() as CaughtMail[]).filter(({ order }) => order === number);
    if (mine.length >= count) return mine.toReversed();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  console.error(
    `No ${count} mails for ${number} within ${MAIL_WITHIN_MS / 1_000} s: see the worker's output`,
  );
  Deno.exit(1);
}

async function pageIn(mail_id: string): Promise<string> {
  const text = await (await fetch(`${BASE}/dev/mail/${mail_id}/text`)).text();
  return text.match(/https?:\/\/\S+\/o\/\S+/)?.[0] ?? "no link in the mail";
}

/** Returns the calendar day so many days from today. */
function day(from_today: number): string {
  return new Date(now + from_today * 86_400_000).toISOString().slice(0, 10);
}

function notRunning(): never {
  const where = port === undefined ? "of this folder" : `at port ${port}`;
  console.error(
    `No development Worker ${where} answers: start \`deno task dev\` first, or give its port by PORT`,
  );
  Deno.exit(1);
}
