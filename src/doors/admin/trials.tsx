/** Shows a shop's trials of two versions of a mail, starts one of another day, stops one, and adopts what was tried. */
import type { Context } from "hono";
import { Hono } from "hono";
import { TrialsPage, type TrialsView, type TrialView } from "../../../templates/admin/trials.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { type Compared, DIFFERENCES, type Measure, MEASURES, type Side } from "../../figures/trials.ts";
import { adoptTrial } from "../../flow/trials/adopt_trial.ts";
import { stopTrial } from "../../flow/trials/end_trial.ts";
import {
  COUNTS_FOR_DAYS,
  outlookOf,
  readTrials,
  soonest,
  type TrialReport,
} from "../../flow/trials/read_trials.ts";
import { readOutlookDays, startTrial, type TrialRefusal } from "../../flow/trials/start_trial.ts";
import { TIMED, type TimedKind } from "../../orders/trial.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { noteAct } from "./desk_act.ts";
import type { Desk, DeskHono } from "./desk_env.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { countText, frameOf, homeOf, momentView } from "./desk_view.ts";

const NOTES = {
  started: "good",
  stopped: "good",
  adopted: "good",
  gone: "bad",
  meanwhile: "bad",
  not_counted: "bad",
  off: "bad",
  running: "bad",
  volume: "bad",
  invalid: "bad",
  nothing: "bad",
} as const satisfies Readonly<
  Record<TrialRefusal | "started" | "stopped" | "adopted" | "gone" | "meanwhile", "good" | "bad">
>;
const USUAL_DIFFERENCE = 1.5;

export const trialPages = new Hono<DeskHono>();

trialPages.get("/", async (context) => {
  const { desk } = context.var;
  const { ports: { db }, shop } = desk;
  const path = `${homeOf(desk)}/figures/trials`;
  const trials = await readTrials(db, shop.id);
  const token = await deskToken(desk, "trials");
  const view: TrialsView = {
    frame: await frameOf(desk, "figures", { note: noteOf(context) }),
    back: { href: `${homeOf(desk)}/figures`, label: w("tab.figures") },
    texts: { href: `${homeOf(desk)}/mails/kinds`, label: w("texts.kinds") },
    trials: trials.map((trial) => trialView(desk, trial)),
    start: { action: `${path}/start`, token },
    stop: { action: `${path}/stop`, token },
    adopt: { action: `${path}/adopt`, token },
    timed: await timedOf(desk),
    differences: differencesView(),
  };
  return await context.html(<TrialsPage view={view} />);
});

trialPages.post("/start", async (context) => {
  const opened = await openForm(context, "trials");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const kind = (Object.keys(TIMED) as TimedKind[]).find((one) => one === field(opened.form, "kind", 50));
  if (kind === undefined) return back(context, "invalid");
  const typed = field(opened.form, "days", 50).split(/[\s,;]+/).filter((one) => one !== "").map(Number);
  const days = Array.isArray(desk.shop.settings.schedule[TIMED[kind]]) ? typed : typed[0] ?? NaN;
  const difference = differenceIn(field(opened.form, "difference", 10));
  const trial = { id: opened.id, kind, days, difference, person: desk.person };
  const started = await startTrial(desk.ports, desk.shop, trial, desk.now_ms);
  if (!started.ok) return back(context, started.reason);
  await noteAct(desk, opened.id, "trial.started", { detail: { about: kind } });
  return back(context, "started");
});

trialPages.post("/stop", async (context) => {
  const opened = await openForm(context, "trials");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const id = field(opened.form, "trial", 100);
  if (!await stopTrial(desk.ports, desk.shop.id, (one) => one.id === id, desk.now_ms)) {
    return problemPage(context, 404);
  }
  await noteAct(desk, opened.id, "trial.stopped", { detail: { about: id } });
  return back(context, "stopped");
});

trialPages.post("/adopt", async (context) => {
  const opened = await openForm(context, "trials");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const id = field(opened.form, "trial", 100);
  const adopted = await adoptTrial(desk.ports, desk.shop, { trial: id, person: desk.person }, desk.now_ms);
  if (!adopted.ok) {
    return adopted.reason === "unknown" ? problemPage(context, 404) : back(context, "meanwhile");
  }
  await noteAct(desk, opened.id, "trial.adopted", { detail: { about: id, changes: adopted.value } });
  return back(context, "adopted");
});

