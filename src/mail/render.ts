/** Kind and view → a mail as it reads. Which mail is owed, and how it travels, is decided elsewhere. */
import { orderConfirmation } from "../../templates/emails/order_confirmation.tsx";
import { orderLink } from "../../templates/emails/order_link.tsx";
import type { OrderView, RenderedMail } from "../../templates/view.ts";
import type { MessageKind } from "../messages/message.ts";

export function render(kind: MessageKind, view: OrderView): RenderedMail {
  switch (kind) {
    case "order_confirmation":
      return orderConfirmation(view);
    case "order_link":
      return orderLink(view);
  }
}
