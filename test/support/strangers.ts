/** A shop with two customers and a second shop, and every way in which an id in a request can be another's, expired or nobody's. */
import { env, exports } from "cloudflare:workers";
import { type Link, type Purpose, PURPOSES, signLink } from "../../src/links/signed_link.ts";
import { sealReader } from "../../src/links/sealed_reader.ts";
import { fromBase64, seal, sealingRingIn } from "../../src/sealed.ts";
import { recordEvent } from "../../src/flow/record/record_event.ts";
import { upsertShop } from "../../src/sql/shops.ts";
import { revokeLinks } from "../../src/sql/customers.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "./cast.ts";
import { cellOf, cellsInUse, placeShop } from "./cells_in_use.ts";
import { ownTables } from "./empty_storage.ts";
import { DEMO, recording } from "./house.ts";

export const ORIGIN = "https://waybill.test";
export const API_TOKENS = { demo: "demo-".padEnd(40, "a"), other: "other-".padEnd(40, "b") } as const;
const KEYS = [{ id: 1, bytes: fromBase64(env.LINK_KEYS.split(":")[1]!) }];
const OTHERS_KEYS = [{ id: 1, bytes: new Uint8Array(32).fill(7) }];

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: BodyInit | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `shop` is `demo` or `other`; each has an order `1` that came, and `demo` a second one, `2`, of another customer. */
export const ORDERS = {
  own: "demo/standard/1",
  neighbour: "demo/standard/2",
  foreign: "other/standard/1",
  erased: "demo/standard/3",
  revoked: "demo/standard/4",
  unknown: "demo/standard/none",
} as const;
export type Whose = keyof typeof ORDERS;
const EMAILS: Readonly<Record<Whose, string>> = {
  own: "ada@lovelace.example",
  neighbour: "ben@okada.example",
  foreign: "ada@lovelace.example",
  erased: "erased@lovelace.example",
  revoked: "revoked@lovelace.example",
  unknown: "nobody@lovelace.example",
};

/** As on the first day; the tables are there already. */
export async function openShops(): Promise<void> {
  for (const db of cellsInUse()) {
    await db.batch((await ownTables(env.DB)).map((name) => db.prepare(`delete from "${name}"`)));
  }
  const { objects } = await env.MAIL.list();
  if (objects.length > 0) await env.MAIL.delete(objects.map(({ key }) => key));
  const key = await sealingRingIn(env.SEALING_KEY);
  for (const id of ["demo", "other"] as const) {
    const secrets = JSON.stringify({ ...DEMO.secrets, api: [API_TOKENS[id]] });
    const sealed = await seal(key, secrets, id, new Uint8Array(12).fill(2));
    const settings = { ...SHOP, withdrawal_days: 14, returns: { window_days: 30 } };
    await upsertShop(env.DB, { id, settings: JSON.stringify(settings), secrets: sealed }).run();
    await env.DB.prepare("update shops set settings = ?2 where id = ?1").bind(id, JSON.stringify(settings))
      .run();
    await placeShop(id);
  }
  for (const whose of ["own", "neighbour", "foreign", "erased", "revoked"] as const) await place(whose);
  const revoked = await recording.name_customer("demo", EMAILS.revoked);
  await revokeLinks(cellOf("demo"), revoked, NOW_MS + 86_400_000, NOW_MS).run();
}

async function place(whose: Whose): Promise<void> {
  const [shop = "", , id = ""] = ORDERS[whose].split("/");
  const order = { ...ADAS_ORDER, id, number: `#${whose}`, customer: { email: EMAILS[whose], name: whose } };
  const parcel = { id: "p1", lines: [], tracking: [{ number: "JD1", carrier: "DHL" }] };
  await recordEvent({ ...recording, db: cellOf(shop) }, { ...DEMO, id: shop }, {
    source: "standard",
    order: id,
    webhook_id: `d-${whose}`,
    events: [
      placed(order),
      { type: "shipment.shipped", at: hours(-1), shipment: parcel },
      ...(whose === "erased" ? [{ type: "customer.erased", at: hours(0) } as const] : []),
    ],
    received_at_ms: NOW_MS,
  }, NOW_MS);
}

export async function customerOf(whose: Whose): Promise<string> {
  return await recording.name_customer(ORDERS[whose].split("/")[0]!, EMAILS[whose]);
}

/** What a token of this purpose names. */
async function subjectOf(purpose: Purpose, whose: Whose): Promise<string> {
  const of_customer = ["history", "export", "session"].includes(purpose);
  return of_customer ? await customerOf(whose) : ORDERS[whose];
}

export async function tokenOf(
  purpose: Purpose,
  whose: Whose = "own",
  changes: Partial<Link> = {},
  keys = KEYS,
): Promise<string> {
  const subject = await subjectOf(purpose, whose);
  const times = { expires_at_ms: NOW_MS + 86_400_000, issued_at_ms: NOW_MS };
  return await signLink(keys, { purpose, subject, ...times, ...changes });
}

