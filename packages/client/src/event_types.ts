/** The events that a shop may send. Made by `deno task docs` from Waybill's schemas: not to be edited. */

/**
 * The body of a webhook to /hooks/<shop>/standard. Types that are not listed are answered 200 and ignored. Ids, times, currency, totals, prices and quantities must be as stated; any other value that does not fit is read as text or left out, and named in the answer under left_out.
 */
export type EventBody =
  | {
      type: "order.placed";
      timestamp: string;
      data: {
        order: OrderDetails;
      };
    }
  | {
      type: "order.changed";
      timestamp: string;
      data: {
        order: OrderDetails;
      };
    }
  | {
      type: "order.cancelled";
      timestamp: string;
      data: {
        order_id: string;
        reason?: string;
      };
    }
  | {
      type: "order.restored";
      timestamp: string;
      data: {
        order_id: string;
      };
    }
  | {
      type:
        "payment.succeeded" | "payment.pending" | "payment.failed" | "payment.released" | "payment.disputed";
      timestamp: string;
      data: {
        order_id: string;
        payment: Payment;
        reason?: string;
      };
    }
  | {
      type: "payment.dispute_closed";
      timestamp: string;
      data: {
        order_id: string;
        payment: Payment;
        outcome: "won" | "lost";
      };
    }
  | {
      type: "payment.refunded";
      timestamp: string;
      data: {
        order_id: string;
        refund: Refund;
      };
    }
  | {
      type: "payment.refund_failed";
      timestamp: string;
      data: {
        order_id: string;
        refund: {
          id: string;
          amount_minor?: number;
          payment_id?: string;
        };
        reason?: string;
      };
    }
  | {
      type:
        | "shipment.shipped"
        | "shipment.in_transit"
        | "shipment.out_for_delivery"
        | "shipment.ready_for_pickup"
        | "shipment.picked_up"
        | "shipment.delivered"
        | "shipment.attempted"
        | "shipment.exception"
        | "shipment.returned_to_sender";
      timestamp: string;
      data: {
        order_id: string;
        shipment: Shipment;
        place?: string;
        description?: string;
        proof?: {
          left_at?: string;
          signed_by?: string;
          url?: string;
        };
        pickup?: {
          name?: string;
          /**
           * @maxItems 4
           */
          lines?: string[];
          /**
           * @maxItems 10
           */
          hours?: string[];
          until?: string;
          code?: string;
        };
        offset_minutes?: number;
        is_correction?: boolean;
      };
    }
  | {
      type: "shipment.withdrawn";
      timestamp: string;
      data: {
        order_id: string;
        shipment: Shipment;
      };
    }
  | {
      type: "shipment.promise_changed";
      timestamp: string;
      data: {
        order_id: string;
        shipment?: {
          id: string;
        };
        promised: Window;
      };
    }
  | {
      type:
        "return.requested" | "return.approved" | "return.declined" | "return.received" | "return.cancelled";
      timestamp: string;
      data: {
        order_id: string;
        return: Return;
        reason?: string;
      };
    }
  | {
      type: "stock.changed";
      timestamp: string;
      data: {
        sku: string;
        location?: string;
        available_quantity: number | null;
        basis?: "on_hand" | "free";
        expected_on?: string;
      };
    }
  | {
      type: "stock.watch_requested";
      timestamp: string;
      data: {
        sku: string;
        customer: {
          email: string;
          name?: string;
          locale?: string;
        };
        product: WatchedProduct;
      };
    }
  | {
      type: "customer.data_requested" | "customer.erase_requested";
      timestamp: string;
      data: {
        customer: {
          email: string;
        };
      };
    };

