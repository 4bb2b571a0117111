/**
 * `deno task flows`: a customer and the shop's people in Chromium against the local Worker, on a phone and at a desk, with and
 * without JavaScript: every flow of the pages and of the shop's desk, axe on each state, no request to anywhere else, no page beyond 30 KB. Pictures go to `dist/flows/`.
 */
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";

import { launchBrowser, photograph, pose, SCHEMES, type Studio } from "./browser.ts";
import { anOrder, postEvent, postOrder } from "./deliveries.ts";
import { walkDesk } from "./flows_desk.ts";
import { build, type House, start } from "./miniflare.ts";

const OUT = "dist/flows";
const PAGE_MAX_BYTES = 30_000;
const WITHIN_MS = 10_000;
const AXE = await Deno.readTextFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"));
const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

const WAYS = [
  { name: "phone", device: "phone", javaScriptEnabled: true },
  { name: "phone_plain", device: "phone", javaScriptEnabled: false },
  { name: "desktop", device: "desktop", javaScriptEnabled: true },
  { name: "desktop_plain", device: "desktop", javaScriptEnabled: false },
] as const;

const SHIPMENT = {
  id: "p1",
  tracking: [{ carrier: "DHL", number: "00340434161094042557", url: "https://www.dhl.example/track" }],
};

const faults: string[] = [];
await Deno.mkdir(OUT, { recursive: true });
const house = await start({ script: await build("bench/worker.ts", "dist/bench"), consumers: true });
const base = `http://localhost:${house.url.port}`;
await house.sql(
  `update stores set settings = json_patch(settings, '{"name":"Nordlicht","withdrawal_days":14,"country":"DE",
   "legal_lines":["Nordlicht GmbH, Torstraße 1, 10119 Berlin"],
   "returns":{"window_days":30,"conditions":"Unworn, with its label.","paid_by":"shop"}}')`,
);
const browser = await launchBrowser();
try {
  for (const way of WAYS.filter(({ name }) => Deno.args.length === 0 || Deno.args.includes(name))) {
    await walk(browser, house, way);
  }
} finally {
  await browser.close();
  await house.miniflare.dispose();
}
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? "every flow, no fault" : `${faults.length} faults`);
Deno.exit(faults.length === 0 ? 0 : 1);

type Way = (typeof WAYS)[number];

async function walk(browser: Browser, house: House, way: Way): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: way.javaScriptEnabled, baseURL: base });
  const page = await context.newPage();
  const studio: Studio = { page, session: await context.newCDPSession(page) };
  await pose(studio, way.device, "light");
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== base) faults.push(`${way.name}: asks ${origin}`);
  });
  page.on("console", (message) => {
    // The browser says 304, 400 and 422 on the console as it says faults.
    if (message.type() === "error" && !/status of 4[02]/.test(message.text())) {
      faults.push(`${way.name}: ${message.text()}`);
    }
  });
  const email = `${way.name}@lovelace.example`;
  const id = `${way.name}-1`;
  await postOrder(house.url, {
    ...anOrder(id),
    customer: { email, name: "Ada Lovelace", first_name: "Ada" },
  });
  await postOrder(house.url, { ...anOrder(`${way.name}-2`), customer: { email, name: "Ada Lovelace" } });
  await mail(email, "order_confirmation", 2);

  const see = async (name: string) => await judge(studio, way, name);
  const next = async (label: string | RegExp) => {
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: label }).click()]);
  };
  const go = async (label: string | RegExp) => {
    await Promise.all([page.waitForEvent("load"), page.getByRole("link", { name: label }).first().click()]);
  };

  await page.goto("/s/demo/orders");
  await see("find");
  await page.getByLabel("Email address").fill(email);
  await next("Email me the link");
  await see("find_sent");
  const [link] = await mail(email, "history_link", 1);
  await page.goto(linkIn(link!, "/h/"));
  await see("history");
  await page.goto(`${page.url()}?q=nothing`);
  await see("history_none_found");
  await page.goto(linkIn(link!, "/h/"));
  await go(new RegExp(`#${id}`));
  const order_path = new URL(page.url()).pathname;
  await see("order_preparing");

  await go("Change the delivery address");
  await see("prove");
  await next("Email me the code");
  await see("prove_code");
  await page.getByLabel("Six-digit code").fill("000000");
  await next("Confirm");
  await see("prove_wrong");
  const [code] = await mail(email, "verification_code", 1);
  await page.getByLabel("Six-digit code").fill(/\b\d{6}\b/.exec(code!)![0]);
  await next("Confirm");
  await see("address");
  await page.getByLabel("Street and number").fill("Neue Straße 5");
  await next("Send");
  await see("done");
  await mail(email, "support_received", 1);

  await page.goto(order_path);
  if (!(await page.content()).includes("Torstraße 1")) faults.push(`${way.name}: a code shows no address`);
  if (way.javaScriptEnabled) await refreshes(page, house, id, way);
  else await postEvent(house.url, id, "shipment.shipped", { shipment: SHIPMENT });
  await postEvent(house.url, id, "shipment.delivered", { shipment: { id: "p1" }, place: "Berlin, DE" });
  await page.goto(order_path);
  await see("order_delivered");
  await go("Report a problem");
  await page.getByLabel("Something is damaged").check();
  await see("problem");
  await next("Send");
  await page.goto(`${order_path}/return`);
  await page.getByLabel("Pieces: Article number 2").selectOption("1");
  await page.getByLabel("Too small").check();
  await see("return");
  await next("Send");
  await mail(email, "return_received_request", 1);
  await page.goto(`${order_path}/withdraw`);
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await see("withdraw");
  await next("Continue");
  await see("withdraw_review");
  await next("Confirm withdrawal");
  await mail(email, "withdrawal_acknowledged", 1);
  await page.goto(`${order_path}?rating=4`);
  await see("rate");
  await next("Send");
  await page.goto(order_path);
  await see("order_busy");
  for (const part of ["receipt", "mails", "gift", "preferences", "privacy", "privacy/erase"]) {
    await page.goto(`${order_path}/${part}`);
    await see(part.replace("/", "_"));
  }
  await page.goto(`${order_path}/mails`);
  await go("Order confirmation");
  await see("mail");
  await page.goto("/o/AAAA");
  await see("gone");
  await page.goto("/nowhere");
  await see("nowhere");
  const fault = (text: string) => faults.push(text);
  await walkDesk({ page, house, name: way.name, see, next, go, mail, fault }, id);
  await context.close();
  console.log(way.name);
}

