/**
 * Hands what was said in a case to the places where the shop's people follow it beside the desk: the thread in Slack, the
 * conversation in the help desk. What was said there itself does not go back.
 */
import { insertNotice, type NoticeName } from "../../sql/notices.ts";
import type { Shop } from "../ports.ts";
import { SAID_BY } from "./said_topics.ts";
import { slackAppOf } from "./slack_app.ts";

export interface SaidInCase {
  readonly case_id: string;
  /** The entry. The prefix of an answer's id says where it was written: `slack-…`, `chatwoot-…`. */
  readonly entry_id: string;
  readonly order_number: string | null;
  readonly by: keyof typeof SAID_BY;
}

/** Returns the statements for it; none where the shop has neither. */
export function saidInCase(
  db: D1Database,
  shop: Pick<Shop, "id" | "secrets">,
  { case_id, entry_id, order_number, by }: SaidInCase,
  now_ms: number,
): readonly D1PreparedStatement[] {
  const places: readonly NoticeName[] = [
    ...(slackAppOf(shop) !== null && !entry_id.startsWith("slack-") ? ["slack" as const] : []),
    ...(shop.secrets["chatwoot"] !== undefined && !entry_id.startsWith("chatwoot-")
      ? ["chatwoot" as const]
      : []),
  ];
  return places.map((service) =>
    insertNotice(db, shop.id, {
      service,
      id: `said:${case_id}:${entry_id}`,
      topic: SAID_BY[by],
      order_number,
      count: null,
      case_id,
    }, now_ms)
  );
}
