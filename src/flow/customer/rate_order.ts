/** Saves a customer's ratings of an order, and confirms them by mail when the order has a customer. */
import { insertRequest, upsertFeedback } from "../../sql/requests.ts";
import type { OrderRow } from "../../sql/orders.ts";
import type { FactsOf } from "../../messages/standalone.ts";
import type { Shop } from "../ports.ts";
import { confirmOnPage } from "./confirm_by_mail.ts";
import { continueCase, openCase } from "../cases/open_case.ts";
import { readCases, selectCasesOfOrder } from "../../sql/cases.ts";
import { recordOnPage, type RequestPorts } from "./receive_request.ts";

export interface Rating {
  /** Id of the form: the same form sent twice counts once. */
  readonly form_id: string;
  /**
   * `about` is `delivery`, `nps` or `line:<id>`; `words` is about the whole order and is saved with the first score.
   */
  readonly scores: readonly { readonly about: string; readonly score: number }[];
  readonly words: string | null;
  /** The customer to confirm it to, and what the confirmation shows; null for an order without a customer. */
  readonly confirmation: {
    readonly customer: string;
    readonly locale: string;
    readonly facts: FactsOf<"rating_received">;
  } | null;
}

/** Writes request, scores and confirmation in one batch; idempotent for each form. */
export async function rateOrder(
  ports: RequestPorts,
  shop: Shop,
  row: OrderRow,
  { form_id, scores, words, confirmation }: Rating,
  now_ms: number,
): Promise<void> {
  const { db } = ports;
  const first = scores[0]?.about;
  const opened = await caseOf(ports, shop, row, { form_id, scores, words }, now_ms);
  const statements = [
    ...opened?.statements ?? [],
    insertRequest(db, { subject: row.id, form_id, kind: "feedback", asked: JSON.stringify(scores) }, now_ms),
    ...scores.map(({ about, score }) =>
      upsertFeedback(db, row.id, { about, score, words: about === first ? words : null }, now_ms)
    ),
  ];
  if (confirmation === null) {
    await db.batch(statements);
  } else {
    const { customer, locale, facts } = confirmation;
    await confirmOnPage(
      ports,
      shop,
      { kind: "rating_received", form_id, customer, row, locale, facts },
      now_ms,
      statements,
    );
  }
  if (opened !== null) await tellOrder(ports, shop, row, { form_id, case_id: opened.case_id }, now_ms);
}

/** An open problem: no question about how it was goes out until somebody has answered. */
async function tellOrder(
  ports: RequestPorts,
  shop: Shop,
  row: OrderRow,
  { form_id, case_id }: { readonly form_id: string; readonly case_id: string },
  now_ms: number,
): Promise<void> {
  const at = new Date(now_ms).toISOString();
  const event = { type: "conversation.opened", at, conversation: { id: case_id } } as const;
  await recordOnPage(ports, shop, row, form_id, [event], now_ms);
}

/** Scores up to which somebody should ask what was wrong: of five stars, and of the ten of a recommendation. */
const BAD_STARS = 2;
const BAD_NPS = 4;

/** A bad rating opens a case, so that the shop answers it before it asks for a review. */
async function caseOf(
  { db, name_customer }: RequestPorts,
  shop: Shop,
  { id, order: { details } }: OrderRow,
  { form_id, scores, words }: Pick<Rating, "form_id" | "scores" | "words">,
  now_ms: number,
): Promise<{ readonly case_id: string; readonly statements: readonly D1PreparedStatement[] } | null> {
  const bad = scores.filter(({ about, score }) => score <= (about === "nps" ? BAD_NPS : BAD_STARS));
  if (bad.length === 0) return null;
  const open = readCases(await selectCasesOfOrder(db, id).all()).find(({ kind, state }) =>
    kind === "rating" && state === "open"
  );
  const { customer } = details;
  const said = bad.map(({ about, score }) => `${about === "nps" ? "" : "★".repeat(score)} ${score}`.trim());
  const entry = {
    id: form_id,
    type: "message",
    author: "customer",
    words: words ?? said.join(", "),
    detail: { way: "page", act: "rated" },
  } as const;
  if (open !== undefined) {
    return { case_id: open.id, statements: continueCase(db, shop, open, entry, now_ms) };
  }
  const statements = openCase(
    db,
    shop,
    {
      id: form_id,
      kind: "rating",
      topic: words?.split("\n")[0] ?? said.join(", "),
      order_id: id,
      customer: customer.email === undefined ? null : await name_customer(shop.id, customer.email),
      proven: true,
      reader: null,
    },
    entry,
    now_ms,
  );
  return { case_id: form_id, statements };
}
