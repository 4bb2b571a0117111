/**
 * The SQL of one-time codes that were sent and still count, and of guesses where no code was sent. Writes are
 * returned as statements.
 */

interface Challenge {
  readonly customer: string;
  readonly id: string;
  readonly use: string;
  readonly expires_at_ms: number;
}

/** How many challenges a customer may have, and how soon one after the other. */
export interface ChallengeLimits {
  readonly hour_max: number;
  readonly day_max: number;
  /**
   * Milliseconds between two by the same way, mail or text message: the first entry after one within the hour, the last
   * after as many or more.
   */
  readonly pauses_ms: readonly number[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Adds a challenge within the limits; beyond them it changes no row. */
export function insertChallenge(
  db: D1Database,
  challenge: Challenge,
  { hour_max, day_max, pauses_ms }: ChallengeLimits,
  now_ms: number,
): D1PreparedStatement {
  const since = (ms: number) => `from challenges where customer = ?1 and made_at > ?4 - ${ms}`;
  const of_way = `${since(HOUR_MS)} and (use = 'number') = (?3 = 'number')`;
  const count = `(select count(*) ${of_way})`;
  return db.prepare(
    `insert into challenges (customer, id, use, made_at, expires_at)
     select ?1, ?2, ?3, ?4, ?5
     where (select count(*) ${since(DAY_MS)}) < ?6 and (select count(*) ${since(HOUR_MS)}) < ?7
       and (${count} = 0 or ?4 - (select max(made_at) ${of_way}) >=
         json_extract(?8, '$[' || min(${count} - 1, json_array_length(?8) - 1) || ']'))`,
  ).bind(
    challenge.customer,
    challenge.id,
    challenge.use,
    now_ms,
    challenge.expires_at_ms,
    day_max,
    hour_max,
    JSON.stringify(pauses_ms),
  );
}

/** Selects when a customer's challenges of the last day were made. */
export function selectChallengeTimes(db: D1Database, customer: string, now_ms: number): D1PreparedStatement {
  return db.prepare("select made_at from challenges where customer = ?1 and made_at > ?2 limit 100")
    .bind(customer, now_ms - DAY_MS);
}

/** Selects the newest challenge that may still be answered. */
export function selectOpenChallenge(db: D1Database, customer: string, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `select id from challenges where customer = ?1 and used_at is null and expires_at > ?2
     order by made_at desc limit 1`,
  ).bind(customer, now_ms);
}

/**
 * Closes all codes before `id`, since only the newest is valid, where `id` was added; and deletes those older than a
 * day, which no longer count.
 */
export function retireChallenges(
  db: D1Database,
  customer: string,
  id: string,
  now_ms: number,
): readonly D1PreparedStatement[] {
  return [
    db.prepare("delete from challenges where customer = ?1 and made_at <= ?2").bind(
      customer,
      now_ms - DAY_MS,
    ),
    db.prepare(
      `update challenges set used_at = ?3 where customer = ?1 and id <> ?2 and used_at is null
       and exists (select 1 from challenges where customer = ?1 and id = ?2)`,
    ).bind(customer, id, now_ms),
  ];
}

/**
 * Counts the try before the code is compared, so that simultaneous tries are all counted. Returns no row when the
 * challenge is not open.
 */
export function countTry(
  db: D1Database,
  customer: string,
  id: string,
  most: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update challenges set tries = tries + 1
     where customer = ?1 and id = ?2 and used_at is null and tries < ?3 and expires_at > ?4 returning use`,
  ).bind(customer, id, most, now_ms);
}

/**
 * Counts a guess, where no code was sent, before it is compared. Returns no row after `most` guesses; the counts are
 * deleted once the last one has expired without another guess.
 */
export function countGuess(
  db: D1Database,
  guess: Challenge,
  most: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into challenges (customer, id, use, made_at, expires_at, tries) values (?1, ?2, ?3, ?4, ?5, 1)
     on conflict do update set tries = iif(expires_at <= ?4, 1, tries + 1), expires_at = ?5
     where tries < ?6 or expires_at <= ?4 returning tries`,
  ).bind(guess.customer, guess.id, guess.use, now_ms, guess.expires_at_ms, most);
}

/** Returns a row when `most` tries were made. */
export function selectExhausted(
  db: D1Database,
  customer: string,
  id: string,
  most: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    "select tries from challenges where customer = ?1 and id = ?2 and tries >= ?3 and expires_at > ?4",
  ).bind(customer, id, most, now_ms);
}

/** Uses the challenge up: when two requests send the right code at once, only one changes the row. */
export function useChallenge(
  db: D1Database,
  customer: string,
  id: string,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    "update challenges set used_at = ?3 where customer = ?1 and id = ?2 and used_at is null",
  ).bind(customer, id, now_ms);
}

export function deleteChallenges(db: D1Database, customer: string): D1PreparedStatement {
  return db.prepare("delete from challenges where customer = ?1").bind(customer);
}
