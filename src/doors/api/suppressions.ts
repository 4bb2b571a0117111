/**
 * Serves the suppression list: reads it page by page, adds JSON lines, releases single lines. What was read can be
 * posted again.
 */
import { Hono } from "hono";
import * as v from "valibot";
import {
  selectSuppressionPage,
  selectSuppressions,
  type SuppressionLine,
  type SuppressionRow,
  SUPPRESSIONS_PAGE_MAX,
} from "../../sql/suppressions.ts";
import { release, suppress } from "../../flow/customer/suppress.ts";
import { checkJson, complain, JSON_MAX_BYTES, readJson, readText, refuse } from "./body.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { Line, lineOf, Refused } from "../forms/suppression_line.ts";

const IMPORT_MAX_BYTES = 200_000;
const IMPORT_MAX_LINES = 500;
export const suppressionApi = new Hono<ApiHono>();

suppressionApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const sealed = context.req.query("after");
  const after = sealed === undefined ? ["", ""] : await openCursor(ports, shop.id, "suppressions", sealed, 2);
  if (after === null) return complain(context, 400, "after", "must be what the page before it gave");
  const page = selectSuppressionPage(ports.db, shop.id, { address: after[0]!, class: after[1]! });
  const { results: rows } = await page.all<SuppressionRow>();
  const last = rows.at(-1);
  return context.json({
    suppressions: rows.map(rowJson),
    after: last === undefined || rows.length < SUPPRESSIONS_PAGE_MAX
      ? null
      : await sealCursor(ports, shop.id, "suppressions", [last.address, last.class]),
  });
});

export const SuppressionFind = v.object({
  email: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(254)),
});

suppressionApi.post("/find", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, SuppressionFind, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { results } = await selectSuppressions(ports.db, shop.id, read.value.email).all<SuppressionRow>();
  return context.json({ suppressions: results.map(rowJson) });
});

function rowJson({ address, class: name, reason, until, at }: SuppressionRow) {
  return {
    email: address,
    class: name,
    reason,
    until: until === null ? null : new Date(until).toISOString(),
    at: new Date(at).toISOString(),
  };
}

/** Adds all lines, or none where one is wrong. */
suppressionApi.post("/", async (context) => {
  const { ports, shop } = context.var;
  const text = await readText(context, IMPORT_MAX_BYTES);
  if (!text.ok) return refuse(context, text);
  const lines = text.value.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0 || lines.length > IMPORT_MAX_LINES) {
    return complain(context, 422, "body", `must be 1 to ${IMPORT_MAX_LINES} lines: it has ${lines.length}`);
  }
  const given: SuppressionLine[] = [];
  for (const [index, line] of lines.entries()) {
    const read = checkJson(line, Line);
    if (!read.ok) return complain(context, read.status, `line ${index + 1}: ${read.field}`, read.message);
    given.push(lineOf(read.value));
  }
  await suppress(ports.db, shop, given, ports.clock());
  await noteAct(context, "suppression.import", { detail: { count: given.length } });
  return context.json({ kept: given.length });
});

suppressionApi.delete("/", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, v.object(Refused), JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const removed = await release(ports.db, shop, read.value, ports.clock());
  if (removed) await noteAct(context, "suppression.release", { detail: { about: read.value.class } });
  return context.json({ removed });
});
