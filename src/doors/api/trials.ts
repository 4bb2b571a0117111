/** Serves a shop's trials of two versions of a mail through the API: what they bring, how long one takes, start, stop, adopt. */
import { Hono } from "hono";
import * as v from "valibot";
import { DIFFERENCES } from "../../figures/trials.ts";
import { adoptTrial } from "../../flow/trials/adopt_trial.ts";
import { stopTrial } from "../../flow/trials/end_trial.ts";
import { readTrials, soonest } from "../../flow/trials/read_trials.ts";
import { readOutlook, startTrial } from "../../flow/trials/start_trial.ts";
import { ORDER_KINDS } from "../../messages/message.ts";
import { FilledText, Id } from "../../values/schemas.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const TEXTS_MAX_BYTES = 100_000;
const Author = v.optional(v.pipe(FilledText, v.maxLength(100)), "API");
const Kind = v.picklist(ORDER_KINDS);
const AnyDifference = v.optional(v.picklist(DIFFERENCES), 1.5);
const Locale = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "Must be a BCP 47 language tag"),
);
const Words = v.pipe(v.string(), v.maxLength(2_000));

export const NewTrial = v.object({
  /** Idempotency key: the same id is one trial. */
  id: Id,
  kind: Kind,
  texts: v.optional(v.record(Locale, v.record(v.string(), Words))),
  days: v.optional(v.union([v.number(), v.pipe(v.array(v.number()), v.maxLength(5))])),
  difference: AnyDifference,
  author: Author,
});
export const KnownTrial = v.object({ id: Id, trial: Id, author: Author });
const OutlookQuery = v.object({
  kind: Kind,
  difference: v.optional(v.pipe(v.string(), v.transform(Number), v.picklist(DIFFERENCES)), "1.5"),
});

export const trialApi = new Hono<ApiHono>();

trialApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const trials = await readTrials(ports.db, shop.id);
  const iso = (at: number) => new Date(at).toISOString();
  return context.json({
    trials: trials.map(({ id, started_at, counts_from, ends_at, ended_at, judged, ...trial }) => ({
      trial: id,
      ...trial,
      started_at: iso(started_at),
      counts_from: iso(counts_from),
      ends_at: iso(ends_at),
      ended_at: ended_at === null ? null : iso(ended_at),
      measures: judged,
    })),
  });
});

trialApi.get("/outlook", async (context) => {
  const { ports, shop } = context.var;
  const asked = v.safeParse(OutlookQuery, {
    kind: context.req.query("kind"),
    difference: context.req.query("difference"),
  });
  if (!asked.success) {
    return complain(
      context,
      400,
      "kind",
      `must be a kind of mail; difference one of ${DIFFERENCES.join(", ")}`,
    );
  }
  const { kind, difference } = asked.output;
  const outlook = await readOutlook(ports, shop, kind, difference, ports.clock());
  return context.json({ kind, difference, ...outlook, days: soonest(outlook) });
});

trialApi.post("/", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, NewTrial, TEXTS_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { author, ...trial } = read.value;
  const started = await startTrial(ports, shop, { ...trial, person: author }, ports.clock());
  if (!started.ok) {
    return started.fault !== undefined
      ? complain(context, 422, started.fault.field || "texts", started.fault.rule)
      : started.reason === "running"
      ? complain(context, 409, "kind", started.message)
      : complain(context, 422, FIELDS[started.reason], started.message);
  }
  await noteAct(context, "trial.started", { id: trial.id, person: author, detail: { about: trial.kind } });
  return context.json({ trial: trial.id, ...started.value, days: soonest(started.value) }, 201);
});

const FIELDS = {
  not_counted: "figures",
  off: "kind",
  volume: "difference",
  invalid: "days",
  nothing: "texts",
} as const;

trialApi.post("/stop", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, KnownTrial, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, trial, author } = read.value;
  const ran = await stopTrial(ports, shop.id, (one) => one.id === trial, ports.clock());
  if (!ran) return complain(context, 404, "trial", "must be a trial that runs");
  await noteAct(context, "trial.stopped", { id, person: author, detail: { about: trial } });
  return context.json({ stopped: true });
});

trialApi.post("/adopt", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, KnownTrial, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, trial, author } = read.value;
  const adopted = await adoptTrial(ports, shop, { trial, person: author }, ports.clock());
  if (!adopted.ok) {
    return adopted.reason === "unknown"
      ? complain(context, 404, "trial", "must be a trial of this shop")
      : complain(context, 409, "trial", "must not be changed by two at once, and still fit the catalogue");
  }
  await noteAct(context, "trial.adopted", {
    id,
    person: author,
    detail: { about: trial, changes: adopted.value },
  });
  return context.json({ adopted: true });
});
