/** Lists who did what at the desk and through the API, the newest first. Only an owner comes here. */
import { Hono } from "hono";
import { AuditPage } from "../../../templates/admin/audit.tsx";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { type AuditRow, readActs, selectActs } from "../../sql/audit.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { problemPage } from "../error_page.tsx";
import { aboutWords } from "./audit_words.ts";
import { casePath, frameOf, homeOf, momentView, orderPath } from "./desk_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

const PAGE_MAX = 50;
const CURSOR = "desk audit";

export const auditPages = new Hono<DeskHono>();

auditPages.get("/", async (context) => {
  const { desk } = context.var;
  const { ports, shop } = desk;
  const cursor = context.req.query("after");
  const at = cursor === undefined ? null : await openCursor(ports, shop.id, CURSOR, cursor, 2);
  if (cursor !== undefined && at === null) return problemPage(context, 404);
  const after = at === null ? null : { at: Number(at[0]), id: at[1]! };
  const rows = readActs(await selectActs(ports.db, shop.id, after, PAGE_MAX).all());
  const last = rows.length < PAGE_MAX ? undefined : rows.at(-1);
  const view = {
    frame: await frameOf(desk, "audit"),
    acts: rows.map((row) => actView(desk, row)),
    next: last === undefined
      ? null
      : `${homeOf(desk)}/audit?after=${await sealCursor(ports, shop.id, CURSOR, [String(last.at), last.id])}`,
  };
  return await context.html(<AuditPage view={view} />);
});

function actView(desk: Desk, { at, person, way, act, order_id, case_id, detail }: AuditRow) {
  const { name, role, count, about, changes = [] } = detail;
  return {
    person,
    what: wordFor("audit", act),
    way: way === "desk" ? null : w(`audit.by_${way}`),
    order: order_id === null
      ? null
      : { href: orderPath(desk, order_id), label: w("audit.order", { order: order_id.split("/").at(-1)! }) },
    thread: case_id === null ? null : { href: casePath(desk, case_id), label: w("audit.case") },
    detail: [
      name,
      role === undefined ? undefined : wordFor("role", role),
      count === undefined ? undefined : String(count),
      order_id === null && about !== undefined && name === undefined ? aboutWords(act, about) : undefined,
    ].filter((part) => part !== undefined && part !== "").join(" · "),
    changes: changes.map(({ setting, before, after }) => ({
      setting: wordFor("setting", setting),
      before: before ?? w("audit.nothing"),
      after: after ?? w("audit.nothing"),
    })),
    at: momentView(desk, at),
  };
}
