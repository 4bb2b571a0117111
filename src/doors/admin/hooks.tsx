/** The addresses that are told of what happens: add one, test it, change its secret, switch it, tell it again; its log. Only an owner comes here. */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { HookLogPage } from "../../../templates/admin/programs.tsx";
import { w } from "../../../templates/admin/words.ts";
import {
  changeEndpoint,
  endEndpoint,
  findEndpoint,
  makeEndpoint,
  replayDeliveries,
  rotateEndpoint,
  testEndpoint,
} from "../../flow/programs/endpoints.ts";
import { type DeliveryRow, readDeliveries, selectDeliveries } from "../../sql/webhooks.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { NewEndpoint } from "../forms/new_endpoint.ts";
import { noteAct } from "./desk_act.ts";
import { deskToken, type OpenedForm, openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf, momentView } from "./desk_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";
import { show } from "./programs.tsx";

const PAGE_MAX = 50;

export const hookPages = new Hono<DeskHono>();

hookPages.post("/make", async (context) => {
  const opened = await openForm(context, "programs");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const given = v.safeParse(NewEndpoint, {
    url: field(opened.form, "url", 1_000),
    types: field(opened.form, "types", 1_000).split(/[\s,]+/).filter((type) => type !== ""),
  });
  if (!given.success) return await show(context, { fault: w("programs.hook_fault") });
  const made = await makeEndpoint(desk.ports, desk.shop, given.output, desk.now_ms, opened.id);
  if (made === null) return await show(context, { fault: w("programs.hook_fault_full") });
  const { host } = new URL(given.output.url);
  await noteAct(desk, opened.id, "webhook.make", { detail: { about: made.id, name: host } });
  return await show(context, { secret: { name: host, secret: made.secret } });
});

hookPages.post("/rotate", (context) =>
  onHook(context, "webhook.rotate", async (desk, id, opened) => {
    const found = await findEndpoint(desk.ports.db, desk.shop.id, id);
    const secret = await rotateEndpoint(desk.ports, desk.shop, id, desk.now_ms, opened.id);
    if (found === null || secret === null) return null;
    return () => show(context, { secret: { name: new URL(found.url).host, secret } });
  }));

hookPages.post(
  "/test",
  (context) =>
    onHook(
      context,
      "webhook.test",
      async (desk, id) =>
        await testEndpoint(desk.ports, desk.shop, id, desk.now_ms) ? () => back(context, "hook_owed") : null,
    ),
);

hookPages.post("/replay", (context) =>
  onHook(context, "webhook.replay", async (desk, id, { form }) => {
    const event = field(form, "event", 1_000);
    const owed = await replayDeliveries(desk.ports, desk.shop, id, event === "" ? null : event, desk.now_ms);
    return owed === null ? null : () => back(context, "hook_owed");
  }));

hookPages.post("/switch", (context) =>
  onHook(context, "webhook.change", async (desk, id, { form }) => {
    const change = { is_on: field(form, "to", 5) === "on" };
    return await changeEndpoint(desk.ports, desk.shop, id, change) ? () => back(context, "hook_done") : null;
  }));

hookPages.post(
  "/end",
  (context) =>
    onHook(
      context,
      "webhook.end",
      async (desk, id) =>
        await endEndpoint(desk.ports, desk.shop, id) ? () => back(context, "hook_done") : null,
    ),
);

hookPages.get("/:id", async (context) => {
  const { desk } = context.var;
  const { ports, shop } = desk;
  const id = context.req.param("id").slice(0, 40);
  const found = await findEndpoint(ports.db, shop.id, id);
  const list = `desk hook ${id}`;
  const cursor = context.req.query("after");
  const at = cursor === undefined ? null : await openCursor(ports, shop.id, list, cursor, 2);
  if (found === null || cursor !== undefined && at === null) return problemPage(context, 404);
  const after = at === null ? null : { at: Number(at[0]), id: at[1]! };
  const rows = readDeliveries(await selectDeliveries(ports.db, shop.id, id, after, PAGE_MAX).all());
  const last = rows.length < PAGE_MAX ? undefined : rows.at(-1);
  const home = `${homeOf(desk)}/programs/hooks`;
  const view = {
    frame: await frameOf(desk, "programs"),
    name: new URL(found.url).host,
    hook: id,
    replay: { action: `${home}/replay`, token: await deskToken(desk, "programs") },
    events: rows.map((row) => eventView(desk, row)),
    next: last === undefined
      ? null
      : `${home}/${id}?after=${await sealCursor(ports, shop.id, list, [String(last.at), last.id])}`,
  };
  return await context.html(<HookLogPage view={view} />);
});

/** Does what a form asks of the endpoint that it names; `act` returns how to answer, or null where there is none. */
async function onHook(
  context: Context<DeskHono>,
  name: string,
  act: (desk: Desk, id: string, opened: OpenedForm) => Promise<(() => Response | Promise<Response>) | null>,
): Promise<Response> {
  const opened = await openForm(context, "programs");
  if (opened === null) return await stale(context);
  const { desk } = context.var;
  const id = field(opened.form, "hook", 40);
  const answer = await act(desk, id, opened);
  if (answer === null) return await problemPage(context, 404);
  await noteAct(desk, opened.id, name, { detail: { about: id } });
  return await answer();
}

function back(context: Context<DeskHono>, note: "hook_done" | "hook_owed"): Response {
  return context.redirect(`${homeOf(context.var.desk)}/programs?note=${note}`, 303);
}

function eventView(desk: Desk, { id, type, body, at, due_at, attempts, taken_at, tries }: DeliveryRow) {
  const { data = {} } = JSON.parse(body) as { readonly data?: Readonly<Record<string, unknown>> };
  const about = [data["message"], data["case"], data["order"]].find((one) => typeof one === "string");
  return {
    id,
    type,
    about: typeof about === "string" ? about : "",
    at: momentView(desk, at),
    state: due_at !== null
      ? { label: w("programs.waits"), tone: "quiet" as const }
      : taken_at !== null
      ? { label: w("programs.taken"), tone: "good" as const }
      : { label: w("programs.given_up"), tone: "bad" as const },
    tries: w("programs.tries", { count: attempts }),
    answers: tries.map(({ status, reason }) =>
      [status ?? w("programs.no_answer"), reason].filter((one) => one !== null).join(" ")
    )
      .join(", "),
  };
}
