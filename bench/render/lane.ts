/**
 * Runs one renderer in an isolate of its own, as the Worker has one, so that other libraries' changes to shared
 * objects make it neither slower nor faster. It receives its name, then runs a round on each request.
 */
import "./production.ts";
import process from "node:process";
import { parentPort } from "node:worker_threads";
import type { compose } from "../../src/mail/mime/compose.ts";
import type { render } from "../../src/mail/content/render.ts";
import { type Content, tenLines, untold } from "./content.ts";

/** The Worker's own bundle. */
interface Bundle {
  readonly render: typeof render;
  readonly compose: typeof compose;
}
type Letter = Parameters<typeof compose>[0];
type Task = () => string | Promise<string>;

/** Message to a lane: its name and the bundle's address once, then the length of each round. */
export type Asked = { readonly lane: LaneName; readonly script: string } | { readonly round_ms: number };
/** Answer of a lane: first what its mail leaves out and its size, then how many mails a second. */
export type Answered =
  | { readonly untold: readonly string[]; readonly bytes: number }
  | { readonly per_second: number; readonly read: number };

const LANES = {
  waybill: async (content: Content, script: string): Promise<Task> => {
    const { render }: Bundle = await import(script);
    return () => render("order_confirmation", content.view).html;
  },
  literal: async (content: Content): Promise<Task> => {
    const { literal } = await import("./literal.ts");
    return () => literal(content);
  },
  liquidjs: async (content: Content): Promise<Task> => {
    const { liquid } = await import("./liquid.ts");
    return () => liquid(content);
  },
  mjml: async (content: Content): Promise<Task> => {
    const { mjml } = await import("./mjml.ts");
    return () => mjml(content);
  },
  react_email: async (content: Content): Promise<Task> => {
    const { reactEmail } = await import("./react_email.ts");
    return () => reactEmail(content);
  },
  waybill_mime: async (content: Content, script: string): Promise<Task> => {
    const { render, compose }: Bundle = await import(script);
    const mail = letter(render, content);
    return () => compose(mail);
  },
  nodemailer_mime: async (content: Content, script: string): Promise<Task> => {
    const { render }: Bundle = await import(script);
    const { mailComposer } = await import("./nodemailer.ts");
    const mail = letter(render, content);
    return () => mailComposer(mail);
  },
} as const;
export type LaneName = keyof typeof LANES;

let task: Task = () => "";

parentPort!.on("message", async (asked: Asked) => {
  parentPort!.postMessage(
    "lane" in asked ? await prepared(asked.lane, asked.script) : await round(asked.round_ms),
  );
});

async function prepared(lane: LaneName, script: string): Promise<Answered> {
  const content = tenLines();
  task = await LANES[lane](content, script);
  const made = await task();
  // A renderer that leaves content out would be faster unfairly; transport-encoded text cannot be checked.
  const missing = lane.endsWith("_mime") ? [] : untold(content, made);
  return { untold: missing, bytes: new TextEncoder().encode(made).length };
}

/** Measures CPU time including garbage collection: other programs on the machine distort wall time, and unevenly. */
async function round(round_ms: number): Promise<Answered> {
  const until = performance.now() + round_ms;
  const start = process.cpuUsage();
  let runs = 0;
  let read = 0;
  while (performance.now() < until) {
    // Awaiting a value that is no promise would cost the fast renderers a turn of the event loop.
    const made = task();
    const text = typeof made === "string" ? made : await made;
    // Reads the string once, so that it is built: a concatenated string costs nothing until it is read.
    read += text.charCodeAt(text.length >> 1);
    runs++;
  }
  const { user, system } = process.cpuUsage(start);
  return { per_second: runs * 1_000_000 / (user + system), read };
}

function letter(render: Bundle["render"], { view }: Content): Letter {
  return {
    key: "demo/shopify/1001/order_confirmation/",
    from: { name: view.shop.name, email: view.shop.support_email },
    to: { name: "Ada Lovelace", email: "ada@lovelace.example" },
    reply_to: { name: view.shop.name, email: view.shop.support_email },
    ...render("order_confirmation", view),
    date_ms: Date.UTC(2026, 10, 22, 18, 43),
    headers: { "Auto-Submitted": "auto-generated" },
  };
}
