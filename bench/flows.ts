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
import { walkFigures } from "./flows_figures.ts";
import { offerCanned, walkInbox } from "./flows_inbox.ts";
import { walkScreens } from "./flows_screens.ts";
import { walkShadow } from "./flows_shadow.ts";
import { walkGoods } from "./flows_ends_goods.ts";
import { walkEnds } from "./flows_ends.ts";
import { walkReturns } from "./flows_ends_returns.ts";
import { walk } from "./flows_walk.ts";
import type { Browser } from "playwright-core";
import { WITHIN_MS } from "./mailbox.ts";
import { build, type House, start } from "./miniflare.ts";

const WAYS: readonly Way[] = [
  { name: "phone", device: "phone", javaScriptEnabled: true },
  { name: "phone_plain", device: "phone", javaScriptEnabled: false },
  { name: "desktop", device: "desktop", javaScriptEnabled: true },
  { name: "desktop_plain", device: "desktop", javaScriptEnabled: false },
];

/** Takes one walk to its end; faults are added to the judging. */
type Walk = (judging: Judging, house: House, browser: Browser) => Promise<void>;

/** The walks that can be taken alone. */
const PARTS = [
  "customer",
  "ends",
  "returns",
  "chat",
  "inbox",
  "desk",
  "first_day",
  "figures",
  "shadow",
  "screens",
] as const;

const USAGE = `deno task flows [--part ${PARTS.join("|")}] [${WAYS.map(({ name }) => name).join("|")}]...

Walks a customer and the shop's people through every flow of the pages and of the desk, with and without JavaScript, and lets
axe look at each state; all ways when none is named. Pictures go to dist/flows.

  --part PART  takes one of the walks alone: the customer's, that of what they ask for to its end, that of returns, a live chat's, the inbox's, the desk's, that of a new agent's first day, that of figures and trials, that of shadow mode and settings, or that of all screens of the desk`;

const { values: { part }, positionals } = argumentsOf({
  name: "deno task flows",
  usage: USAGE,
  options: { part: { type: "string" } },
  positionals_max: WAYS.length,
}, Deno.args);
const strange = positionals.find((given) => !WAYS.some(({ name }) => name === given)) ??
  (part === undefined || PARTS.some((one) => one === part) ? undefined : part);
if (strange !== undefined) {
  console.error(
    `${JSON.stringify(strange)} is no walk and no way of \`deno task flows\`\n${USAGE}`,
  );
  Deno.exit(2);
}

const faults: string[] = [];
await Deno.mkdir("dist/flows", { recursive: true });
const ways = WAYS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const script = await build("bench/worker.ts", "dist/bench");
const browser = await launchBrowser();
try {
  // Three lanes side by side, since a walk waits for the Worker and leaves a core idle; each has a house of its own.
  await Promise.all([
    lane(["customer", walk], ["ends", walkEnds], ["ends", walkGoods]),
    // The desk's walks stop the only channel, and shadow mode holds back the mails of the whole shop.
    lane(["desk", walkDesk], ["shadow", walkShadow], ["screens", walkScreens]),
    lane(["first_day", walkFirstDay], ["returns", walkReturns], ["inbox", walkInbox], [
      "figures",
      walkFigures,
    ]),
  ]);
  // Alone, since how soon the other side sees a message is judged.
  await lane(["chat", walkChat]);
} finally {
  await browser.close();
}
for (const fault of faults) console.error(fault);
console.log(
  faults.length === 0 ? "every flow, no fault" : `${faults.length} faults`,
);
Deno.exit(faults.length === 0 ? 0 : 1);

/** Takes the walks that were asked for one after the other, each in every way, in a house that no other lane changes. */
async function lane(
  ...walks: readonly (readonly [(typeof PARTS)[number], Walk])[]
): Promise<void> {
  const taken = walks.filter(([name]) => part === undefined || part === name);
  if (taken.length === 0) return;
  const house = await start({ script, consumers: true });
  await house.sql(
    `update shops set settings = json_patch(settings, '{"name":"Nordlicht","withdrawal_days":14,"country":"DE","order_index":true,"reorder":{"url":"https://nordlicht.example/cart?add={items}"},
     "legal_lines":["Nordlicht GmbH, Torstraße 1, 10119 Berlin"],"shipment_sms":true,"shipment_telegram":true,
     "returns":{"window_days":30,"conditions":"Unworn, with its label.","paid_by":"shop"}}')`,
  );
  if (taken.some(([name]) => name === "inbox")) await offerCanned(house);
  if (taken.some(([name]) => name === "figures")) {
    await house.sql(
      `update shops set settings = json_set(settings, '$.figures', json('true'))`,
    );
  }
  try {
    for (const [name, steps] of taken) {
      for (const way of ways) await go(house, name, way, steps);
    }
  } finally {
    await house.miniflare.dispose();
  }
}

async function go(
  house: House,
  part: string,
  way: Way,
  steps: Walk,
): Promise<void> {
  const began = Date.now();
  const base = `http://localhost:${house.url.port}`;
  const context = await browser.newContext({
    javaScriptEnabled: way.javaScriptEnabled,
    baseURL: base,
  });
  const page = await context.newPage();
  const studio = { page, session: await context.newCDPSession(page) };
  await pose(studio, way.device, "light");
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== base) {
      faults.push(`${part}, ${way.name}: asks ${origin}`);
    }
  });
  page.on("console", (message) => {
    // The browser logs 304, 400 and 422 to the console like errors.
    if (message.type() === "error" && !/status of 4[02]/.test(message.text())) {
      faults.push(`${part}, ${way.name}: ${message.text()}`);
    }
  });
  page.setDefaultTimeout(WITHIN_MS);
  try {
    const judging = { studio, way, base, url: house.url, faults };
    await steps(judging, house, browser);
  } catch (error) {
    faults.push(`${part}, ${way.name}: stopped at ${page.url()}: ${error}`);
    await page.screenshot({
      path: `dist/flows/stopped.${part}.${way.name}.png`,
    }).catch((refused) => {
      faults.push(
        `${part}, ${way.name}: no picture of where it stopped: ${refused}`,
      );
    });
  }
  await context.close();
  console.log(
    `${part}, ${way.name}: ${Math.round((Date.now() - began) / 1_000)} s`,
  );
}
