/** A world to deploy into: a copy of the repository's root, the stand-in of Cloudflare, DNS, and the Worker at its own address. */
import { Webhook } from "standardwebhooks";
import { cloudflare } from "../../scripts/deploy/cloudflare.ts";
import type { Context, Ports } from "../../scripts/deploy/step.ts";
import { contextOf } from "../../scripts/deploy/context.ts";
import { boundCells } from "../../scripts/deploy/worker.ts";
import { type Given, installationFrom, keep } from "../../scripts/deploy/wishes.ts";
import type { RunWrangler } from "../../scripts/deploy/wrangler.ts";
import { bindingOf } from "../../src/config.ts";
import { resolverOverHttps } from "../../src/dns/over_https.ts";
import { sealingRingIn, unseal } from "../../src/sealed.ts";
import { DKIM } from "./stand_in/mail_routes.ts";
import { emptyState, type StandIn, startStandIn, type State } from "./stand_in/stand_in.ts";

export const TOKEN = "stand-in-token";
export const HOST = "orders.kontor.example";
export const SHOP: Given = {
  domain: HOST,
  shop: "kontor",
  name: "Kontor",
  from: "orders@kontor.example",
  support: "help@kontor.example",
  source: ["shopify"],
};

export interface World {
  readonly root: string;
  readonly stand_in: StandIn;
  readonly printed: string[];
  /** A context as a new process has it: nothing known, what was kept read again. */
  readonly context: (given?: Given) => Promise<Context>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

const ROOT = new URL("../../", import.meta.url).pathname.replace(/\/$/, "");
const LINKED = [
  "src",
  "templates",
  "migrations",
  "test",
  "docs",
  "node_modules",
  "package.json",
  "deno.json",
  "deno.lock",
  "tsconfig.json",
];

export async function openWorld(
  wranglerOf: (world: { readonly root: string; readonly stand_in: StandIn }) => RunWrangler,
  state: State = emptyState(),
  token = TOKEN,
): Promise<World> {
  const root = await Deno.makeTempDir({ prefix: "waybill-deploy-" });
  for (const name of LINKED) await Deno.symlink(`${ROOT}/${name}`, `${root}/${name}`);
  await Deno.copyFile(`${ROOT}/wrangler.toml`, `${root}/wrangler.toml`);
  // The build step writes beside itself, so it must lie there and not only seem to.
  await copyFolder(`${ROOT}/scripts`, `${root}/scripts`);
  const stand_in = startStandIn(state);
  const printed: string[] = [];
  // The signature of the test order is held to the time of this machine.
  let now_ms = Date.now();
  const fetch = fetchIn(state);
  const ports: Ports = {
    cloudflare: cloudflare({ token, fetch: globalThis.fetch, base: stand_in.base }),
    wrangler: wranglerOf({ root, stand_in }),
    fetch,
    resolve: resolverOverHttps(fetch),
    clock: () => now_ms,
    pause: (ms) => Promise.resolve(void (now_ms += ms)),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    print: (text) => printed.push(text),
  };
  return {
    root,
    stand_in,
    printed,
    async context(given = {}) {
      const installation = await installationFrom(given, root);
      await keep(installation);
      return await contextOf(installation, ports);
    },
    async [Symbol.asyncDispose]() {
      await stand_in.close();
      await Deno.remove(root, { recursive: true });
    },
  };
}

function fetchIn(state: State): typeof globalThis.fetch {
  return (input, init) => {
    const request = new Request(input, init);
    return answerAt(state, new URL(request.url), request);
  };
}

/** Copies all but the packages that a folder has installed for itself. */
async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (name === "node_modules") continue;
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

/** What DNS over HTTPS and the deployed Workers answer. */
export async function answerAt(state: State, url: URL, request: Request): Promise<Response> {
  if (url.hostname === "cloudflare-dns.com") return dnsAnswer(state, url.searchParams);
  const attached = state.domains.find(({ hostname }) => hostname === url.hostname);
  if (attached === undefined) throw new TypeError("no such host");
  return await deployedWorker(state, attached.service, request);
}

/** What the records of Email Sending and Email Routing come to, once they were made. */
function dnsAnswer(state: State, asked: URLSearchParams): Response {
  const name = asked.get("name")!;
  const records: Record<string, readonly string[]> = {
    "TXT _spf.mailbox.example": ['"v=spf1 ip4:192.0.2.1 -all"'],
    "TXT _spf.mx.cloudflare.net": ['"v=spf1 ip4:104.30.0.0/20 ~all"'],
  };
  // Each zone has a mail provider of its own, as shops do.
  for (const zone of state.zones) {
    records[`MX ${zone.name}`] = ["10 mx.mailbox.example."];
    records[`TXT ${zone.name}`] = ['"v=spf1 include:_spf.mailbox.example ~all"'];
    records[`TXT _dmarc.${zone.name}`] = [`"v=DMARC1; p=none; rua=mailto:dmarc@${zone.name}"`];
  }
  for (const sending of state.sending) {
    records[`MX cf-bounce.${sending.name}`] = [1, 2, 3].map((at) =>
      `${at * 10} route${at}.mx.cloudflare.net.`
    );
    records[`TXT cf-bounce.${sending.name}`] = ['"v=spf1 include:_spf.mx.cloudflare.net ~all"'];
    records[`TXT cf-bounce._domainkey.${sending.name}`] = [`"${DKIM}"`];
  }
  for (const routed of state.routed) records[`MX ${routed}`] = ["10 route1.mx.cloudflare.net."];
  const type = asked.get("type")!;
  const found = records[`${type} ${name}`];
  const number = { TXT: 16, MX: 15, CNAME: 5, A: 1 }[type];
  return Response.json({
    Status: found === undefined ? 3 : 0,
    Answer: found?.map((data) => ({ type: number, data })),
  });
}

/** As much of Waybill as a deployment sees: its version, and an order that is let in when the shop's own secret signed it. */
async function deployedWorker(state: State, name: string, request: Request): Promise<Response> {
  const script = state.scripts.get(name);
  if (script === undefined) return new Response("no Worker", { status: 522 });
  const { pathname } = new URL(request.url);
  const version_id = script.deployments.at(-1)!.version_id;
  const tag = script.versions.find(({ id }) => id === version_id)!.annotations["workers/tag"] ?? "";
  if (pathname === "/healthz") {
    return Response.json({
      ok: true,
      database: "ok",
      overdue: [],
      cells: boundCells(script.bindings).map((cell) => ({
        cell,
        database: "ok",
        share: 0.001,
        clock_lag_s: 0,
        oldest_owed_s: null,
      })),
      version: tag.replace(/-[0-9a-f]{8}$/, ""),
    });
  }

  const [, , id, source] = pathname.split("/");
  const databaseAs = (name: string) => {
    const bound = script.bindings.find((binding) => binding.name === name);
    return state.databases.find(({ uuid }) => uuid === bound.id)!.sqlite;
  };
  const row = databaseAs("DB").prepare("select secrets, cell from shops where id = ?").get(id!);
  const sqlite = databaseAs(bindingOf(row!["cell"] as number));
  const key = await sealingRingIn(script.secrets.get("SEALING_KEY")!);
  const secrets = JSON.parse(await unseal(key, row!["secrets"] as string, id!));
  const body = await request.text();
  try {
    new Webhook(secrets[source!][0]).verify(body, Object.fromEntries(request.headers));
  } catch {
    return Response.json({ accepted: false }, { status: 401 });
  }
  const { data } = JSON.parse(body);
  const order_id = `${id}/${source}/${data.order.id}`;
  sqlite.prepare(
    "insert or ignore into orders (id, number, seq, state, updated_at) values (?, ?, 1, '{}', 0)",
  )
    .run(order_id, data.order.number);
  sqlite.prepare(
    "insert or ignore into messages (subject, kind, about, state, dated_at) values (?, 'order_confirmation', '', 'sent', 0)",
  ).run(order_id);
  return Response.json({ accepted: true }, { status: 202 });
}
