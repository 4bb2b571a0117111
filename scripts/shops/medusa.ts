/** A real Medusa on PostgreSQL, with `@waybill/medusa` packed like npm. */
import { buildPackage, PACKED, packPackage } from "../packages/build.ts";
import { run } from "../packages/run.ts";
import { copyFolder, installPacked, installShop } from "./install.ts";
import { startPostgres } from "./postgres.ts";
import { type PlacedOrder, type RealShop, TRACKING_NUMBER } from "./shop.ts";
import { shopProcess } from "./shop_process.ts";

const PORT = 8803;
const POSTGRES_PORT = 8802;
const VERSION = "2.21.2";
const ADMIN = { email: "admin@kontor.example", password: "for-tests-only" };
const SHOP = `http://127.0.0.1:${PORT}`;
const CLI = "node_modules/@medusajs/cli/cli.js";

interface Seed {
  readonly key: string;
  readonly region: string;
  readonly location: string;
  readonly variants: readonly string[];
}

// deno-lint-ignore no-explicit-any
type Call = (method: string, path: string, body?: unknown) => Promise<any>;

export async function medusaShop(
  destination: { readonly url: string; readonly secret: string },
): Promise<RealShop> {
  const folder = await installShop("medusa");
  await buildPackage("client");
  const client = `${PACKED}/${(await packPackage("client")).file}`;
  await installPacked(folder, [client]);
  const plugin = await buildPlugin(folder);
  await installPacked(folder, [client, `${PACKED}/${plugin}`]);

  const postgres = await startPostgres(POSTGRES_PORT, "medusa");
  const env = {
    DATABASE_URL: postgres.url,
    MEDUSA_DISABLE_TELEMETRY: "true",
    NODE_ENV: "production",
    JWT_SECRET: "for-tests-only",
    COOKIE_SECRET: "for-tests-only",
    WAYBILL_URL: destination.url,
    WAYBILL_SECRET: destination.secret,
  };
  try {
    console.log("── medusa: its database is made");
    await run("node", [CLI, "db:migrate", "--skip-scripts"], { cwd: folder, env });
    await run("node", [CLI, "exec", "./src/scripts/seed.js"], { cwd: folder, env });
    await run("node", [CLI, "user", "-e", ADMIN.email, "-p", ADMIN.password], { cwd: folder, env });
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  const seed = JSON.parse(await Deno.readTextFile(`${folder}/seed.json`)) as Seed;
  const shop = shopProcess({
    command: ["node", CLI, "start", "-p", String(PORT), "-H", "127.0.0.1"],
    cwd: folder,
    env,
    is_up: async () => {
      const answer = await fetch(`${SHOP}/health`).catch(() => null);
      await answer?.body?.cancel();
      return answer?.ok === true;
    },
  });
  const buyer = calling({ "x-publishable-api-key": seed.key });
  let admin: Call;

  return {
    name: `Medusa ${VERSION} on PostgreSQL 15`,
    async start() {
      await shop.start();
      const { token } = await calling({})("POST", "/auth/user/emailpass", ADMIN);
      admin = calling({ authorization: `Bearer ${token}` });
    },
    kill: shop.kill,
    async stop() {
      await shop.kill();
      await postgres.stop();
    },
    place,
    async ship(order) {
      const items = (await orderOf(order)).items.map(({ id, quantity }) => ({ id, quantity }));
      await admin("POST", `/admin/orders/${order.id}/fulfillments`, { location_id: seed.location, items });
      const { fulfillments: [fulfillment] } = await orderOf(order);
      await admin("POST", `/admin/orders/${order.id}/fulfillments/${fulfillment!.id}/shipments`, {
        items,
        labels: [{
          tracking_number: TRACKING_NUMBER,
          tracking_url: `https://track.example/${TRACKING_NUMBER}`,
          label_url: "https://label.example/1.pdf",
        }],
      });
    },
    async deliver(order) {
      const { fulfillments: [fulfillment] } = await orderOf(order);
      await admin("POST", `/admin/orders/${order.id}/fulfillments/${fulfillment!.id}/mark-as-delivered`, {});
    },
    async refund(order) {
      await admin("POST", `/admin/payments/${await paymentOf(order)}/refund`, {
        amount: 10,
        note: "one piece came back",
      });
    },
    async move({ id }) {
      await admin("POST", `/admin/orders/${id}`, { shipping_address: { city: "Potsdam" } });
    },
    async forget({ id }) {
      const { order } = await admin("GET", `/admin/orders/${id}?fields=customer_id`);
      await admin("DELETE", `/admin/customers/${order.customer_id}`);
    },
    async backfill() {
      return (await admin("POST", "/admin/waybill", {
        since: new Date(Date.now() - 3_600_000).toISOString(),
      })).orders;
    },
    async cancel(order) {
      await admin("POST", `/admin/orders/${order.id}/cancel`, {});
    },
    async outbox() {
      const { waybill } = await admin("GET", "/admin/waybill");
      return { waiting: waybill.waiting, refused: waybill.refused, last_error: waybill.last_error };
    },
  };

  async function place(email: string): Promise<PlacedOrder> {
    const address = {
      first_name: "Ada",
      last_name: "Lovelace",
      address_1: "Torstraße 1",
      city: "Berlin",
      postal_code: "10119",
      country_code: "de",
    };
    const { cart } = await buyer("POST", "/store/carts", {
      region_id: seed.region,
      email,
      shipping_address: address,
      billing_address: address,
    });
    for (const [n, variant_id] of seed.variants.entries()) {
      await buyer("POST", `/store/carts/${cart.id}/line-items`, { variant_id, quantity: 2 - n });
    }
    const { shipping_options: [option] } = await buyer("GET", `/store/shipping-options?cart_id=${cart.id}`);
    await buyer("POST", `/store/carts/${cart.id}/shipping-methods`, { option_id: option.id });
    const { payment_collection } = await buyer("POST", "/store/payment-collections", { cart_id: cart.id });
    await buyer("POST", `/store/payment-collections/${payment_collection.id}/payment-sessions`, {
      provider_id: "pp_system_default",
    });
    const { order } = await buyer("POST", `/store/carts/${cart.id}/complete`);
    const placed = { id: order.id, number: `#${order.display_id}`, email };
    await admin("POST", `/admin/payments/${await paymentOf(placed)}/capture`, {});
    return placed;
  }

  async function orderOf({ id }: PlacedOrder): Promise<{
    readonly items: readonly { readonly id: string; readonly quantity: number }[];
    readonly fulfillments: readonly { readonly id: string }[];
    readonly payment_collections: readonly { readonly payments: readonly { readonly id: string }[] }[];
  }> {
    const fields = "id,*items,*fulfillments,*payment_collections.payments";
    return (await admin("GET", `/admin/orders/${id}?fields=${encodeURIComponent(fields)}`)).order;
  }

  async function paymentOf(order: PlacedOrder): Promise<string> {
    return (await orderOf(order)).payment_collections[0]!.payments[0]!.id;
  }
}

/** Calls Medusa's API; throws with its error message. */
function calling(headers: Readonly<Record<string, string>>): Call {
  return async (method, path, body) => {
    const response = await fetch(`${SHOP}${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
}

/** Builds the plugin beside the shop's packages, since its types are Medusa's. Resolves to the packed file's name. */
async function buildPlugin(folder: string): Promise<string> {
  const beside = `${folder}/waybill-medusa`;
  await Deno.remove(beside, { recursive: true }).catch(() => undefined);
  await copyFolder("packages/medusa", beside);
  // Medusa's build requires a folder of admin pages, even an empty one.
  await Deno.mkdir(`${beside}/src/admin`, { recursive: true });
  const env = { MEDUSA_DISABLE_TELEMETRY: "true" };
  await run("node", [`../${CLI}`, "plugin:build"], { cwd: beside, env });
  await run("node", ["../node_modules/typescript/bin/tsc", "--noEmit", "-p", "."], { cwd: beside });
  return (await packPackage("medusa", beside)).file;
}
