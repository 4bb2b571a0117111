/**
 * `deno task trigger SOURCE TOPIC [--set path=value]... [--order 1042] [--sequence life]`: posts a signed, current
 * sample of any topic to the running Worker, like a payment provider's own command line. Without a topic it lists the
 * topics.
 */
import { makeSigner } from "../test/support/certificate.ts";
import { argumentsOf } from "./command_line.ts";
import { readDevVars } from "./dev_vars.ts";
import { sampleOf, SAMPLES } from "./trigger/samples.ts";
import { setPath } from "./trigger/set_path.ts";
import { sign } from "./trigger/sign.ts";
import { STAND_IN_OFFSET } from "../src/doors/webhooks/stand_in_sender.ts";
import { standIn } from "./trigger/stand_in.ts";

const PORT = Number(Deno.env.get("PORT") ?? 8787);
const BASE = `http://localhost:${PORT}`;
/** File with the order number of the last call. */
const MEMORY = ".wrangler/trigger.json";
const FIRST_ORDER = 1_001;
/** Pause between two webhooks of a sequence: without it later mails would correctly replace earlier ones. */
const PAUSE_MS = 6_000;

const USAGE = `deno task trigger [SOURCE [TOPIC]] [--set PATH=VALUE]... [--order NUMBER] [--sequence life]

Posts a signed, current sample of a topic to the running Worker (PORT, 8787 by default). Without a topic it lists what there is.

  --set PATH=VALUE    changes a field of the sample: --set customer.email=ada@example.com
  --order NUMBER      is about this order; otherwise about the one that the last call was about
  --sequence life     posts a whole life: placed, paid, shipped, delivered`;

const options = {
  set: { type: "string", multiple: true, default: [] as string[] },
  order: { type: "string" },
  sequence: { type: "string" },
} as const;
const { values, positionals } = argumentsOf(
  { name: "deno task trigger", usage: USAGE, options, positionals_max: 2 },
  Deno.args,
);
const [source = "", named] = positionals;

try {
  const topics = topicsToPost();
  if (topics === null) list();
  else await postAll(topics);
} catch (error) {
  console.error((error as Error).message);
  Deno.exit(2);
}

/** Returns null when nothing is posted and the topics are only listed. */
function topicsToPost(): readonly string[] | null {
  const samples = SAMPLES[source];
  if (samples === undefined) {
    if (source !== "") {
      throw new Error(`There is no source ${source}: there are ${Object.keys(SAMPLES).join(", ")}`);
    }
    return null;
  }
  if (values.sequence !== undefined) {
    if (values.sequence !== "life") throw new Error(`There is no sequence ${values.sequence}: there is life`);
    return samples.life;
  }
  return named === undefined ? null : [named];
}

function list(): void {
  for (const [name, { topics, life }] of Object.entries(SAMPLES)) {
    if (source !== "" && source !== name) continue;
    console.log(
      `${name}\n${Object.keys(topics).map((topic) => `  ${topic}`).join("\n")}\n  --sequence life: ${
        life.join(", ")
      }\n`,
    );
  }
  console.log("deno task trigger SOURCE TOPIC [--set path=value]... [--order 1042]");
}

async function postAll(topics: readonly string[]): Promise<void> {
  const secret = (await readDevVars())["DEMO_WEBHOOK_SECRET"]!;
  const paypal = await makeSigner();
  for (const [n, topic] of topics.entries()) {
    if (n > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const order = await orderFor(topic);
    const nonce = crypto.randomUUID().replaceAll("-", "");
    const sample = sampleOf(source, topic, { order, now_ms: Date.now(), nonce });
    const body = JSON.stringify(values.set.reduce(setPath, sample.body));
    const url = `${BASE}/hooks/demo/${source}`;
    const { headers, query = "" } = await sign(source, {
      topic,
      body,
      secret,
      url,
      now_ms: Date.now(),
      nonce,
      paypal,
    });
    const asked = standIn(PORT + STAND_IN_OFFSET, sample.asks, paypal.pem);
    try {
      const answer = await fetch(`${url}${query}`, { method: "POST", headers, body }).catch(notRunning);
      console.log(`${answer.status}  ${source} ${topic} (order ${order})  ${await answer.text()}`);
      if (!answer.ok) Deno.exitCode = 1;
    } finally {
      await asked.close();
    }
  }
}

/** Returns a new order number for a topic that begins an order; otherwise the last one, of any sender. */
async function orderFor(topic: string): Promise<number> {
  const last = Number(await Deno.readTextFile(MEMORY).catch(() => "NaN"));
  const is_first = SAMPLES[source]!.first.includes(topic);
  const order = values.order !== undefined
    ? Number(values.order)
    : !Number.isInteger(last)
    ? FIRST_ORDER
    : is_first
    ? last + 1
    : last;
  if (!Number.isInteger(order) || order < 1_000 || order > 9_999) {
    throw new Error("--order must be a number of four digits");
  }
  await Deno.writeTextFile(MEMORY, String(order));
  return order;
}

function notRunning(): never {
  console.error(`Nobody answers at ${BASE}: start \`deno task dev\` first`);
  Deno.exit(1);
}
