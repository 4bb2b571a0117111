/** Creates the first shop and sends a signed test order through the installation, as a storefront will. */
import { bindingOf } from "../../../src/config.ts";
import { orderId } from "../../../src/orders/order_id.ts";
import { type SealingRing, sealingRingIn, unseal } from "../../../src/sealed.ts";
import { selectLedgerRows } from "../../../src/sql/ledger.ts";
import { selectOrder } from "../../../src/sql/orders.ts";
import * as shops from "../../../src/sql/shops.ts";
import { signStandard } from "../../../test/support/signing.ts";
import { madeSecret, type Secrets } from "../../../src/doors/webhooks/secret_rules.ts";
import { settingsText, shopRow } from "../../shop/shop_settings.ts";
import { run } from "../database.ts";
import { publicUrl } from "../installation.ts";
import { keysFile, readKeys } from "../keys.ts";
import { type Context, green, missing, red, type Step } from "../step.ts";
import { testOrder } from "../test_order.ts";

export const shop: Step = {
  name: "shop",
  needed: true,
  plan: ({ installation: { shop: { id, sources } } }) =>
    `add the shop ${id} with ${sources.join(", ")}, and print their secrets once`,
  async look(context) {
    const { id } = context.installation.shop;
    const row = await shopOf(context);
    if (row === null) return missing(`no shop ${id}`);
    const ring = await sealingRingOf(context);
    if (ring === null) {
      return green(`${id}; whether its secrets open is not checked: no SEALING_KEY on this machine`);
    }
    if (await openedBy(ring, row) === null) {
      return red(
        `SEALING_KEY of ${keysFile(context.installation)} does not open the secrets of ${id}`,
        "Copy the file from the machine that made it; a backup is where your passwords are",
      );
    }
    return green(id);
  },
  async make(context) {
    const { installation, ports } = context;
    const { id, settings, sources } = installation.shop;
    const text = settingsText(settings);
    if (!text.ok) throw new Error(text.message);
    const ring = await sealingRingOf(context);
    if (ring === null) {
      throw new Error(`Cannot seal the shop's secrets as ${keysFile(installation)} must be on this machine`);
    }
    const made = sources.flatMap((name) => {
      const secret = madeSecret(name, ports.random(32));
      return secret === null ? [] : [[name, secret] as const];
    });
    const secrets: Secrets = Object.fromEntries(made.map(([name, secret]) => [name, [secret]]));
    const row = await shopRow({ id, settings: text.value, secrets }, ring, ports.random(12));
    await run(context, (db) => shops.upsertShop(db, row));
    introduce(context, made);
  },
};

function introduce({ installation, ports }: Context, made: readonly (readonly [string, string])[]): void {
  const { id, sources } = installation.shop;
  const url = publicUrl(installation);
  ports.print(`  The shop ${id}. Its secrets are shown this once:`);
  for (const [name, secret] of made) {
    ports.print(
      name === "api"
        ? `    desk     ${url}/admin/${id}   token  ${secret}`
        : `    ${name}  ${url}/hooks/${id}/${name}   secret  ${secret}`,
    );
  }
  for (const name of sources.filter((source) => !made.some(([other]) => other === source))) {
    ports.print(
      `    ${name}  ${url}/hooks/${id}/${name}   secret  its sender shows it: deno task shop rotate ${id} --remote --source ${name}`,
    );
  }
  ports.print("  The steps in each sender's own screens: docs/senders.md");
}

/** Returns the binding of the cell in which the shop lives. */
async function homeOf(context: Context): Promise<string> {
  return bindingOf((await shopOf(context))?.cell ?? 1);
}

async function shopOf(context: Context): Promise<shops.FoundShop | null> {
  const rows = await run<shops.FoundShop>(
    context,
    (db) => shops.selectShop(db, context.installation.shop.id),
  );
  return rows?.[0] ?? null;
}

/** Returns the sealing keys from the file of keys, or from the environment on a machine without that file. */
async function sealingRingOf({ installation }: Context): Promise<SealingRing | null> {
  const text = (await readKeys(installation))?.SEALING_KEY ?? Deno.env.get("SEALING_KEY");
  return text ? await sealingRingIn(text) : null;
}

async function openedBy(ring: SealingRing, row: shops.ShopRow): Promise<Secrets | null> {
  try {
    return JSON.parse(await unseal(ring, row.secrets, row.id));
  } catch {
    // Sealed with another key: nothing more can be read.
    return null;
  }
}

/** Id that a person recognises at the desk; the order is placed only once. */
const TEST_ORDER = "waybill-test";
const MAIL_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 2_000;

export const order: Step = {
  name: "test order",
  needed: false,
  plan: ({ installation: { shop: { id }, test_to } }) =>
    test_to === null
      ? "place no test order"
      : `post a signed test order to ${id}; its confirmation goes to ${test_to}`,
  async look(context) {
    const { test_to } = context.installation;
    if (test_to === null) return green("none, as --no-test-order says");
    const id = testOrderId(context);
    const [placed] = await run(context, (db) => selectOrder(db, id), await homeOf(context)) ?? [];
    if (placed === undefined) return missing("not placed yet");
    const mail = await confirmationOf(context);
    if (mail?.state === "sent" || mail?.state === "delivered") {
      return green(`confirmed by mail to ${test_to}`);
    }
    return red(
      `The test order is recorded, its confirmation is not sent: ${
        mail?.reason ?? mail?.state ?? "not owed"
      }`,
      `See the order in the desk: ${publicUrl(context.installation)}/admin/${context.installation.shop.id}`,
      "A mail that waits for its channel is sent by itself; `deno task doctor` looks again",
    );
  },
  async make(context) {
    const { installation, ports } = context;
    const secret = await signingSecretOf(context);
    for (const event of testOrder(TEST_ORDER, installation.test_to!, ports.clock())) {
      const body = JSON.stringify(event);
      const now_s = Math.floor(ports.clock() / 1_000);
      const headers = await signStandard(secret, `msg_${TEST_ORDER}_${event.type}`, now_s, body);
      const address = `${publicUrl(installation)}/hooks/${installation.shop.id}/standard`;
      const answer = await ports.fetch(address, { method: "POST", headers, body });
      const said = await answer.text();
      if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${said.slice(0, 500)}`);
    }
    const until = ports.clock() + MAIL_WITHIN_MS;
    while (
      ports.clock() < until && ["owed", "sending"].includes((await confirmationOf(context))?.state ?? "")
    ) {
      await ports.pause(LOOK_EVERY_MS);
    }
  },
};

function testOrderId({ installation }: Context): string {
  return orderId(installation.shop.id, "standard", TEST_ORDER);
}

interface Mail {
  readonly kind: string;
  readonly state: string;
  readonly reason: string | null;
}

async function confirmationOf(context: Context): Promise<Mail | undefined> {
  const id = testOrderId(context);
  const rows = await run<Mail>(context, (db) => selectLedgerRows(db, id), await homeOf(context));
  return rows?.find(({ kind }) => kind === "order_confirmation");
}

async function signingSecretOf(context: Context): Promise<string> {
  const row = await shopOf(context);
  const ring = await sealingRingOf(context);
  const secrets = row === null || ring === null ? null : await openedBy(ring, row);
  const secret = secrets?.["standard"]?.find((one) => one.startsWith("whsec_"));
  if (secret !== undefined) return secret;
  throw new Error(
    `Cannot sign a test order as ${context.installation.shop.id} must have a secret of \`standard\`: ` +
      `deno task shop rotate ${context.installation.shop.id} --remote --source standard`,
  );
}
