/**
 * Walks each thing that a customer can ask for to its end: what the last page says, what the order's page shows, what the
 * mail tells and what the shop's API answers agree.
 */
import { Buffer } from "node:buffer";
import type { Judging } from "./flows_judge.ts";
import { stepsOf } from "./flows_steps.ts";
import { mailed } from "./mailbox.ts";
import { linkIn } from "./mailbox.ts";
import { API_TOKEN } from "./miniflare.ts";
import { anOrder, postEvent, postOrder } from "./webhooks.ts";

interface CaseJson {
  readonly id: string;
  readonly order: string | null;
  readonly state: string;
  readonly next: string;
  readonly request: { readonly about: string; readonly remedy: string | null; readonly state: string } | null;
}

/** Returns what notes each of `texts` that the page, called `what`, does not show. */
export function showsOf({ studio: { page }, way: { name }, faults }: Judging) {
  return async function shows(what: string, texts: readonly string[]): Promise<void> {
    const shown = await page.locator("main").innerText();
    for (const text of texts) {
      if (!shown.includes(text)) faults.push(`${name}: ${what} does not say “${text}”`);
    }
  };
}

export async function walkEnds(judging: Judging): Promise<void> {
  const { studio: { page }, way: { name }, url, faults } = judging;
  const { see, next } = stepsOf(judging);
  const api = apiOf(url);
  const shows = showsOf(judging);

  // A parcel that is missing: waited for, then found.
  const waits = await delivered(url, `${name}-waits`);
  await page.goto(`${waits.path}/problem`);
  await see("problem");
  await page.getByLabel("The parcel hasn’t arrived").check();
  await next("Show what we can do");
  await see("missing");
  await shows("the missing parcel", ["DHL says it delivered", "Left with neighbour Müller", "Ask next door"]);
  await page.getByLabel("I’ll look and ask around first").check();
  await next("Send my answer");
  await see("missing_waits_end");
  await shows("the end of the wait", ["We’ll ask you again on", "Emails about it go to"]);
  await page.goto(waits.path);
  await see("order_waits");
  await shows("the order that waits", ["We’ll ask you again on", "Found it, or still missing"]);
  await mailed(url, waits.email, "request_news", 1);
  await expectCase(faults, `${name}: waits`, await api.caseOf(waits.order), {
    next: "customer",
    request: { about: "not_arrived", remedy: null, state: "open" },
  });
  await page.goto(`${waits.path}/problem`);
  await page.getByLabel("It’s here now").check();
  await next("Send my answer");
  await see("missing_found_end");
  await shows("the end of what was found", ["Glad it turned up"]);
  await expectCase(faults, `${name}: found`, await api.caseOf(waits.order), { state: "solved" });

  // A parcel that is missing: claimed, granted by a person.
  const lost = await delivered(url, `${name}-lost`);
  await page.goto(`${lost.path}/problem?what=not_arrived`);
  await page.getByLabel("I’ve looked. Please send it again").check();
  await next("Send my answer");
  await see("missing_claim_end");
  await shows("the end of the claim", ["We’re looking for your parcel", "email you by"]);
  const claim = await api.caseOf(lost.order);
  await expectCase(faults, `${name}: claim`, claim, {
    next: "shop",
    request: { about: "not_arrived", remedy: "send_again", state: "open" },
  });
  await api.post(`cases/${claim?.id}/decide`, { id: "d1", decision: "grant" });
  await page.goto(lost.path);
  await see("order_granted");
  await shows("the granted claim", ["We’re sending it again"]);
  const [granted] = await mailed(url, lost.email, "request_news", 1);
  if (!granted!.includes("We’re sending it again")) faults.push(`${name}: the mail does not grant the claim`);
  await expectCase(faults, `${name}: granted`, await api.caseOf(lost.order), {
    request: { about: "not_arrived", remedy: "send_again", state: "granted" },
  });

  // An item that is damaged, with a photo; the shop declines.
  const broken = await delivered(url, `${name}-broken`);
  await page.goto(`${broken.path}/problem?what=damaged`);
  await see("damaged");
  await page.getByLabel("Article number 1", { exact: false }).first().check();
  await page.getByLabel("Photos").setInputFiles({
    name: "broken.png",
    mimeType: "image/png",
    buffer: Buffer.from(PIXEL),
  });
  await page.getByLabel("Refund me").check();
  await next("Send my claim");
  await see("damaged_end");
  await shows("the end of the damage", ["We’re sorting out the damage", "You’d like a refund"]);
  const damage = await api.caseOf(broken.order);
  await api.post(`cases/${damage?.id}/decide`, {
    id: "d1",
    decision: "decline",
    reason: "The photo shows another item",
  });
  await page.goto(broken.path);
  await see("order_declined");
  await shows("the declined claim", ["We couldn’t agree to your request", "The photo shows another item"]);
  const [declined] = await mailed(url, broken.email, "request_news", 1);
  if (!declined!.includes("The photo shows another item")) faults.push(`${name}: the mail names no reason`);
  await expectCase(faults, `${name}: declined`, await api.caseOf(broken.order), {
    state: "solved",
    request: { about: "damaged", remedy: "refund", state: "declined" },
  });
}