export interface OrderDetails {
  id: string;
  number: string;
  placed_at: string;
  currency: string;
  locale?: string;
  customer: Customer;
  billing_address?: Address;
  shipping_address?: Address;
  /**
   * @minItems 1
   * @maxItems 100000
   */
  lines: Line[];
  /**
   * @maxItems 50
   */
  discounts?: {
    label?: string;
    amount_minor: number;
  }[];
  shipping?: {
    label?: string;
    amount_minor: number;
  };
  /**
   * @maxItems 50
   */
  fees?: {
    label?: string;
    amount_minor: number;
    kind?: "tip" | "duties";
  }[];
  tax?: {
    amount_minor: number;
    included?: boolean;
    /**
     * @maxItems 20
     */
    rates?: {
      label?: string;
      percent?: string;
      amount_minor: number;
    }[];
  };
  /**
   * @maxItems 50
   */
  gift_cards?: {
    label?: string;
    amount_minor: number;
    kind?: "store_credit";
  }[];
  rounding_minor?: number;
  /**
   * @maxItems 50
   */
  adjustments?: {
    label?: string;
    amount_minor: number;
  }[];
  total_minor: number;
  payment?: {
    status?:
      | "unfinished"
      | "pending"
      | "authorized"
      | "partially_paid"
      | "paid"
      | "partially_refunded"
      | "refunded"
      | "voided"
      | "failed";
    method?: {
      brand?: string;
      last4?: string;
      wallet?: string;
    };
    class?: "prepaid" | "transfer" | "on_delivery" | "on_terms" | "instalments" | "store_credit";
    open_minor?: number;
    due_on?: string;
    /**
     * @maxItems 50
     */
    instalments?: {
      amount_minor: number;
      due_on?: string;
      is_paid?: boolean;
    }[];
    /**
     * @maxItems 8
     */
    pay_to?: string[];
  };
  promised?: Window;
  pickup?: {
    name?: string;
    /**
     * @maxItems 4
     */
    lines?: string[];
    note?: string;
  };
  pay_url?: string;
  invoice?: {
    number: string;
    issued_on: string;
    due_on?: string;
    url?: string;
  };
  note?: string;
  gift_message?: string;
  po_number?: string;
  /**
   * @maxItems 500
   */
  shipment_ids?: string[];
  /**
   * @maxItems 500
   */
  refund_ids?: string[];
  gift?: {
    recipient: Customer;
    message?: string;
    shows_contents?: boolean;
  };
  cancelled_at?: string | null;
  ordered_at?: string;
  completed_at?: string;
  channel?: string;
  /**
   * @maxItems 250
   */
  tags?: string[];
  parent?: string;
  /**
   * @maxItems 8
   */
  aliases?: string[];
}
export interface Customer {
  id?: string;
  email?: string;
  email_given?: string;
  name?: string;
  first_name?: string;
  phone?: string;
  /**
   * @maxItems 5
   */
  kinds?: ("guest" | "account" | "business" | "wholesale" | "staff")[];
  /**
   * @maxItems 250
   */
  tags?: string[];
}
export interface Address {
  name?: string;
  company?: string;
  /**
   * @maxItems 4
   */
  lines: string[];
  city?: string;
  region?: string;
  postal_code?: string;
  country?: string;
}
export interface Line {
  id: string;
  sku?: string;
  title: string;
  variant?: string;
  quantity: number;
  unit_price_minor: number;
  discount_minor?: number;
  image_url?: string;
  url?: string;
  requires_shipping?: boolean;
  way?: "carrier" | "local" | "pickup" | "till" | "digital";
  available_on?: string;
  fulfilled?: number;
  stock?: {
    available: boolean;
    expected_on?: string;
  };
  /**
   * @maxItems 50
   */
  variants?: {
    title: string;
  }[];
  included_in?: string;
}
export interface Window {
  from?: string;
  until: string;
}
export interface Payment {
  id: string;
  amount_minor: number;
  method?: {
    brand?: string;
    last4?: string;
    wallet?: string;
  };
  class?: "prepaid" | "transfer" | "on_delivery" | "on_terms" | "instalments" | "store_credit";
  transaction_id?: string;
  /**
   * @maxItems 8
   */
  known_as?: string[];
  statement_name?: string;
  retry_url?: string;
  answer_by?: string;
}
export interface Refund {
  id: string;
  amount_minor: number;
  status?: "pending" | "succeeded";
  payment_id?: string;
  reason?: string;
  /**
   * @maxItems 100000
   */
  lines?: {
    line_id: string;
    quantity: number;
    amount_minor?: number;
    restock?: "cancelled" | "returned";
  }[];
  /**
   * @maxItems 50
   */
  parts?: {
    kind:
      "shipping" | "tax" | "fee" | "tip" | "duties" | "discount" | "gift_card" | "rounding" | "adjustment";
    label?: string;
    percent?: string;
    amount_minor: number;
  }[];
  /**
   * @maxItems 20
   */
  destinations?: {
    to: "payment" | "store_credit" | "gift_card" | "transfer" | "cash";
    method?: {
      brand?: string;
      last4?: string;
      wallet?: string;
    };
    amount_minor: number;
  }[];
}
export interface Shipment {
  id: string;
  /**
   * @maxItems 100000
   */
  lines?: {
    line_id: string;
    quantity: number;
    sku?: string;
    title?: string;
  }[];
  /**
   * @maxItems 50
   */
  tracking?: Tracking[];
  expected?: Window;
  way?: "carrier" | "local" | "pickup" | "till" | "digital";
}
export interface Tracking {
  number?: string;
  carrier?: string;
  url?: string;
}
export interface Return {
  id: string;
  /**
   * @maxItems 100000
   */
  lines?: {
    line_id: string;
    quantity: number;
    reason?: string;
    exchange_for?: string;
  }[];
  label_url?: string;
  qr_url?: string;
  /**
   * @maxItems 10
   */
  steps?: string[];
  send_by?: string;
  label_until?: string;
  drop_off?: string;
  /**
   * @maxItems 10
   */
  tracking?: Tracking[];
}
export interface WatchedProduct {
  title: string;
  variant?: string;
  image_url?: string;
  url?: string;
  price?: {
    amount_minor: number;
    currency: string;
  };
}

/** The version of the event format; the major version of every connector is the same. */
export const EVENTS_VERSION = 1;
