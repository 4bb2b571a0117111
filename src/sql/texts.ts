/** The SQL of a shop's own texts: their versions, and what somebody tries. Writes are returned as statements. */

/** Own texts of one kind of mail in one language, by their names. */
export type OwnTexts = Readonly<Record<string, string>>;

export interface TextsOf {
  readonly shop_id: string;
  readonly kind: string;
  readonly locale: string;
}

export interface TextVersion {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Empty for what was there before the first change at the desk. */
  readonly person: string;
  readonly texts: OwnTexts;
}

export function insertVersion(
  db: D1Database,
  { shop_id, kind, locale }: TextsOf,
  { id, at, person, texts }: TextVersion,
): D1PreparedStatement {
  return db.prepare(
    `insert into text_versions (shop_id, kind, locale, at, id, person, texts) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
     on conflict do nothing`,
  ).bind(shop_id, kind, locale, at, id, person, JSON.stringify(texts));
}

/** Selects the newest versions first. */
export function selectVersions(
  db: D1Database,
  { shop_id, kind, locale }: TextsOf,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select id, at, person, texts from text_versions where shop_id = ?1 and kind = ?2 and locale = ?3
     order by at desc, id desc limit ?4`,
  ).bind(shop_id, kind, locale, limit);
}

export function readVersions({ results }: Pick<D1Result, "results">): readonly TextVersion[] {
  return (results as unknown as readonly (Omit<TextVersion, "texts"> & { readonly texts: string })[])
    .map((row) => ({ ...row, texts: JSON.parse(row.texts) as OwnTexts }));
}

/** A version of the texts of one kind in one language, without the texts. */
export interface TextVersionRow {
  readonly kind: string;
  readonly locale: string;
  readonly at: number;
  readonly person: string;
}

/** Selects the newest versions of all kinds; what was there before the first change is none. */
export function selectNewestVersions(db: D1Database, shop_id: string, limit: number): D1PreparedStatement {
  return db.prepare(
    `select kind, locale, at, person from text_versions indexed by text_versions_at
     where shop_id = ?1 and person <> '' order by at desc limit ?2`,
  ).bind(shop_id, limit);
}

/** Takes the place of what the person tried before. */
export function upsertDraft(
  db: D1Database,
  { shop_id, kind, locale }: TextsOf,
  person: string,
  texts: OwnTexts,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into text_drafts (shop_id, kind, locale, person, at, texts) values (?1, ?2, ?3, ?4, ?5, ?6)
     on conflict do update set at = excluded.at, texts = excluded.texts`,
  ).bind(shop_id, kind, locale, person, now_ms, JSON.stringify(texts));
}

export function selectDraft(
  db: D1Database,
  { shop_id, kind, locale }: TextsOf,
  person: string,
): D1PreparedStatement {
  return db.prepare(
    "select at, texts from text_drafts where shop_id = ?1 and kind = ?2 and locale = ?3 and person = ?4",
  ).bind(shop_id, kind, locale, person);
}

export function readDraft({ results }: Pick<D1Result, "results">): Pick<TextVersion, "at" | "texts"> | null {
  const row = results[0] as { readonly at: number; readonly texts: string } | undefined;
  return row === undefined ? null : { at: row.at, texts: JSON.parse(row.texts) as OwnTexts };
}

export function deleteDraft(
  db: D1Database,
  { shop_id, kind, locale }: TextsOf,
  person: string,
): D1PreparedStatement {
  return db.prepare(
    "delete from text_drafts where shop_id = ?1 and kind = ?2 and locale = ?3 and person = ?4",
  ).bind(shop_id, kind, locale, person);
}
