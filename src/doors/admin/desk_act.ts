/** Writes the act of a person at the desk into the audit, right after it was done. */
import type { Act } from "../../sql/audit.ts";
import { recordAct } from "../../flow/desk/record_act.ts";
import { isOrderKind, keyText, type MessageKey } from "../../messages/message.ts";
import type { Desk } from "./desk_env.ts";

/** `id`: of the form, so that a second click is one act. */
export function noteAct(
  { ports, shop, person, now_ms }: Desk,
  id: string,
  act: string,
  about: Pick<Act, "order_id" | "case_id" | "detail"> = {},
): Promise<void> {
  return recordAct(ports.db, shop, { id, person, way: "desk", act, ...about }, now_ms);
}

/** An act on one mail; its order is known by the mail's subject. */
export function noteMail(desk: Desk, id: string, act: string, key: MessageKey): Promise<void> {
  return noteAct(desk, id, act, {
    order_id: isOrderKind(key.kind) ? key.subject : null,
    detail: { about: keyText(key) },
  });
}
