/** Renders an order's mail from its kind and view. It never decides which mail is owed or how it is sent. */
import type { MailView, OrderView, RenderedMail } from "../../../templates/view.ts";
import type { OrderKind } from "../../messages/message.ts";
import { type ContentOf, LETTERS } from "./letters.ts";

/** These two kinds show the order itself and need no further content. */
export function render(kind: "order_confirmation" | "order_link", view: OrderView): RenderedMail;
export function render<Kind extends OrderKind>(kind: Kind, view: MailView<ContentOf<Kind>>): RenderedMail;
export function render<Kind extends OrderKind>(kind: Kind, view: OrderView): RenderedMail {
  // Safe cast: either the view is the kind's own, or its template reads only the order, as the two signatures above
  // state.
  return LETTERS[kind].template(view as never);
}
