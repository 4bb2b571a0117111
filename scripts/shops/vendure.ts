/** A real Vendure on SQLite, with `@waybill/vendure` packed like npm. */
import { buildPackage, PACKED, packPackage } from "../packages/build.ts";
import { run } from "../packages/run.ts";
import { copyFolder, installPacked, installShop } from "./install.ts";
import { type PlacedOrder, type RealShop, TRACKING_NUMBER } from "./shop.ts";
import { shopProcess } from "./shop_process.ts";

const PORT = 8804;
const VERSION = "3.7.3";

type Ask = <T>(query: string, variables?: Record<string, unknown>) => Promise<T>;

export async function vendureShop(
  destination: { readonly url: string; readonly secret: string },
): Promise<RealShop> {
  const folder = await installShop("vendure");
  await buildPackage("client");
  const client = await packPackage("client");
  await installPacked(folder, [`${PACKED}/${client.file}`]);
  const plugin = await buildPlugin(folder);
  await installPacked(folder, [`${PACKED}/${client.file}`, `${PACKED}/${plugin}`]);
  await usePlugin(folder);

  const database = await Deno.makeTempDir({ prefix: "waybill-vendure-" });
  const ready = `${database}/ready`;
  const shop = shopProcess({
    command: ["node", "server.cjs"],
    cwd: folder,
    env: {
      SHOP_DATABASE: `${database}/shop.sqlite`,
      SHOP_PORT: String(PORT),
      SHOP_READY: ready,
      WAYBILL_URL: destination.url,
      WAYBILL_SECRET: destination.secret,
    },
    is_up: () => Deno.stat(ready).then(() => true, () => false),
  });
  let admin: Ask;

  return {
    name: `Vendure ${VERSION} on SQLite`,
    async start() {
      await Deno.remove(ready).catch(() => undefined);
      await shop.start();
      admin = api("admin-api");
      await admin(
        `mutation { login(username: "superadmin", password: "superadmin") { __typename ${FAULT} } }`,
      );
    },
    kill: shop.kill,
    async stop() {
      await shop.kill();
      await Deno.remove(database, { recursive: true });
    },
    place,
    async ship(order) {
      const lines = (await orderOf(order)).lines.map(({ id, quantity }) => ({ orderLineId: id, quantity }));
      const handler = {
        code: "manual-fulfillment",
        arguments: [{ name: "method", value: "DHL" }, {
          name: "trackingCode",
          value: TRACKING_NUMBER,
        }],
      };
      const { id } = await admin<{ id: string }>(
        `mutation ($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) { ... on Fulfillment { id } ${FAULT} } }`,
        { input: { lines, handler } },
      );
      await move(id, "Shipped");
    },
    async deliver(order) {
      for (const { id } of (await orderOf(order)).fulfillments) await move(id, "Delivered");
    },
    async refund(order) {
      const { lines: [line], payments: [payment] } = await orderOf(order);
      await admin(
        `mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { __typename ${FAULT} } }`,
        {
          input: {
            lines: [{ orderLineId: line!.id, quantity: 1 }],
            amount: line!.proratedUnitPriceWithTax,
            shipping: 0,
            adjustment: 0,
            paymentId: payment!.id,
            reason: "one piece came back",
          },
        },
      );
    },
    async move({ id }) {
      const go = (state: string) =>
        admin(
          `mutation ($id: ID!, $state: String!) { transitionOrderToState(id: $id, state: $state) { __typename ${FAULT} } }`,
          {
            id,
            state,
          },
        );
      await go("Modifying");
      await admin(
        `mutation ($input: ModifyOrderInput!) { modifyOrder(input: $input) { __typename ${FAULT} } }`,
        {
          input: {
            orderId: id,
            dryRun: false,
            updateShippingAddress: { city: "Potsdam", countryCode: "DE" },
          },
        },
      );
      await go("PaymentSettled");
    },
    async forget({ id }) {
      const { customer } = await admin<{ customer: { id: string } }>(
        "query ($id: ID!) { order(id: $id) { customer { id } } }",
        { id },
      );
      await admin("mutation ($id: ID!) { deleteCustomer(id: $id) { result } }", { id: customer.id });
    },
    backfill() {
      const since = new Date(Date.now() - 3_600_000).toISOString();
      return admin<number>("mutation ($since: DateTime!) { waybillBackfill(since: $since) }", { since });
    },
    async cancel({ id }) {
      await admin(
        `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename ${FAULT} } }`,
        {
          input: { orderId: id, reason: "no longer wanted", cancelShipping: true },
        },
      );
    },
    async outbox() {
      const status = await admin<{ waiting: number; refused: number; lastError: string | null }>(
        "{ waybillStatus { waiting refused lastError } }",
      );
      return { waiting: status.waiting, refused: status.refused, last_error: status.lastError };
    },
  };

  async function place(email: string): Promise<PlacedOrder> {
    const buyer = api("shop-api");
    const { items: [product] } = await buyer<{ items: { variants: { id: string }[] }[] }>(
      "{ products { items { variants { id } } } }",
    );
    for (const [n, { id }] of product!.variants.entries()) {
      await buyer(
        `mutation ($id: ID!, $n: Int!) { addItemToOrder(productVariantId: $id, quantity: $n) { __typename ${FAULT} } }`,
        { id, n: 2 - n },
      );
    }
    await buyer(
      `mutation ($input: CreateCustomerInput!) { setCustomerForOrder(input: $input) { __typename ${FAULT} } }`,
      {
        input: { firstName: "Ada", lastName: "Lovelace", emailAddress: email },
      },
    );
    await buyer(
      `mutation ($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { __typename ${FAULT} } }`,
      {
        input: {
          fullName: "Ada Lovelace",
          streetLine1: "Torstraße 1",
          city: "Berlin",
          postalCode: "10119",
          countryCode: "DE",
        },
      },
    );
    const [method] = await buyer<{ id: string }[]>("{ eligibleShippingMethods { id } }");
    await buyer(
      `mutation ($id: [ID!]!) { setOrderShippingMethod(shippingMethodId: $id) { __typename ${FAULT} } }`,
      { id: [method!.id] },
    );
    await buyer(`mutation { transitionOrderToState(state: "ArrangingPayment") { __typename ${FAULT} } }`);
    const { id, code } = await buyer<{ id: string; code: string }>(
      `mutation { addPaymentToOrder(input: { method: "invoice", metadata: {} }) { ... on Order { id code } ${FAULT} } }`,
    );
    return { id, number: code, email };
  }

  function orderOf({ id }: PlacedOrder) {
    return admin<{
      lines: { id: string; quantity: number; proratedUnitPriceWithTax: number }[];
      payments: { id: string }[];
      fulfillments: { id: string }[];
    }>(
      "query ($id: ID!) { order(id: $id) { lines { id quantity proratedUnitPriceWithTax } payments { id } fulfillments { id } } }",
      { id },
    );
  }

  async function move(id: string, state: string): Promise<void> {
    await admin(
      `mutation ($id: ID!, $state: String!) { transitionFulfillmentToState(id: $id, state: $state) { __typename ${FAULT} } }`,
      { id, state },
    );
  }
}

