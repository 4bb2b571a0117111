/** Somebody at a shop's desk: signs in as a browser would, keeps cookies, posts the forms that were shown. */
import { env, exports } from "cloudflare:workers";
import { seal, sealingRingIn } from "../../src/sealed.ts";
import { upsertShop } from "../../src/sql/shops.ts";
import { SHOP } from "./cast.ts";
import { DEMO } from "./house.ts";

const ORIGIN = "https://waybill.test";
export const TOKENS = { demo: "demo-".padEnd(40, "a"), other: "other-".padEnd(40, "b") } as const;

export interface DeskPage {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

export interface DeskVisitor {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<DeskPage>;
  readonly post: (
    path: string,
    fields: Readonly<Record<string, string | readonly string[] | File>>,
    headers?: Record<string, string>,
  ) => Promise<DeskPage>;
  /** Posts the form with this action that `page` shows, filled in, and goes where the answer leads. */
  readonly submit: (
    page: DeskPage,
    action: string,
    fields?: Readonly<Record<string, string | readonly string[] | File>>,
  ) => Promise<DeskPage>;
  readonly signIn: (shop: string, token: string) => Promise<DeskPage>;
  /** By name. */
  readonly cookies: Map<string, string>;
}

/** `headers` come with every request: the assertion of Access, say. */
export function deskVisitor(headers: Readonly<Record<string, string>> = {}): DeskVisitor {
  const cookies = new Map<string, string>();
  const network = { "CF-Connecting-IP": crypto.randomUUID() };

  async function ask(path: string, init: RequestInit): Promise<DeskPage> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await exports.default.fetch(new URL(path, ORIGIN), {
      ...init,
      redirect: "manual",
      headers: { ...network, ...headers, ...(cookie === "" ? {} : { cookie }), ...init.headers as object },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      if (/Max-Age=0/i.test(set)) cookies.delete(name!);
      else cookies.set(name!, value!);
    }
    return { status: response.status, html: await response.text(), headers: response.headers };
  }

  const get: DeskVisitor["get"] = (path, more = {}) => ask(path, { headers: more });
  const post: DeskVisitor["post"] = (path, fields, more = {}) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      for (const one of Array.isArray(value) ? value : [value]) body.append(name, one);
    }
    return ask(path, { method: "POST", body, headers: more });
  };
  const submit: DeskVisitor["submit"] = async (page, action, fields = {}) => {
    const answer = await post(action, { ...hiddenOf(page, action), ...fields }, {
      "Sec-Fetch-Site": "same-origin",
    });
    const to = answer.headers.get("Location");
    return answer.status === 303 && to !== null ? await get(to) : answer;
  };
  const signIn: DeskVisitor["signIn"] = async (shop, token) =>
    await submit(await get(`/admin/${shop}`), "/admin", { shop, token });
  return { get, post, submit, signIn, cookies };
}

/** The desk of the shop `demo`, of whoever signed in with the shop's token. */
export async function ownersDesk(): Promise<DeskVisitor> {
  const owner = deskVisitor();
  await owner.signIn("demo", TOKENS.demo);
  return owner;
}

/** The hidden fields of the first form that posts to `action`. */
export function hiddenOf({ html }: DeskPage, action: string): Record<string, string> {
  const form = [...html.matchAll(/<form[^>]*>[^]*?<\/form>/g)].map(([text]) => text)
    .find((text) => text.includes(`action="${action}"`) && text.includes('method="post"'));
  if (form === undefined) throw new Error(`There is no form to ${action} on ${html.slice(0, 3_000)}`);
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(hidden.map(([, name, value]) => [name!, value!]));
}

/** Opens the shops `demo` and `other` with their tokens, newest first. */
export async function openDesks(
  tokens: Readonly<Record<string, readonly string[]>> = { demo: [TOKENS.demo], other: [TOKENS.other] },
  settings: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const key = await sealingRingIn(env.SEALING_KEY);
  for (const [id, api] of Object.entries(tokens)) {
    const secrets = JSON.stringify({ ...DEMO.secrets, api });
    const sealed = await seal(key, secrets, id, crypto.getRandomValues(new Uint8Array(12)));
    const desk = { emails: ["@kontor.example"] };
    const text = JSON.stringify({ ...SHOP, name: `Shop ${id}`, desk, ...settings });
    await upsertShop(env.DB, { id, settings: text, secrets: sealed }).run();
    await env.DB.prepare("update shops set settings = ? where id = ?").bind(text, id).run();
  }
}
