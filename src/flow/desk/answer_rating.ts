/** Answers what a customer rated: into the case that a bad rating opened, otherwise as a case of its own. */
import { err, ok, type Result } from "../../result.ts";
import { type RatingCase, selectRatingCases } from "../../sql/feedback.ts";
import { type FeedbackRow, selectFeedback } from "../../sql/requests.ts";
import { answerCase } from "../cases/answer_case.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";
import { writeToCustomer } from "./write_to_customer.ts";

export interface RatingAnswer {
  /** Idempotency key: the same id is one answer. */
  readonly id: string;
  readonly order_id: string;
  readonly words: string;
  /** Who signs it. */
  readonly person: string;
}

const CASES_MAX = 10;

/** Returns the case's id. `not_rated`: the order has no rating. */
export async function answerRating(
  ports: RequestPorts,
  shop: Shop,
  { id, order_id, words, person }: RatingAnswer,
  now_ms: number,
): Promise<Result<string, "not_rated" | "no_address">> {
  const [ratings, cases] = await ports.db.batch([
    selectFeedback(ports.db, order_id),
    selectRatingCases(ports.db, [order_id], CASES_MAX),
  ]);
  const given = ratings!.results as unknown as readonly FeedbackRow[];
  if (given.length === 0) return err("not_rated", "The order has no rating");
  const known = (cases!.results as unknown as readonly RatingCase[]).find(({ state }) => state !== "merged");
  // A second press finds the case that the first one opened: what it wrote is written once.
  if (known !== undefined && known.id !== id) {
    await answerCase(ports, shop, { case_id: known.id, id, words, person }, now_ms);
    return ok(known.id);
  }
  const said = given.flatMap(({ words }) => words ?? [])[0] ?? scoresOf(given);
  const written = await writeToCustomer(
    ports,
    shop,
    { id, order_id, kind: "rating", words, person, answers: said },
    now_ms,
  );
  if (written.ok) return written;
  return written.reason === "no_address"
    ? err("no_address", written.message)
    : err("not_rated", written.message);
}

function scoresOf(given: readonly FeedbackRow[]): string {
  return given.map(({ about, score }) => about === "nps" ? `${score} / 10` : "★".repeat(score)).join(", ");
}
