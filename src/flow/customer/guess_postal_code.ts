/** Limits how often the postal code of an order may be guessed by a person who has the link of an SMS. */
import { countGuess, deleteChallenges, selectExhausted } from "../../sql/challenges.ts";
import { RESCUE_LINK_DAYS } from "../deliver/draft_short.ts";

const GUESSES_MAX = 10;
/** Id of the counter among the challenges of one order. */
const ID = "postal_code";
const DAY_MS = 86_400_000;

/**
 * Counts one guess before it is compared, so that guesses at the same moment all count. Returns false where too many
 * were made.
 */
export async function isGuessLeft(db: D1Database, order_id: string, now_ms: number): Promise<boolean> {
  // The counter lives longer than any link that is open now.
  const expires_at_ms = now_ms + RESCUE_LINK_DAYS * DAY_MS;
  const guess = { customer: order_id, id: ID, use: "rescue", expires_at_ms };
  return (await countGuess(db, guess, GUESSES_MAX, now_ms).all()).results.length > 0;
}

/** Returns whether too many guesses were made. Counts nothing. */
export async function isGuessedOut(db: D1Database, order_id: string, now_ms: number): Promise<boolean> {
  return await selectExhausted(db, order_id, ID, GUESSES_MAX, now_ms).first() !== null;
}

/** Gives an order its guesses back: a customer who knew the postal code may need the page again, should the new address fail as well. */
export async function resetGuesses(db: D1Database, order_id: string): Promise<void> {
  await deleteChallenges(db, order_id).run();
}
