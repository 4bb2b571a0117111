/** Runs one statement of sql/ and returns its rows. Throws with wrangler's message. */
export type Run = <Row>(make: (db: D1Database) => D1PreparedStatement) => Promise<readonly Row[]>;