const FAULT = "... on ErrorResult { errorCode message }";

/** Opens a session at one of the shop's two APIs; throws with Vendure's error message. */
function api(path: string): Ask {
  let token = "";
  return async (query, variables) => {
    const response = await fetch(`http://127.0.0.1:${PORT}/${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "vendure-token": "e2e-default-channel",
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    token = response.headers.get("vendure-auth-token") ?? token;
    const { data, errors } = await response.json() as { readonly data?: object; readonly errors?: unknown };
    // deno-lint-ignore no-explicit-any
    const value = Object.values(data ?? {})[0] as any;
    if (errors !== undefined || value?.errorCode !== undefined) {
      throw new Error(JSON.stringify(errors ?? value));
    }
    return value;
  };
}

/** Builds the plugin beside the shop's packages, since its types are Vendure's. Resolves to the packed file's name. */
async function buildPlugin(folder: string): Promise<string> {
  const beside = `${folder}/waybill-vendure`;
  await Deno.remove(beside, { recursive: true }).catch(() => undefined);
  await copyFolder("packages/vendure", beside);
  await run("node", ["node_modules/typescript/bin/tsc", "-p", "waybill-vendure"], { cwd: folder });
  return (await packPackage("vendure", beside)).file;
}

/** Checks the installed plugin with a shop's own compiler and with Node's ESM. */
async function usePlugin(folder: string): Promise<void> {
  for (const name of ["config.ts", "use.mjs"]) {
    await Deno.copyFile(`packages/vendure/consumer/${name}`, `${folder}/${name}`);
  }
  for (const module of [["commonjs", "node10"], ["node16", "node16"]]) {
    const settings = [
      "--module",
      module[0]!,
      "--moduleResolution",
      module[1]!,
      "--skipLibCheck",
      "--types",
      "node",
    ];
    const decorators = ["--experimentalDecorators", "--target", "es2022"];
    await run("node", [
      "node_modules/typescript/bin/tsc",
      "--noEmit",
      "--strict",
      ...settings,
      ...decorators,
      "config.ts",
    ], { cwd: folder });
  }
  await run("node", ["use.mjs"], { cwd: folder });
}
