/** The forms of the desk: each was shown to the same person, at the same shop, for the same thing. */
import type { Context } from "hono";
import { StalePage } from "../../../templates/admin/sign_in.tsx";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

export type DeskAction =
  | "again"
  | "answer"
  | "close"
  | "suppress"
  | "release"
  | "import"
  | "find"
  | "check"
  | "out";

export interface OpenedForm {
  readonly form: FormData;
  /** One showing of the form: a second click has the same. */
  readonly id: string;
}

export function deskToken({ ports, shop, who, now_ms }: Desk, action: DeskAction): Promise<string> {
  return formToken(ports, `${shop.id}\n${who}`, `desk ${action}`, now_ms);
}

/** Null when the form was not shown here, to this person, within a day: nothing is done then. */
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

/** For a form that was not taken: nothing was done. */
export function stale(context: Context<DeskHono>): Response | Promise<Response> {
  return context.html(<StalePage back={`/admin/${context.var.desk.shop.id}`} />, 400);
}
