/**
 * `deno task connectors`: checks the WooCommerce plugin (each file by `php -l`, PHPUnit over a real WordPress with a stand-in for
 * WooCommerce) and zips it for a shop. `deno task connectors zip` only zips. Needs Debian's packages `wordpress php-cli php-mysql
 * php-xml php-mbstring php-curl mariadb-server phpunit`. `deno task connectors shopify SHOP` writes a shop's shopify.app.toml.
 */
import { zipSync } from "fflate";
import { SHOP_ID } from "../src/orders/order_id.ts";
import { argumentsOf, runTask } from "./command_line.ts";
import { Misused } from "./misused.ts";
import { STOREFRONT_ACTS } from "../src/orders/shop.ts";
import { scopeLines, shopifyToml } from "./connectors/shopify_toml.ts";
import { run } from "./packages/run.ts";
import { startWordpress } from "./connectors/wordpress.ts";

const PLUGIN = "connectors/woocommerce";
const ZIPPED = "dist/connectors";
/** Files that are not part of a shop's zip. */
const LEFT_OUT = /^(tests\/|README\.md$)/;

const USAGE = `deno task connectors [zip]
deno task connectors shopify SHOP --url URL --client-id ID [--stock] [--exchanges] [--acts ACT,…]

Checks the WooCommerce plugin (each file by php -l, PHPUnit over a real WordPress) and zips it into dist/connectors.

  zip           only zips it
  shopify SHOP  writes dist/connectors/shopify.app.toml for this shop, and prints the settings that go with it
  --url         where customers reach the Worker: https://orders.your-shop.example
  --client-id   of the app, from its settings in Shopify's Dev Dashboard
  --stock       for a shop that tracks stock
  --exchanges   for a shop that takes returns: customers choose the variant that they want in exchange
  --acts        what is carried out in Shopify for customers and the desk: ${
  STOREFRONT_ACTS.join(", ")
}; any of them, with commas`;

const { positionals: [verb, shop], values } = argumentsOf({
  name: "deno task connectors",
  usage: USAGE,
  options: {
    url: { type: "string" },
    "client-id": { type: "string" },
    stock: { type: "boolean", default: false },
    exchanges: { type: "boolean", default: false },
    acts: { type: "string" },
  },
  positionals_max: 2,
}, Deno.args);

await runTask(async () => {
  if (verb === "shopify") return await writeToml();
  if (verb !== undefined && verb !== "zip" || shop !== undefined) throw new Misused(USAGE);
  if (verb === undefined) {
    await lint();
    await test();
  }
  await zip();
});

async function writeToml(): Promise<void> {
  const { url = "", "client-id": client_id = "", stock, exchanges } = values;
  if (shop === undefined || !SHOP_ID.test(shop)) throw new Misused("SHOP must be the id of a shop");
  if (!/^https:\/\/[a-z0-9.-]+(?::\d+)?\/?$/.test(url)) throw new Misused("--url must be https://<host>");
  if (!/^[A-Za-z0-9_-]{8,64}$/.test(client_id)) throw new Misused("--client-id must be the app's client id");
  const acts = actsIn(values.acts);
  const needs = {
    tracks_stock: stock,
    offers_exchanges: exchanges,
    changes_orders: acts.length > 0,
    decides_returns: acts.includes("returns"),
  };
  const file = `${ZIPPED}/shopify.app.toml`;
  await Deno.mkdir(ZIPPED, { recursive: true });
  await Deno.writeTextFile(file, shopifyToml({ url: url.replace(/\/$/, ""), shop, client_id, ...needs }));
  const settings = {
    stores: { shopify: "<store>.myshopify.com" },
    apps: { shopify: { client_id, topics: "declared" } },
    ...(stock ? { stock: { track: true } } : {}),
    ...(acts.length > 0 ? { storefront_acts: acts } : {}),
  };
  console.log(
    `${file}\n\n${
      scopeLines(needs).join("\n")
    }\n\nWhat the settings of ${shop} need beside the others (\`deno task shop set ${shop} --settings FILE\`):`,
  );
  console.log(JSON.stringify(settings, null, 2));
}

function actsIn(text: string | undefined): readonly string[] {
  const acts = text === undefined ? [] : text.split(",").map((act) => act.trim());
  const strange = acts.find((act) => !(STOREFRONT_ACTS as readonly string[]).includes(act));
  if (strange !== undefined) {
    throw new Misused(`--acts must be of ${STOREFRONT_ACTS.join(", ")}: got ${JSON.stringify(strange)}`);
  }
  return acts;
}

async function lint(): Promise<void> {
  const files = await filesIn(PLUGIN);
  const php = files.filter((path) => path.endsWith(".php"));
  for (const path of php) await run("php", ["-l", `${PLUGIN}/${path}`]);
  console.log(`ok ${php.length} files are PHP`);
}

async function test(): Promise<void> {
  const wordpress = await startWordpress();
  try {
    const env = { WAYBILL_WORDPRESS: await Deno.realPath(wordpress.folder) };
    const settings = ["--bootstrap", `${PLUGIN}/tests/bootstrap.php`, "--testdox", "--colors=never"];
    console.log(await run("phpunit", [...settings, `${PLUGIN}/tests/WaybillTest.php`], { env }));
  } finally {
    await wordpress.stop();
  }
}

async function zip(): Promise<void> {
  const files = (await filesIn(PLUGIN)).filter((path) => !LEFT_OUT.test(path));
  const main = await Deno.readTextFile(`${PLUGIN}/waybill.php`);
  const version = /^ \* Version: (\S+)$/m.exec(main)![1];
  if (!main.includes(`'WAYBILL_VERSION', '${version}'`)) {
    throw new Error(`WAYBILL_VERSION must be ${version}`);
  }
  const entries = await Promise.all(
    files.map(async (path) => [`waybill/${path}`, await Deno.readFile(`${PLUGIN}/${path}`)] as const),
  );
  await Deno.mkdir(ZIPPED, { recursive: true });
  const zipped = zipSync(Object.fromEntries(entries), { mtime: new Date("2026-01-01T00:00:00Z") });
  await Deno.writeFile(`${ZIPPED}/waybill-woocommerce-${version}.zip`, zipped);
  console.log(
    `${ZIPPED}/waybill-woocommerce-${version}.zip: ${files.length} files, ${
      Math.round(zipped.length / 100) / 10
    } KB`,
  );
}

async function filesIn(folder: string, prefix = ""): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) files.push(...await filesIn(`${folder}/${name}`, `${prefix}${name}/`));
    else files.push(`${prefix}${name}`);
  }
  return files.toSorted();
}
