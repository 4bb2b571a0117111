/** What a customer would call a change of an order. */
export type Change =
  | {
    readonly what: "line_added" | "line_removed";
    /** Id of an added line; absent in a state that an older version folded. */
    readonly line_id?: string;
    readonly title: string;
    readonly quantity: number;
  }
  | { readonly what: "quantity"; readonly title: string; readonly before: number; readonly after: number }
  | { readonly what: "shipping_address" }
  | { readonly what: "shipping_method"; readonly after: string }
  /** Total of the order, in minor units of its currency. */
  | { readonly what: "total"; readonly before_minor: number; readonly after_minor: number };