export function differenceIn(typed: string): (typeof DIFFERENCES)[number] {
  return DIFFERENCES.find((one) => String(one) === typed) ?? USUAL_DIFFERENCE;
}

export function differencesView(): TrialsView["differences"] {
  return DIFFERENCES.map((one) => ({
    value: String(one),
    label: w("trials.times", { times: one }),
    is_usual: one === USUAL_DIFFERENCE,
  }));
}

/** The days that may be tried, with how long it would take. */
async function timedOf(desk: Desk): Promise<TrialsView["timed"]> {
  const { schedule } = desk.shop.settings;
  const kinds = (Object.keys(TIMED) as TimedKind[]).filter((kind) =>
    [schedule[TIMED[kind]]].flat().some((one) => one !== null)
  );
  const weeks = await readOutlookDays(desk.ports, desk.shop, desk.now_ms);
  return kinds.map((kind) => ({
    value: kind,
    label: w("trials.timed", {
      mail: wordFor("message", kind),
      days: [schedule[TIMED[kind]]].flat().join(", "),
      takes: takesText(soonest(outlookOf(weeks, kind, USUAL_DIFFERENCE))),
    }),
  }));
}

export function takesText(days: number | null): string {
  return days === null ? w("versions.never") : w("figures.days", { count: countText(days) });
}

function trialView(desk: Desk, trial: TrialReport): TrialView {
  const { id, kind, state, person, texts, days, difference, outlook, judged } = trial;
  const is_waiting = state === "running" && desk.now_ms < trial.counts_from;
  return {
    id,
    title: wordFor("message", kind),
    state: {
      label: w(is_waiting ? "trialstate.waiting" : `trialstate.${state}`),
      tone: state === "worse" ? "bad" : state === "running" ? "warn" : "quiet",
    },
    is_running: state === "running",
    is_adopted: state === "adopted",
    started: momentView(desk, trial.started_at),
    who: person,
    until: momentView(desk, trial.ended_at ?? trial.ends_at),
    is_over: trial.ended_at !== null,
    expected: w("trials.expected", { times: difference, takes: takesText(soonest(outlook)) }),
    changes: [
      ...(days === undefined ? [] : [{ name: w("trials.days"), text: [days].flat().join(", ") }]),
      ...Object.entries(texts ?? {}).flatMap(([locale, of]) =>
        Object.entries(of).map(([name, text]) => ({ name: `${name.replaceAll("_", " ")} (${locale})`, text }))
      ),
    ],
    rows: MEASURES.map((measure) => ({
      name: w(`trialmeasure.${measure}`, { days: COUNTS_FOR_DAYS[measure] }),
      cells: cellsOf(measure, judged[measure]),
    })),
  };
}

function cellsOf(measure: Measure, { usual, tried, better, worse, verdict }: Compared): readonly string[] {
  return [
    sideText(measure, usual),
    sideText(measure, tried),
    w("trials.pairs", { better: countText(better), worse: countText(worse) }),
    wordFor("verdict", verdict),
  ];
}

/** Questions for each 1,000, clicks as a share, stars as a mean. */
function sideText(measure: Measure, { of, value }: Side): string {
  if (value === null) return w("rate.none");
  const shown = measure === "questions"
    ? w("trials.per_thousand", { count: Number((1_000 * value).toFixed(1)) })
    : measure === "clicks"
    ? `${Number((100 * value).toFixed(1))} %`
    : String(Number(value.toFixed(2)));
  return w("trials.side", { value: shown, of: countText(of) });
}

function back(context: Context<DeskHono>, note: keyof typeof NOTES): Response {
  return context.redirect(`${homeOf(context.var.desk)}/figures/trials?note=${note}`, 303);
}

function noteOf(context: Context<DeskHono>): FrameView["note"] {
  const note = context.req.query("note") ?? "";
  return Object.hasOwn(NOTES, note)
    ? { tone: NOTES[note as keyof typeof NOTES], text: w(`trials.note_${note as keyof typeof NOTES}`) }
    : null;
}
