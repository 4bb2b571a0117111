/** A Worker that is built once and runs in Miniflare, for benchmarks and the kill harness. */
import { dirname } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { build as bundle } from "../scripts/build.mjs";
import { fromBase64, seal, sealingRingIn } from "../src/sealed.ts";

export const SECRET = "whsec_YmVuY2gtc2VjcmV0LWJlbmNoLXNlY3JldC0wMDAwMDE=";
/** Token for the desk and the API of the shop. */
export const API_TOKEN = "bench-token-bench-token-bench-token-01";
const SEALING_KEY = btoa("bench-sealing-key-bench-sealing0");
const LINK_KEYS = `1:${btoa("bench-link-key-bench-link-key-01")}`;
/** Keys for what a benchmark must sign or find itself. */
export const LINK_KEY = { id: 1, bytes: fromBase64(LINK_KEYS.slice(2)) };
export const SEALING_KEY_BYTES = fromBase64(SEALING_KEY);

/** Bundles `entry` as for a deployment, or for `deno` into one script; returns the path of the script. */
export async function build(
  entry: string,
  folder: string,
  engine: "workerd" | "deno" = "workerd",
): Promise<string> {
  await bundle({ entry, folder, is_one_file: engine === "deno" });
  return `${folder}/${entry.split("/").at(-1)!.replace(/\.tsx?$/, ".mjs")}`;
}

export interface HouseOptions {
  readonly script: string;
  /** Folder for D1 and R2; in memory when absent. */
  readonly persist?: string;
  /** False when queues drop their messages without a consumer, to measure ingest alone. */
  readonly consumers: boolean;
  readonly port?: number;
  /** Number of cells; one when absent. */
  readonly cells?: number;
}

export interface House {
  readonly url: URL;
  readonly miniflare: Miniflare;
  /** Runs SQL in the bench worker's own database. */
  readonly sql: (text: string) => Promise<readonly Record<string, unknown>[]>;
}

const QUEUES = [
  "waybill-nudges",
  "waybill-nudges-bulk",
  "waybill-nudges-dead",
  "waybill-errands",
  "waybill-spill",
  "waybill-spill-dead",
];

/** Starts Miniflare with migrations applied and the shop `demo`. */
export async function start({ script, persist, consumers, port, cells = 1 }: HouseOptions): Promise<House> {
  const bindings = Array.from({ length: cells }, (_, index) => index === 0 ? "DB" : `DB_${index + 1}`);
  const settings = { maxBatchSize: 10, maxBatchTimeout: 0, maxRetries: 3, retryDelay: 1 };
  const miniflare = new Miniflare(convertV4MiniflareOptions({
    modules: modulesOf(script),
    modulesRoot: dirname(script),
    compatibilityDate: "2026-10-23",
    compatibilityFlags: ["nodejs_als"],
    ...(port === undefined ? {} : { port }),
    logRequests: false,
    d1Databases: Object.fromEntries(bindings.map((binding) => [binding, `waybill-${binding}`])),
    r2Buckets: { MAIL: "waybill-mail" },
    ...(persist === undefined ? {} : { resourcePersistencePath: persist }),
    queueProducers: {
      NUDGES: "waybill-nudges",
      BULK_NUDGES: "waybill-nudges-bulk",
      ERRANDS: "waybill-errands",
      SPILL: "waybill-spill",
    },
    queueConsumers: consumers ? Object.fromEntries(QUEUES.map((queue) => [queue, settings])) : {},
    ratelimits: {
      LINKS_BY_ADDRESS: { namespace_id: "1001", simple: { limit: 3, period: 60 } },
      LINKS_BY_NETWORK: { namespace_id: "1002", simple: { limit: 20, period: 60 } },
      API_BY_TOKEN: { namespace_id: "1007", simple: { limit: 3_000, period: 60 } },
    },
    email: { send_email: [{ name: "EMAIL" }] },
    bindings: { ENVIRONMENT: "development", PUBLIC_URL: "http://localhost", LINK_KEYS, SEALING_KEY },
  }));
  const url = await miniflare.ready;
  const sql = async (text: string) =>
    await (await fetch(new URL("/bench/sql", url), { method: "POST", body: text }))
      .json() as readonly Record<string, unknown>[];
  for (const binding of bindings) await migrate(miniflare, binding);
  return { url, miniflare, sql };
}

/** Returns the script first, then the modules that it loads from its folder. */
function modulesOf(script: string): { type: "ESModule" | "Text"; path: string }[] {
  const folder = dirname(script);
  const parts = [...Deno.readDirSync(folder)].filter(({ name }) => /^waybill-.*\.(?:mjs|json)$/.test(name));
  return [
    { type: "ESModule", path: script },
    ...parts.map(({ name }) => ({
      type: name.endsWith(".json") ? "Text" as const : "ESModule" as const,
      path: `${folder}/${name}`,
    })),
  ];
}

async function migrate(miniflare: Miniflare, binding: string): Promise<void> {
  const db = await miniflare.getD1Database(binding);
  const known = await db.prepare("select name from sqlite_master where name = 'shops'").first();
  if (known !== null) return;
  for (const file of [...Deno.readDirSync("migrations")].map(({ name }) => name).sort()) {
    const text = (await Deno.readTextFile(`migrations/${file}`)).replace(/--.*$/gm, "");
    for (const statement of text.split(/;\s*$/m).filter((part) => part.trim() !== "")) {
      await db.prepare(statement).run();
    }
  }
  if (binding !== "DB") return;
  await db.prepare("insert into shops (id, settings, secrets) values (?, ?, ?)").bind(
    "demo",
    JSON.stringify(SETTINGS),
    await secrets(),
  ).run();
}

export const SETTINGS = {
  name: "Bench",
  from: { email: "orders@bench.example" },
  support_email: "help@bench.example",
  channels: ["capture"],
  returns: { window_days: 30 },
};

async function secrets(): Promise<string> {
  const plain = JSON.stringify({
    standard: [SECRET],
    shopify: [SECRET],
    woocommerce: [SECRET],
    api: [API_TOKEN],
  });
  return await sealedFor("demo", plain);
}

/** Seals a shop's secrets as the bench worker opens them. */
export async function sealedFor(shop_id: string, plain: string): Promise<string> {
  return await seal(await sealingRingIn(SEALING_KEY), plain, shop_id, new Uint8Array(12).fill(1));
}