export async function readerOf(shop_id: string, keys = KEYS): Promise<string> {
  return await sealReader(keys, { shop_id, email: EMAILS.own });
}

/** Every token that opens nothing at a path for `purpose`, by what is wrong with it. */
export async function wrongTokens(purpose: Purpose): Promise<Readonly<Record<string, string>>> {
  const own = await tokenOf(purpose);
  const others = (Object.keys(PURPOSES) as Purpose[]).filter((name) => name !== purpose);
  const mixed = await Promise.all(
    others.map(async (name) => [`made for ${name}`, await tokenOf(name)] as const),
  );
  // Each bit of each byte is tried where links are verified; here it is enough that every path verifies them.
  const flipped = [0, 3, 20, own.length - 1].map((at) =>
    [`changed at ${at}`, own.slice(0, at) + (own[at] === "B" ? "C" : "B") + own.slice(at + 1)] as const
  );
  return {
    "no token at all": "x",
    "too long": "A".repeat(600),
    "of an order that is not there": await tokenOf(
      purpose,
      "unknown",
      purpose === "history" || purpose === "export" ? { subject: "nowhere/~customer/none" } : {},
    ),
    expired: await tokenOf(purpose, "own", { expires_at_ms: NOW_MS - 60_000 }),
    revoked: await tokenOf(purpose, "revoked"),
    "of another house": await tokenOf(purpose, "own", {}, OTHERS_KEYS),
    "of the mail token": `${own.slice(0, -8)}.${own.slice(-8)}`,
    ...(["history", "export"].includes(purpose) ? {} : { erased: await tokenOf(purpose, "erased") }),
    ...Object.fromEntries(mixed),
    ...Object.fromEntries(flipped),
  };
}

/** The cookie of whoever typed a code. */
export async function sessionOf(whose: Whose, changes: Partial<Link> = {}): Promise<Record<string, string>> {
  return { cookie: `__Host-session=${await tokenOf("session", whose, changes)}` };
}

/** What names a session at a desk: of the token that opened it, and something of its own. */
export async function deskName(
  shop: keyof typeof API_TOKENS,
  token: string = API_TOKENS[shop],
): Promise<string> {
  const text = new TextEncoder().encode(`waybill-desk\n${token}`);
  const print = new Uint8Array(await crypto.subtle.digest("SHA-256", text)).slice(0, 12);
  return `${print.toBase64({ alphabet: "base64url", omitPadding: true })}abcdefgh`;
}

/** The cookie of somebody who signed in at a shop's desk, or what a stranger puts in its place. */
export async function deskSession(
  shop: keyof typeof API_TOKENS,
  { token, purpose = "desk", at = "demo" }: {
    readonly token?: string;
    readonly purpose?: Purpose;
    readonly at?: string;
  } = {},
): Promise<Record<string, string>> {
  const subject = `${shop}/${await deskName(shop, token)}`;
  const times = { expires_at_ms: NOW_MS + 43_200_000, issued_at_ms: NOW_MS };
  return { cookie: `__Host-desk-${at}=${await signLink(KEYS, { purpose, subject, ...times })}` };
}

/** The cookie of one of the people of `demo`. */
export async function personSession(id: string): Promise<Record<string, string>> {
  const subject = `demo/~p/${id}/abcdefgh`;
  const times = { expires_at_ms: NOW_MS + 43_200_000, issued_at_ms: NOW_MS };
  return { cookie: `__Host-desk-demo=${await signLink(KEYS, { purpose: "desk", subject, ...times })}` };
}

export async function ask({ method, path, body, headers }: Asked): Promise<Response> {
  return await exports.default.fetch(new URL(path, ORIGIN), {
    method,
    redirect: "manual",
    headers: { "CF-Connecting-IP": crypto.randomUUID(), ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

/** An answer as a stranger sees it: status, headers and words, without what it repeats of the request. */
export async function answerTo(asked: Asked): Promise<string> {
  const response = await ask(asked);
  const text = await response.text();
  const headers = [...response.headers].filter(([name]) =>
    !/^(cf-|date$|content-length|ratelimit-remaining)/.test(name)
  );
  const given = asked.path.split("?")[0]!.split("/").filter((part) => part.length > 12);
  const plain = [...given, "/o/x/fresh"].reduce((read, part) => read.replaceAll(part, "…"), text);
  return JSON.stringify([response.status, headers.sort(), plain.replaceAll(/\/o\/[^/"]*\/fresh/g, "…")]);
}

/** Everything in the database and the names of all objects: what a refused request must leave as it is. */
export async function allThatIs(): Promise<string> {
  const tables = await ownTables(env.DB);
  const all = await Promise.all(
    cellsInUse().map((db) => db.batch(tables.map((name) => db.prepare(`select * from "${name}"`)))),
  );
  const { objects } = await env.MAIL.list();
  return JSON.stringify([tables, all.flat().map(({ results }) => results), objects.map(({ key }) => key)]);
}
