/**
 * Lists, finds, adds, releases, imports and exports suppressions at the desk. Addresses stand in request bodies,
 * never in paths.
 */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { SuppressionsPage } from "../../../templates/admin/suppressions.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { w } from "../../../templates/admin/words.ts";
import { selectSuppressionPage, selectSuppressions, type SuppressionRow } from "../../sql/suppressions.ts";
import { release, suppress } from "../../flow/customer/suppress.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { field } from "../forms/form.ts";
import { problemPage } from "../error_page.tsx";
import { noteAct } from "./desk_act.ts";
import { deskToken, type OpenedForm, openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf, momentView } from "./desk_view.ts";
import { exportedList, isFileForm } from "./suppression_export.ts";
import { FILE_MAX_BYTES, readSuppressionFile } from "./suppression_file.ts";
import type { Desk, DeskHono } from "./desk_env.ts";
import { Line, Refused } from "../forms/suppression_line.ts";

const PAGE_MAX = 100;
const CURSOR = "desk suppressions";
const FAULTS_SHOWN = 10;
const DONE = { added: "good", released: "good", was_off: "bad" } as const;

export const suppressionPages = new Hono<DeskHono>();

suppressionPages.get("/", async (context) => {
  const { desk } = context.var;
  const { ports, shop } = desk;
  const cursor = context.req.query("after");
  const after = cursor === undefined ? ["", ""] : await openCursor(ports, shop.id, CURSOR, cursor, 2);
  if (after === null) return problemPage(context, 404);
  const page = selectSuppressionPage(ports.db, shop.id, { address: after[0]!, class: after[1]! }, PAGE_MAX);
  const { results: rows } = await page.all<SuppressionRow>();
  const last = rows.length < PAGE_MAX ? undefined : rows.at(-1);
  return await show(context, rows, {
    note: noteOf(context),
    next: last === undefined ? null : await sealCursor(ports, shop.id, CURSOR, [last.address, last.class]),
  });
});

/** Finds an address by a form rather than a link, which would put the address into the path. Changes nothing. */
suppressionPages.post("/find", async (context) => {
  const opened = await openForm(context, "find");
  if (opened === null) return stale(context);
  const { ports, shop } = context.var.desk;
  const email = field(opened.form, "email", 254);
  const { results } = await selectSuppressions(ports.db, shop.id, email).all<SuppressionRow>();
  return await show(context, results, { found: email });
});

suppressionPages.post("/add", async (context) => {
  const opened = await openForm(context, "suppress");
  if (opened === null) return stale(context);
  const refused = refusedIn(opened);
  if (refused === null) return await showFaults(context, [w("list.fault_email")]);
  const { ports, shop, now_ms } = context.var.desk;
  await suppress(ports.db, shop, [{ ...refused, reason: "blocked", until: null }], now_ms);
  await noteAct(context.var.desk, opened.id, "suppression.add", { detail: { about: refused.class } });
  return back(context, "note=added");
});

suppressionPages.post("/release", async (context) => {
  const opened = await openForm(context, "release");
  if (opened === null) return stale(context);
  const refused = refusedIn(opened);
  if (refused === null) return await showFaults(context, [w("list.fault_email")]);
  const { ports, shop, now_ms } = context.var.desk;
  const was_listed = await release(ports.db, shop, refused, now_ms);
  if (was_listed) {
    await noteAct(context.var.desk, opened.id, "suppression.release", { detail: { about: refused.class } });
  }
  return back(context, was_listed ? "note=released" : "note=was_off");
});

suppressionPages.post("/import", async (context) => {
  const opened = await openForm(context, "import", FILE_MAX_BYTES + 10_000);
  if (opened === null) return stale(context);
  const file = opened.form.get("file");
  if (!(file instanceof File) || file.size > FILE_MAX_BYTES) {
    return await showFaults(context, [w("list.fault_file")]);
  }
  const read = readSuppressionFile(await file.text(), Line);
  if (!read.ok) return await showFaults(context, read.faults);
  const { ports, shop, now_ms } = context.var.desk;
  await suppress(ports.db, shop, read.lines, now_ms);
  await noteAct(context.var.desk, opened.id, "suppression.import", { detail: { count: read.lines.length } });
  return back(context, `lines=${read.lines.length}`);
});

suppressionPages.get("/export/:file{list\\.(csv|jsonl)}", (context) => {
  const { ports, shop } = context.var.desk;
  const form = context.req.param("file").split(".")[1];
  return isFileForm(form) ? exportedList(ports.db, shop.id, form) : problemPage(context, 404);
});

function refusedIn({ form }: OpenedForm) {
  const given = v.safeParse(v.object(Refused), {
    email: field(form, "email", 300),
    class: field(form, "class", 20),
  });
  return given.success ? given.output : null;
}

function back(context: Context<DeskHono>, note: string): Response {
  return context.redirect(`${homeOf(context.var.desk)}/suppressions?${note}`, 303);
}

function noteOf(context: Context<DeskHono>): FrameView["note"] {
  const note = context.req.query("note") ?? "";
  const lines = Number(context.req.query("lines") ?? "x");
  if (Number.isInteger(lines) && lines > 0) {
    return { tone: "good", text: w("list.imported", { count: lines }) };
  }
  return Object.hasOwn(DONE, note)
    ? { tone: DONE[note as keyof typeof DONE], text: w(`list.${note as keyof typeof DONE}`) }
    : null;
}

async function showFaults(context: Context<DeskHono>, faults: readonly string[]): Promise<Response> {
  const { ports, shop } = context.var.desk;
  const page = selectSuppressionPage(ports.db, shop.id, { address: "", class: "" }, PAGE_MAX);
  const { results } = await page.all<SuppressionRow>();
  const more = faults.length - FAULTS_SHOWN;
  const shown = faults.slice(0, FAULTS_SHOWN);
  return await show(context, results, {
    faults: more > 0 ? [...shown, w("list.fault_more", { count: more })] : shown,
  }, 422);
}

interface Shown {
  readonly note?: FrameView["note"];
  readonly next?: string | null;
  readonly found?: string;
  readonly faults?: readonly string[];
}

async function show(
  context: Context<DeskHono>,
  rows: readonly SuppressionRow[],
  { note = null, next = null, found, faults = [] }: Shown,
  status: 200 | 422 = 200,
): Promise<Response> {
  const { desk } = context.var;
  const path = `${homeOf(desk)}/suppressions`;
  const view = {
    frame: await frameOf(desk, "suppressions", { note }),
    lines: rows.map((row) => lineView(desk, row)),
    found: found ?? null,
    find: { action: `${path}/find`, token: await deskToken(desk, "find") },
    add: { action: `${path}/add`, token: await deskToken(desk, "suppress") },
    release: { action: `${path}/release`, token: await deskToken(desk, "release") },
    import: { action: `${path}/import`, token: await deskToken(desk, "import") },
    exports: [
      { href: `${path}/export/list.csv`, label: w("list.csv") },
      { href: `${path}/export/list.jsonl`, label: w("list.jsonl") },
    ],
    all_path: path,
    next: next === null ? null : `${path}?after=${next}`,
    faults,
  };
  return await context.html(<SuppressionsPage view={view} />, status);
}

function lineView(desk: Desk, { address, class: name, reason, at, until }: SuppressionRow) {
  return {
    address,
    class: name,
    reason,
    at: momentView(desk, at),
    until: until === null ? null : momentView(desk, until),
    over: until !== null && until <= desk.now_ms,
  };
}
