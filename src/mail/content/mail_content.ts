/** Order and message → the view of its mail. Pure. What a message names and the order does not hold throws: no mail leaves with a hole. */
import { translator } from "../../../templates/locales/translate.ts";
import type { GiftView, MailContents } from "../../../templates/content.ts";
import type { MailView } from "../../../templates/view.ts";
import type { FactsShown } from "../../messages/ledger.ts";
import type { OrderKind } from "../../messages/message.ts";
import { addressee } from "../../orders/addressee.ts";
import { aboutAtFirst } from "../../orders/reachable.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { dayIn } from "../../orders/days.ts";
import { withTrackingLinks } from "../../orders/tracking.ts";
import { customerZone } from "../../orders/zone.ts";
import { wording } from "../format/amounts.ts";
import { closing, feedback, followUp, returned, withdrawal } from "./care.ts";
import { invoice } from "./invoice.ts";
import { backorder, cancellation, changes, delay, reminder, restock } from "./order.ts";
import {
  arrival,
  departure,
  readyForPickup,
  shipmentProblem,
  shipmentScan,
  shipmentUpdate,
  stalledShipment,
} from "./shipment.ts";
import { failedPayment, failedRefund, receipt, refund } from "./payment.ts";
import { shopWording } from "../format/shop_wording.ts";
import type { ContentInput } from "./input.ts";
import { textOrNull } from "../format/text.ts";
import { firstName, orderView } from "../view/order_view.ts";
import type { Order } from "../../orders/state.ts";

const CONTENTS: { readonly [Kind in OrderKind]: (input: ContentInput) => MailContents[Kind] } = {
  order_confirmation: () => null,
  order_changed: changes,
  order_cancelled: cancellation,
  invoice,
  payment_reminder: reminder,
  backorder_notice: backorder,
  back_on_track: restock,
  delay_notice: delay,
  payment_receipt: receipt,
  payment_failed: failedPayment,
  refund_issued: refund,
  refund_failed: failedRefund,
  shipment_shipped: departure,
  shipment_updated: shipmentUpdate,
  shipment_out_for_delivery: (input) => shipmentScan(input, "out_for_delivery"),
  shipment_ready_for_pickup: readyForPickup,
  shipment_delivered: arrival,
  shipment_attempted: (input) => shipmentScan(input, "attempted"),
  shipment_exception: shipmentProblem,
  shipment_stalled: stalledShipment,
  shipment_returned_to_sender: (input) => shipmentScan(input, "returned_to_sender"),
  return_received_request: returned,
  return_approved: returned,
  return_declined: returned,
  return_arrived: returned,
  return_window_closing: closing,
  withdrawal_acknowledged: withdrawal,
  follow_up: followUp,
  feedback_request: feedback,
  order_link: () => null,
};

/** Everything that the mail `message` of an order may show, as of `now_ms`; `told` is what earlier mails said. */
export function mailView<Kind extends OrderKind>(
  known: Order,
  shop: ShopSettings,
  message: { readonly kind: Kind; readonly about: string },
  facts_shown: FactsShown,
  links: { readonly page_url: string },
  now_ms: number,
): MailView<Kind> {
  const { kind } = message;
  const about = aboutAtFirst(message.about);
  const order = withTrackingLinks(known, shop);
  const view = orderView(order, shop, links, now_ms);
  const texts = shopWording(shop.brand, view.locale, kind);
  const today = dayIn(customerZone(order, shop), now_ms);
  const words = wording(translator(view.locale, texts), view.locale, order.details.currency, today);
  const reader = addressee(order, kind);
  const is_present = reader !== order.details.customer;
  const input: ContentInput = { kind, about, order, shop, facts_shown, view, words, is_present };
  return {
    ...view,
    first_name: firstName(reader),
    texts,
    content: CONTENTS[kind](input),
    shows_prices: !is_present,
    gift: is_present ? giftView(order) : null,
  };
}

function giftView({ details: { customer, gift } }: Order): GiftView {
  return { giver: textOrNull(customer.name) ?? firstName(customer), message: textOrNull(gift?.message) };
}