/** The open page shows by itself what has happened since. */
async function refreshes(page: Page, house: House, id: string, way: Way): Promise<void> {
  await postEvent(house.url, id, "shipment.shipped", { shipment: SHIPMENT });
  // As a customer does who comes back to the tab: the page asks at once. Without a screen a page may count as hidden.
  await page.bringToFront();
  await page.evaluate("Object.defineProperty(document, 'hidden', { value: false })");
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.getByText(SHIPMENT.tracking[0]!.number).first().waitFor({ timeout: WITHIN_MS })
    .catch(() => faults.push(`${way.name}: the open page did not refresh itself`));
}

async function judge(
  studio: Studio,
  { name: way, device, javaScriptEnabled }: Way,
  name: string,
): Promise<void> {
  const { page } = studio;
  const state = `${name}.${way}`;
  const overflow_px = javaScriptEnabled
    ? await page.evaluate("document.documentElement.scrollWidth - innerWidth") as number
    : 0;
  if (overflow_px > 0) faults.push(`${state}: wider than the window by ${overflow_px} px`);
  if (javaScriptEnabled) {
    for (const scheme of SCHEMES) {
      await pose(studio, device, scheme);
      await photograph(studio, `${OUT}/${state}.${scheme}.png`);
      await axe(page, `${state}.${scheme}`);
    }
    await pose(studio, device, "light");
  }
  const answer = await fetch(new URL(page.url().replace(base, ""), house.url), {
    headers: { "accept-encoding": "gzip", cookie: await cookieOf(page) },
  });
  const html = new TextEncoder().encode(await answer.text());
  const zipped = new Blob([html]).stream().pipeThrough(new CompressionStream("gzip"));
  const size_bytes = (await new Response(zipped).arrayBuffer()).byteLength;
  if (size_bytes > PAGE_MAX_BYTES) faults.push(`${state}: ${size_bytes} bytes, more than ${PAGE_MAX_BYTES}`);
}

interface AxeResult {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Through the debugger, since the page's own policy lets nothing in. */
async function axe(page: Page, state: string): Promise<void> {
  const found = await page.evaluate(
    `${AXE};axe.run(document, { runOnly: ${
      JSON.stringify(TAGS)
    }, iframes: false }).then(({ violations }) => violations)`,
  ) as readonly AxeResult[];
  for (const { id, help, nodes } of found) {
    const where = nodes.slice(0, 2).map((node) => `${node.html}\n  ${node.failureSummary}`).join("\n  ");
    faults.push(`${state}: ${id}: ${help}\n  ${where}`);
  }
}

async function cookieOf(page: Page): Promise<string> {
  return (await page.context().cookies(base)).map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** The texts of the mails of `kind` to `email`, once there are so many. */
async function mail(email: string, kind: string, count: number): Promise<readonly string[]> {
  const until = Date.now() + WITHIN_MS;
  while (Date.now() < until) {
    const listed =
      await (await fetch(new URL("/dev/mail", house.url), { headers: { accept: "application/json" } }))
        .json() as readonly { readonly id: string; readonly kind: string; readonly to: string }[];
    const found = listed.filter((one) => one.to === email && one.kind === kind);
    if (found.length >= count) {
      return await Promise.all(
        found.map(async ({ id }) => await (await fetch(new URL(`/dev/mail/${id}/text`, house.url))).text()),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Cannot go on as ${count} mails ${kind} must come within ${WITHIN_MS} ms`);
}

function linkIn(text: string, start: string): string {
  const path = new RegExp(`https?://[^/\\s]+(${start}[\\w-]+)`).exec(text)?.[1];
  if (path === undefined) throw new Error(`Cannot go on as the mail must hold a link to ${start}`);
  return path;
}
