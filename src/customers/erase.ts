/**
 * Decides what remains of an order once its customer is erased: what was bought, paid and sent back, and the country;
 * no name, address or free text. Pure.
 */
import type {
  Address,
  OrderDetails,
  OrderEvent,
  Payment,
  PaymentMethod,
  Refund,
  Return,
  Shipment,
} from "../orders/event.ts";

/** Returns `event` without personal data. The type stays, so that the order folds as before. */
export function eraseEvent(event: OrderEvent): OrderEvent {
  switch (event.type) {
    case "order.placed":
    case "order.changed":
      return { ...event, order: eraseDetails(event.order) };
    case "order.cancelled":
      return { type: event.type, at: event.at };
    case "payment.succeeded":
    case "payment.pending":
    case "payment.failed":
    case "payment.released":
    case "payment.disputed":
      return { type: event.type, at: event.at, payment: erasePayment(event.payment) };
    case "payment.dispute_closed":
      return {
        type: event.type,
        at: event.at,
        payment: erasePayment(event.payment),
        outcome: event.outcome,
      };
    case "payment.refunded":
      return { type: event.type, at: event.at, refund: eraseRefund(event.refund) };
    case "payment.refund_failed":
      return { type: event.type, at: event.at, refund: event.refund };
    case "shipment.shipped":
    case "shipment.in_transit":
    case "shipment.out_for_delivery":
    case "shipment.ready_for_pickup":
    case "shipment.picked_up":
    case "shipment.delivered":
    case "shipment.attempted":
    case "shipment.exception":
    case "shipment.returned_to_sender":
      // Drops the carrier's text and number: the text may name who took the shipment, the number leads to the
      // address.
      return {
        type: event.type,
        at: event.at,
        shipment: eraseShipment(event.shipment),
        ...(event.is_correction === undefined ? {} : { is_correction: event.is_correction }),
      };
    case "shipment.withdrawn":
      return { type: event.type, at: event.at, shipment: eraseShipment(event.shipment) };
    case "return.requested":
    case "return.approved":
    case "return.declined":
    case "return.received":
    case "return.cancelled":
      return { type: event.type, at: event.at, return: eraseReturn(event.return) };
    case "return.label_added":
      // The file itself goes with the order's folder of the bucket.
      return { ...event, return: eraseReturn(event.return) };
    case "order.withdrawn": {
      const { id, lines, hash } = event.withdrawal;
      return { type: event.type, at: event.at, withdrawal: { id, lines, statement: ERASED, hash } };
    }
    case "request.granted":
    case "request.declined":
      return { type: event.type, at: event.at, request: event.request };
    case "messages.held":
      // What a person wrote may name the customer.
      return { ...event, hold: { ...event.hold, reason: ERASED } };
    case "customer.ways_chosen":
      return { ...event, ways: [] };
    case "customer.address_failed":
      return { ...event, email: NOBODY };
    case "customer.address_corrected":
      return { ...event, from: NOBODY, email: NOBODY };
    case "order.restored":
    case "stock.allocated":
    case "shipment.promise_changed":
    case "customer.link_requested":
    case "customer.delay_answered":
    case "customer.erased":
    case "customer.language_chosen":
    case "conversation.opened":
    case "conversation.closed":
    case "messages.released":
      return event;
  }
}

const ERASED = "–";
/** Replaces addresses; the `invalid` domain is reserved and never resolves: RFC 2606. */
const NOBODY = "erased@invalid";

function erasePayment(payment: Payment): Payment {
  const { id, amount_minor, method, class: payment_class, transaction_id, known_as, answer_by } = payment;
  return {
    id,
    amount_minor,
    ...(method === undefined ? {} : { method: eraseMethod(method) }),
    ...(payment_class === undefined ? {} : { class: payment_class }),
    ...(transaction_id === undefined ? {} : { transaction_id }),
    ...(known_as === undefined ? {} : { known_as }),
    ...(answer_by === undefined ? {} : { answer_by }),
  };
}

/** Keeps the parts of the refund, without its reason text and the card it went to. */
function eraseRefund({ reason: _, destinations, ...refund }: Refund): Refund {
  return destinations === undefined ? refund : {
    ...refund,
    destinations: destinations.map(({ to, amount_minor }) => ({ to, amount_minor })),
  };
}

function eraseDetails(details: OrderDetails): OrderDetails {
  const { shipping_address, billing_address, gift, payment, invoice, ...others } = details;
  const { pay_url: _, note: __, gift_message: ___, po_number: ____, tags: _____, gift_cards, ...kept } =
    others;
  return {
    ...kept,
    // Drops `label`: for a gift card it is its code.
    ...(gift_cards === undefined ? {} : {
      gift_cards: gift_cards.map(({ label: _label, ...card }) => card),
    }),
    customer: {},
    ...(shipping_address === undefined ? {} : { shipping_address: eraseAddress(shipping_address) }),
    ...(billing_address === undefined ? {} : { billing_address: eraseAddress(billing_address) }),
    ...(gift === undefined ? {} : { gift: { recipient: {} } }),
    // Drops `url`: the invoice that it opens bears the customer's name.
    ...(invoice === undefined ? {} : { invoice: { ...invoice, url: undefined } }),
    ...(payment === undefined ? {} : {
      payment: {
        ...payment,
        ...(payment.method === undefined ? {} : { method: eraseMethod(payment.method) }),
        ...(payment.pay_to === undefined ? {} : { pay_to: [] }),
      },
    }),
  };
}

/** Keeps the country, which decided the tax. */
function eraseAddress({ country }: Address): Address {
  return { lines: [], ...(country === undefined ? {} : { country }) };
}

function eraseMethod({ brand }: PaymentMethod): PaymentMethod {
  return brand === undefined ? {} : { brand };
}

function eraseShipment({ id, lines, tracking, expected, way }: Shipment): Shipment {
  return {
    id,
    lines,
    tracking: tracking.flatMap(({ carrier }) => carrier === undefined ? [] : [{ carrier }]),
    ...(expected === undefined ? {} : { expected }),
    ...(way === undefined ? {} : { way }),
  };
}

/** Drops labels and every text. The number stays, by which later scans are known to be none of a parcel to the customer. */
function eraseReturn({ id, lines, send_by, label_until, tracking }: Return): Return {
  return {
    id,
    lines: lines.map(({ line_id, quantity }) => ({ line_id, quantity })),
    steps: [],
    ...(send_by === undefined ? {} : { send_by }),
    ...(label_until === undefined ? {} : { label_until }),
    ...(tracking === undefined ? {} : { tracking: tracking.map(({ number }) => ({ number })) }),
  };
}
