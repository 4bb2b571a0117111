/** Issues and checks the desk's form tokens: a token counts for one person, one shop and one action. */
import type { Context } from "hono";
import { StalePage } from "../../../templates/admin/sign_in.tsx";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

export type DeskAction =
  | "again"
  | "alarm"
  | "answer"
  | "close"
  | "case"
  | "seek"
  | "return"
  | "case answer"
  | "suppress"
  | "release"
  | "import"
  | "find"
  | "check"
  | "correct"
  | "hold"
  | "delivery"
  | "write"
  | "stock"
  | "texts"
  | "template"
  | "rating"
  | "figures"
  | "trials"
  | "settings"
  | "replay"
  | "spill"
  | "drop"
  | "stop"
  | "people"
  | "ways"
  | "language"
  | "programs"
  | "out";

export interface OpenedForm {
  readonly form: FormData;
  /** Id of this showing of the form; a second click sends the same id. */
  readonly id: string;
}

export function deskToken({ ports, shop, who, now_ms }: Desk, action: DeskAction): Promise<string> {
  return formToken(ports, `${shop.id}\n${who}`, `desk ${action}`, now_ms);
}

/** Returns the form; null where it was not shown to this person within a day, so that nothing must be done. */
export async function openForm(
  context: Context<DeskHono>,
  action: DeskAction,
  max_bytes?: number,
): Promise<OpenedForm | null> {
  const { ports, shop, who, now_ms } = context.var.desk;
  const form = await readForm(context, max_bytes);
  if (form === null) return null;
  const id = await formId(ports, `${shop.id}\n${who}`, `desk ${action}`, field(form, "form", 300), now_ms);
  return id === null ? null : { form, id };
}

/** Answers a form that was not accepted and changed nothing. */
export function stale(context: Context<DeskHono>): Response | Promise<Response> {
  return context.html(<StalePage back={`/admin/${context.var.desk.shop.id}`} />, 400);
}
