/**
 * `deno task flows [--part PART] [way]`: walks a customer and the shop's staff through every page and the desk, in Chromium against
 * the local Worker, on phone and desktop, with and without JavaScript. Checks axe on each state, no request to
 * another host, no page over 30 KB. Pictures go to `dist/flows/`.
 */
import { argumentsOf } from "../scripts/command_line.ts";
import { launchBrowser, pose } from "./browser.ts";
import { walkChat } from "./flows_chat.ts";
import { walkDesk } from "./flows_desk.ts";
import { walkFirstDay } from "./flows_first_day.ts";
import type { Judging, Way } from "./flows_judge.ts";
import { walkShadow } from "./flows_shadow.ts";
import { walkGoods } from "./flows_ends_goods.ts";
import { walkEnds } from "./flows_ends.ts";
import { walkReturns } from "./flows_ends_returns.ts";
import { walk } from "./flows_walk.ts";
import { build, start } from "./miniflare.ts";

const WAYS: readonly Way[] = [
  { name: "phone", device: "phone", javaScriptEnabled: true },
  { name: "phone_plain", device: "phone", javaScriptEnabled: false },
  { name: "desktop", device: "desktop", javaScriptEnabled: true },
  { name: "desktop_plain", device: "desktop", javaScriptEnabled: false },
];

/** The walks that can be taken alone. */
const PARTS = ["customer", "ends", "returns", "chat", "desk", "first_day", "shadow"] as const;

const USAGE = `deno task flows [--part ${PARTS.join("|")}] [${WAYS.map(({ name }) => name).join("|")}]...

Walks a customer and the shop's people through every flow of the pages and of the desk, with and without JavaScript, and lets
axe look at each state; all ways when none is named. Pictures go to dist/flows.

  --part PART  takes one of the walks alone: the customer's, that of what they ask for to its end, that of returns, a live chat's, the desk's, that of a new agent's first day, or that of shadow mode and settings`;

const { values: { part }, positionals } = argumentsOf({
  name: "deno task flows",
  usage: USAGE,
  options: { part: { type: "string" } },
  positionals_max: WAYS.length,
}, Deno.args);
const strange = positionals.find((given) => !WAYS.some(({ name }) => name === given)) ??
  (part === undefined || PARTS.some((one) => one === part) ? undefined : part);
if (strange !== undefined) {
  console.error(`${JSON.stringify(strange)} is no walk and no way of \`deno task flows\`\n${USAGE}`);
  Deno.exit(2);
}

const faults: string[] = [];
await Deno.mkdir("dist/flows", { recursive: true });
const house = await start({ script: await build("bench/worker.ts", "dist/bench"), consumers: true });
const base = `http://localhost:${house.url.port}`;
await house.sql(
  `update shops set settings = json_patch(settings, '{"name":"Nordlicht","withdrawal_days":14,"country":"DE","order_index":true,"reorder":{"url":"https://nordlicht.example/cart?add={items}"},
   "legal_lines":["Nordlicht GmbH, Torstraße 1, 10119 Berlin"],"shipment_sms":true,"shipment_telegram":true,
   "returns":{"window_days":30,"conditions":"Unworn, with its label.","paid_by":"shop"}}')`,
);
const browser = await launchBrowser();
try {
  const ways = WAYS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const taken = PARTS.filter((one) => part === undefined || part === one);
  for (
    const [part, steps] of [["customer", walk], ["ends", walkEnds], ["ends", walkGoods], [
      "returns",
      walkReturns,
    ]] as const
  ) {
    if (!taken.includes(part)) continue;
    const queue = [...ways];
    // One walk for each core, since the browser takes most of the time.
    await Promise.all(Array.from({ length: Math.min(2, navigator.hardwareConcurrency) }, async () => {
      for (let way = queue.shift(); way !== undefined; way = queue.shift()) await go(way, steps);
    }));
  }
  // It moves the clock.
  if (taken.includes("chat")) {
    for (const way of ways) await go(way, (judging) => walkChat(judging, house, browser));
  }
  // The desk's walks run last and one by one: each stops the only channel, and two at once would resend the mails
  // that the other checks.
  if (taken.includes("desk")) {
    for (const way of ways) {
      await go(way, (judging) => walkDesk(judging, house));
    }
  }
  if (taken.includes("first_day")) {
    for (const way of ways) await go(way, (judging) => walkFirstDay(judging, house));
  }
  // Shadow mode holds back the mails of the whole shop.
  if (taken.includes("shadow")) {
    for (const way of ways) await go(way, (judging) => walkShadow(judging, house));
  }
} finally {
  await browser.close();
  await house.miniflare.dispose();
}
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? "every flow, no fault" : `${faults.length} faults`);
Deno.exit(faults.length === 0 ? 0 : 1);

async function go(way: Way, steps: (judging: Judging) => Promise<void>): Promise<void> {
  const began = Date.now();
  const context = await browser.newContext({ javaScriptEnabled: way.javaScriptEnabled, baseURL: base });
  const page = await context.newPage();
  const studio = { page, session: await context.newCDPSession(page) };
  await pose(studio, way.device, "light");
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== base) faults.push(`${way.name}: asks ${origin}`);
  });
  page.on("console", (message) => {
    // The browser logs 304, 400 and 422 to the console like errors.
    if (message.type() === "error" && !/status of 4[02]/.test(message.text())) {
      faults.push(`${way.name}: ${message.text()}`);
    }
  });
  page.setDefaultTimeout(30_000);
  try {
    const judging = { studio, way, base, url: house.url, faults };
    await steps(judging);
  } catch (error) {
    faults.push(`${way.name}: stopped at ${page.url()}: ${error}`);
    await page.screenshot({ path: `dist/flows/stopped.${way.name}.png` }).catch((refused) => {
      faults.push(`${way.name}: no picture of where it stopped: ${refused}`);
    });
  }
  await context.close();
  console.log(`${way.name}: ${Math.round((Date.now() - began) / 1_000)} s`);
}
