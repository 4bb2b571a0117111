/** Kind and view → an order's mail as it reads. Which mail is owed, and how it travels, is decided elsewhere. */
import type { MailView, OrderView, RenderedMail } from "../../../templates/view.ts";
import type { OrderKind } from "../../messages/message.ts";
import { type ContentOf, LETTERS } from "./letters.ts";

/** Two kinds tell the order itself, and need nothing else. */
export function render(kind: "order_confirmation" | "order_link", view: OrderView): RenderedMail;
export function render<Kind extends OrderKind>(kind: Kind, view: MailView<ContentOf<Kind>>): RenderedMail;
export function render<Kind extends OrderKind>(kind: Kind, view: OrderView): RenderedMail {
  // Either the view is the kind's own, or its template reads no more than the order: the two signatures above say so.
  return LETTERS[kind].template(view as never);
}
