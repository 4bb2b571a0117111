/** The SQL of a shop's own templates and their versions. Writes are returned as statements. */

/** A version of a template. */
export interface OwnTemplateRow {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly id: string;
  readonly person: string;
  /** JSON of an `OwnTemplate`; null where the template was deleted. */
  readonly content: string | null;
}

/** Selects the newest versions of a template, the live one first. */
export function selectTemplateVersions(
  db: D1Database,
  shop_id: string,
  name: string,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select name, at, id, person, content from own_templates where shop_id = ?1 and name = ?2
     order by at desc, id desc limit ?3`,
  ).bind(shop_id, name, limit);
}

const ROW = "json_array(name, at, id, person, content)";

/** Selects the live version of each template of the shop, the last name first, and of those that were deleted that they were. */
export function selectTemplates(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(
    // From the newest version of a name to that of the name before it: older versions are not read.
    `with recursive newest (row) as (
       select (select ${ROW} from own_templates where shop_id = ?1 order by name desc, at desc, id desc limit 1)
       union all
       select (select ${ROW} from own_templates where shop_id = ?1 and name < newest.row ->> 0
         order by name desc, at desc, id desc limit 1)
       from newest where newest.row is not null)
     select row ->> 0 as name, row ->> 1 as at, row ->> 2 as id, row ->> 3 as person, row ->> 4 as content
     from newest where row is not null`,
  ).bind(shop_id);
}

/** Adds a version behind `after`, unless another was added meanwhile. */
export function insertTemplateVersion(
  db: D1Database,
  shop_id: string,
  { name, at, id, person, content }: OwnTemplateRow,
  after: Pick<OwnTemplateRow, "at" | "id"> | null,
): D1PreparedStatement {
  return db.prepare(
    `insert into own_templates (shop_id, name, at, id, person, content)
     select ?1, ?2, ?3, ?4, ?5, ?6 where not exists (
       select 1 from own_templates where shop_id = ?1 and name = ?2 and (at, id) > (?7, ?8))
     on conflict do nothing`,
  ).bind(shop_id, name, at, id, person, content, after?.at ?? 0, after?.id ?? "");
}

/** Deletes the versions behind the newest `kept`. */
export function deleteOldTemplateVersions(
  db: D1Database,
  shop_id: string,
  name: string,
  kept: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from own_templates where (shop_id, name, at, id) in (
       select shop_id, name, at, id from own_templates where shop_id = ?1 and name = ?2
       order by at desc, id desc limit 20 offset ?3)`,
  ).bind(shop_id, name, kept);
}
