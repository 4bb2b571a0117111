/**
 * Compares the Worker's ten-line confirmation with react-email, MJML with handlebars, liquidjs and the bare template
 * literal, on the same view in the same run, and its MIME with nodemailer's. Rounds take turns, medians count, and
 * only the ratios have bounds.
 */
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Figure } from "./bench.ts";
import { build } from "./miniflare.ts";
import type { Answered, Asked, LaneName } from "./render/lane.ts";

const ROUNDS = 15;
const ROUND_MS = 150;
/** Rounds that are not counted: the JIT compilers are still at work, for longer on a busy machine. */
const WARM_UP_ROUNDS = 10;
const HTML_MAX_BYTES = 12 * 1_024;

const RENDERERS = ["waybill", "literal", "liquidjs", "mjml", "react_email"] as const;
const COMPOSERS = ["waybill_mime", "nodemailer_mime"] as const;

export async function renderCost(): Promise<readonly Figure[]> {
  const built = await build("bench/render/worker.ts", "dist/bench/render", "deno");
  const script = new URL(`../${built}`, import.meta.url).href;
  const { rates: rendering, bytes } = await race(RENDERERS, script);
  const { rates: composing } = await race(COMPOSERS, script);
  return [
    counted("renders: Waybill (HTML, text, subject)", rendering.waybill),
    counted("renders: template literal, nothing escaped", rendering.literal),
    counted("renders: liquidjs", rendering.liquidjs),
    counted("renders: MJML + handlebars", rendering.mjml),
    counted("renders: react-email", rendering.react_email),
    atLeast("× react-email", rendering.waybill / rendering.react_email, 15),
    atLeast("× MJML + handlebars", rendering.waybill / rendering.mjml, 8),
    atLeast("× liquidjs", rendering.waybill / rendering.liquidjs, 3),
    atLeast("× the template literal", rendering.waybill / rendering.literal, 0.2),
    {
      name: "HTML of ten lines",
      value: bytes.waybill,
      unit: "bytes",
      bound: `<= ${HTML_MAX_BYTES}`,
      ok: bytes.waybill <= HTML_MAX_BYTES,
    },
    counted("composes: Waybill", composing.waybill_mime),
    counted("composes: nodemailer's MailComposer", composing.nodemailer_mime),
    atLeast("× MailComposer", composing.waybill_mime / composing.nodemailer_mime, 4),
  ];
}

/** Returns the mails a second of each lane, as the median of its rounds. Lanes run one at a time, in turns. */
async function race<Name extends LaneName>(
  names: readonly Name[],
  script: string,
): Promise<{ readonly rates: Record<Name, number>; readonly bytes: Record<Name, number> }> {
  const rates = new Map<Name, number[]>(names.map((name) => [name, []]));
  const bytes: Partial<Record<Name, number>> = {};
  const lanes = new Map<Name, Worker>();
  for (const lane of names) {
    const worker = new Worker(fileURLToPath(new URL("./render/lane.ts", import.meta.url).href));
    lanes.set(lane, worker);
    const ready = await ask(worker, { lane, script });
    if (!("bytes" in ready)) throw new Error(`Cannot start ${lane} as it must say what it tells`);
    if (ready.untold.length > 0) {
      throw new Error(`Cannot compare as ${lane} must tell everything: left out ${ready.untold.join(" | ")}`);
    }
    bytes[lane] = ready.bytes;
  }
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    for (const [name, worker] of lanes) {
      const ran = await ask(worker, { round_ms: ROUND_MS });
      if ("per_second" in ran && round >= WARM_UP_ROUNDS) rates.get(name)!.push(ran.per_second);
    }
  }
  await Promise.all([...lanes.values()].map((worker) => worker.terminate()));
  const medians = Object.fromEntries([...rates].map(([name, rounds]) => [name, median(rounds)]));
  return { rates: medians as Record<Name, number>, bytes: bytes as Record<Name, number> };
}

function ask(worker: Worker, asked: Asked): Promise<Answered> {
  return new Promise((resolve, reject) => {
    worker.removeAllListeners();
    worker.once("message", resolve).once("error", reject);
    worker.postMessage(asked);
  });
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!);
}

function atLeast(name: string, ratio: number, least: number): Figure {
  const value = Math.round(ratio * 100) / 100;
  return { name, value, unit: "times", bound: `>= ${least}`, ok: ratio >= least };
}

function counted(name: string, value: number): Figure {
  return { name, value, unit: "mails/s", ok: true };
}
