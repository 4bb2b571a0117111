/** Whose mail it is where no order owns it. A source's name never begins with a tilde, so none of these is an order's id. Pure. */

export function customerSubject(shop_id: string, customer_id: string): string {
  return `${shop_id}/~customer/${customer_id}`;
}

export function conversationSubject(shop_id: string, conversation_id: string): string {
  return `${shop_id}/~conversation/${conversation_id}`;
}

export function shopSubject(shop_id: string): string {
  return `${shop_id}/~shop/`;
}
