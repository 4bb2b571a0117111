/** A customer at the pages: follows links, fills in the forms that are shown, keeps the session's cookie, reads the mail. */
import { env, exports } from "cloudflare:workers";
import { expect } from "vitest";
import { listCaptured, readCaptured } from "../../src/channels/capture.ts";
import { type Link, signLink } from "../../src/links/signed_link.ts";
import { parseMail } from "../../src/mail/mime/parse.ts";
import { fromBase64 } from "../../src/sealed.ts";
import { eventually } from "./eventually.ts";
import { recording } from "./house.ts";

const ORIGIN = "https://waybill.test";
const KEYS = [{ id: 1, bytes: fromBase64(env.LINK_KEYS.split(":")[1]!) }];
const PATHS = {
  order: "/o/",
  history: "/h/",
  export: "/x/",
  preferences: "/u/",
  gift: "/g/",
  correction: "/a/",
  rescue: "/r/",
} as const;

export interface Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  readonly path: string;
}

export interface Visitor {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Page>;
  readonly post: (
    path: string,
    fields: Record<string, string | string[] | File>,
    headers?: Record<string, string>,
  ) => Promise<Page>;
  /** Sends the one form of `page` as a browser would, with `fields` filled in, and goes where the answer leads. */
  readonly submit: (page: Page, fields?: Record<string, string | string[] | File>) => Promise<Page>;
  /** Shows to be the customer: asks for a code, reads it in the mail, types it. */
  readonly prove: (page: Page, email: string) => Promise<Page>;
  readonly cookie: () => string;
}

export function visitor(): Visitor {
  const cookies = new Map<string, string>();
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  async function ask(path: string, init: RequestInit): Promise<Page> {
    const response = await exports.default.fetch(new URL(path, ORIGIN), {
      ...init,
      redirect: "manual",
      headers: {
        ...(cookies.size === 0 ? {} : { cookie: cookieHeader() }),
        ...init.headers as Record<string, string>,
      },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      cookies.set(name!, value!);
    }
    return { status: response.status, html: await response.text(), headers: response.headers, path };
  }

  const get: Visitor["get"] = (path, headers = {}) => ask(path, { headers });
  const post: Visitor["post"] = (path, fields, headers = {}) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      for (const one of Array.isArray(value) ? value : [value]) body.append(name, one);
    }
    return ask(path, { method: "POST", body, headers });
  };
  const follow = async (page: Page): Promise<Page> => {
    const to = page.headers.get("Location");
    return page.status === 303 && to !== null ? await follow(await get(to)) : page;
  };
  const submit: Visitor["submit"] = async (page, fields = {}) => {
    const { action, hidden } = formOf(page);
    return await follow(await post(action, { ...hidden, ...fields }, { "Sec-Fetch-Site": "same-origin" }));
  };
  const prove: Visitor["prove"] = async (page, email) => {
    const asked = await submit(page);
    return await submit(asked, { code: await codeFor(email) });
  };
  return { get, post, submit, prove, cookie: cookieHeader };
}

/** Where the page's form posts to, and its hidden fields. */
export function formOf({ html }: Page): { readonly action: string; readonly hidden: Record<string, string> } {
  const form = /<form[^>]*method="post"[^>]*>[^]*?<\/form>/.exec(html)?.[0] ?? "";
  const action = /action="([^"]+)"/.exec(form)?.[1];
  if (action === undefined) throw new Error(`There is no form on ${html.slice(0, 2_000)}`);
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    .map(([, name, value]) => [name!, value!]);
  return { action, hidden: Object.fromEntries(hidden) };
}

/** The newest mails of `kind` to `email`, newest first, once there are so many. */
export async function mailsTo(email: string, kind: string, count: number) {
  return await eventually(async () => {
    const caught = (await listCaptured(env.MAIL, 1_000)).filter((mail) =>
      mail.to === email && mail.kind === kind
    );
    expect(caught).toHaveLength(count);
    return await Promise.all(caught.map(async ({ id }) => {
      const { raw } = (await readCaptured(env.MAIL, id))!;
      return { raw, ...await parseMail(raw) };
    }));
  });
}

let codes_seen = new Set<string>();

/** The code in the newest code mail that was not used yet. */
export async function codeFor(email: string): Promise<string> {
  return await eventually(async () => {
    const caught = (await listCaptured(env.MAIL, 1_000)).find((mail) =>
      mail.to === email && mail.kind === "verification_code" && !codes_seen.has(mail.id)
    );
    expect(caught).toBeDefined();
    codes_seen = new Set([...codes_seen, caught!.id]);
    const { text } = await parseMail((await readCaptured(env.MAIL, caught!.id))!.raw);
    return /\b(\d{6})\b/.exec(text)![1]!;
  });
}

/** A token made with the Worker's own key. */
export async function tokenFor(link: Partial<Link> & Pick<Link, "purpose" | "subject">): Promise<string> {
  return await signLink(KEYS, { expires_at_ms: Date.now() + 86_400_000, issued_at_ms: Date.now(), ...link });
}

/** The path of a link made with the Worker's own key. */
export async function pathFor(purpose: keyof typeof PATHS, subject: string): Promise<string> {
  return `${PATHS[purpose]}${await tokenFor({ purpose, subject })}`;
}

export async function customerOf(email: string): Promise<string> {
  return await recording.name_customer("demo", email);
}
