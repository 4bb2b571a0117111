/** Whose mail it is where no order owns it. A source's name never begins with a tilde, so none of these is an order's id. Pure. */

export function customerSubject(store_id: string, customer_id: string): string {
  return `${store_id}/~customer/${customer_id}`;
}

export function conversationSubject(store_id: string, conversation_id: string): string {
  return `${store_id}/~conversation/${conversation_id}`;
}

export function shopSubject(store_id: string): string {
  return `${store_id}/~shop/`;
}
