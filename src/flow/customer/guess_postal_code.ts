/** How often the postal code of an order may be guessed by whoever has the link of a text: so few times that nobody finds it. */
import { countGuess, deleteChallenges, selectExhausted } from "../../sql/challenges.ts";
import { RESCUE_LINK_DAYS } from "../deliver/draft_short.ts";

const GUESSES_MAX = 10;
/** Within one order's challenges. */
const ID = "postal_code";
const DAY_MS = 86_400_000;

/** Counts a guess before it is looked at, so that many at once are all counted; false where there were too many. */
export async function isGuessLeft(db: D1Database, order_id: string, now_ms: number): Promise<boolean> {
  // No link that is open now outlives it.
  const expires_at_ms = now_ms + RESCUE_LINK_DAYS * DAY_MS;
  const guess = { customer: order_id, id: ID, use: "rescue", expires_at_ms };
  return (await countGuess(db, guess, GUESSES_MAX, now_ms).all()).results.length > 0;
}

/** Whether there were too many; counts nothing. */
export async function isGuessedOut(db: D1Database, order_id: string, now_ms: number): Promise<boolean> {
  return await selectExhausted(db, order_id, ID, GUESSES_MAX, now_ms).first() !== null;
}

/** Gives an order its guesses back: whoever knew the postal code may need the page again, should the new address fail as well. */
export async function resetGuesses(db: D1Database, order_id: string): Promise<void> {
  await deleteChallenges(db, order_id).run();
}