export interface Walked {
  readonly path: string;
  readonly email: string;
  readonly order: string;
}

/** An order that was placed; its page by the link of its confirmation. */
export async function ordered(
  url: URL,
  id: string,
  changed: Readonly<Record<string, unknown>> = {},
): Promise<Walked> {
  const email = `${id}@lovelace.example`;
  await postOrder(url, {
    ...anOrder(id),
    customer: { email, name: "Ada Lovelace", first_name: "Ada" },
    ...changed,
  });
  const [mail] = await mailed(url, email, "order_confirmation", 1);
  return { path: linkIn(mail!, "/o/"), email, order: `demo/standard/${id}` };
}

export async function delivered(
  url: URL,
  id: string,
  changed: Readonly<Record<string, unknown>> = {},
): Promise<Walked> {
  const walked = await ordered(url, id, changed);
  await postEvent(url, id, "shipment.delivered", {
    shipment: { id: "p1", tracking: [{ carrier: "DHL", number: "00340434161094042557" }] },
    place: "Berlin, DE",
    description: "Left with neighbour Müller",
  });
  return walked;
}

/** What the shop's own programs see. */
export function apiOf(url: URL) {
  const ask = async <T>(path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(new URL(`/api/shops/demo/${path}`, url), {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${API_TOKEN}`, "cf-connecting-ip": crypto.randomUUID() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) {
      throw new Error(`Cannot go on as ${path} answered ${answer.status}: ${await answer.text()}`);
    }
    return await answer.json() as T;
  };
  return {
    post: ask,
    get: <T>(path: string) => ask<T>(path),
    /** The newest case of an order, in whatever list it is. */
    caseOf: async (order: string): Promise<CaseJson | undefined> => {
      for (const list of ["shop", "customer", "later", "solved"]) {
        let after: string | null = null;
        do {
          const page: { readonly cases: readonly CaseJson[]; readonly after: string | null } = await ask(
            `cases?list=${list}${after === null ? "" : `&after=${encodeURIComponent(after)}`}`,
          );
          const found = page.cases.find((one) => one.order === order);
          if (found !== undefined) return await ask(`cases/${found.id}`);
          after = page.after;
        } while (after !== null);
      }
      return undefined;
    },
  };
}

/** Adds a fault for each field of the case that is another. */
export function expectCase(
  faults: string[],
  what: string,
  found: CaseJson | undefined,
  wanted: Partial<CaseJson>,
): void {
  if (found === undefined) {
    faults.push(`${what}: there is no case`);
    return;
  }
  for (const [name, value] of Object.entries(wanted)) {
    const is = found[name as keyof CaseJson];
    const same = typeof value === "object" && value !== null
      ? Object.entries(value).every(([part, one]) => (is as Record<string, unknown> | null)?.[part] === one)
      : is === value;
    if (!same) faults.push(`${what}: ${name} must be ${JSON.stringify(value)}, is ${JSON.stringify(is)}`);
  }
}

/** One pixel of PNG. */
const PIXEL = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);
