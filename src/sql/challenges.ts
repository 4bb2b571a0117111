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

/** Adds a challenge, unless `most` challenges exist since `since_ms`; then it changes no row. */
export function insertChallenge(
  db: D1Database,
  challenge: Challenge,
  most: number,
  since_ms: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into challenges (customer, id, use, made_at, expires_at)
     select ?1, ?2, ?3, ?4, ?5
     where (select count(*) from challenges where customer = ?1 and made_at > ?7) < ?6`,
  ).bind(
    challenge.customer,
    challenge.id,
    challenge.use,
    now_ms,
    challenge.expires_at_ms,
    most,
    since_ms,
  );
}

/**
 * Closes all earlier codes, since only the newest is valid, and deletes those older than `since_ms`, which no longer
 * count.
 */
export function retireChallenges(
  db: D1Database,
  customer: string,
  since_ms: number,
  now_ms: number,
): readonly D1PreparedStatement[] {
  return [
    db.prepare("delete from challenges where customer = ?1 and made_at <= ?2").bind(customer, since_ms),
    db.prepare("update challenges set used_at = ?2 where customer = ?1 and used_at is null")
      .bind(customer, now_ms),
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
