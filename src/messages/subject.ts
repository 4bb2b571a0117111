/**
 * Names the owner of a mail that belongs to no order. A source name never begins with a tilde, so these names never
 * equal an order's id. Pure.
 */

export function customerSubject(shop_id: string, customer_id: string): string {
  return `${shop_id}/~customer/${customer_id}`;
}

export function conversationSubject(shop_id: string, conversation_id: string): string {
  return `${shop_id}/~conversation/${conversation_id}`;
}

/** Names the erasure of all orders of one source. */
export function sourceSubject(shop_id: string, source: string): string {
  return `${shop_id}/~source/${source}`;
}

export function shopSubject(shop_id: string): string {
  return `${shop_id}/~shop/`;
}
