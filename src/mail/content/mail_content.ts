/** Order and message → the view of its mail. Pure. What a message names and the order does not hold throws: no mail leaves with a hole. */
import { translator } from "../../../templates/locales/translate.ts";
import type { GiftView, Matters } from "../../../templates/content.ts";
import type { MailView } from "../../../templates/view.ts";
import type { Told } from "../../messages/ledger.ts";
import type { OrderKind } from "../../messages/message.ts";
import { addressee } from "../../orders/addressee.ts";
import { aboutAtFirst } from "../../orders/reachable.ts";
import type { Order } from "../../orders/fold/fold.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { withTrackingLinks } from "../../orders/tracking.ts";
import { wording } from "../format/amounts.ts";
import { closing, feedback, followUp, returned, withdrawal } from "./care.ts";
import { invoice } from "./invoice.ts";
import { backorder, cancellation, changes, delay, reminder, restock } from "./order.ts";
import { arrival, departure, parcelProblem, parcelScan, parcelUpdate, stalledParcel } from "./parcel.ts";
import { failedPayment, receipt, refund } from "./payment.ts";
import { ownTexts } from "../format/shop_wording.ts";
import type { Situation } from "./input.ts";
import { textOrNull } from "../format/text.ts";
import { firstName, orderView } from "../view/order_view.ts";

const MATTERS: { readonly [Kind in OrderKind]: (situation: Situation) => Matters[Kind] } = {
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
  shipment_shipped: departure,
  shipment_updated: parcelUpdate,
  shipment_out_for_delivery: (situation) => parcelScan(situation, "out_for_delivery"),
  shipment_ready_for_pickup: (situation) => parcelScan(situation, "ready_for_pickup"),
  shipment_delivered: arrival,
  shipment_attempted: (situation) => parcelScan(situation, "attempted"),
  shipment_exception: parcelProblem,
  shipment_stalled: stalledParcel,
  shipment_returned_to_sender: (situation) => parcelScan(situation, "returned_to_sender"),
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
  told: Told,
  links: { readonly page_url: string },
  now_ms: number,
): MailView<Kind> {
  const { kind } = message;
  const about = aboutAtFirst(message.about);
  const order = withTrackingLinks(known, shop);
  const view = orderView(order, shop, links, now_ms);
  const texts = ownTexts(shop.brand, view.locale, kind);
  const words = wording(translator(view.locale, texts), view.locale, order.details.currency);
  const reader = addressee(order, kind);
  const is_present = reader !== order.details.customer;
  const situation: Situation = { kind, about, order, shop, told, view, words, is_present };
  return {
    ...view,
    first_name: firstName(reader),
    texts,
    matter: MATTERS[kind](situation),
    shows_prices: !is_present,
    gift: is_present ? giftView(order) : null,
  };
}

function giftView({ details: { customer, gift } }: Order): GiftView {
  return { giver: textOrNull(customer.name) ?? firstName(customer), message: textOrNull(gift?.message) };
}
