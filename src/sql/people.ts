/** The SQL of a shop's people at the desk. Writes are returned as statements. */
import type { Role } from "../values/role.ts";

export interface PersonRow {
  readonly shop_id: string;
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Milliseconds since the epoch. */
  readonly invited_at: number;
  readonly joined_at: number | null;
  /** In which they read the desk; null for the shop's own language. */
  readonly language: string | null;
}

/** Most people of one shop. */
export const PEOPLE_MAX = 200;

export function selectPerson(db: D1Database, shop_id: string, id: string): D1PreparedStatement {
  return db.prepare("select * from people where shop_id = ?1 and id = ?2").bind(shop_id, id);
}

export function selectPersonByEmail(db: D1Database, shop_id: string, email: string): D1PreparedStatement {
  return db.prepare("select * from people where email = ?2 and shop_id = ?1").bind(shop_id, email);
}

export function selectPeople(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(`select * from people where shop_id = ?1 order by id limit ${PEOPLE_MAX}`).bind(shop_id);
}

/** Selects the shops of this cell at whose desk the address is known. */
export function selectShopsOfPerson(db: D1Database, email: string, limit: number): D1PreparedStatement {
  return db.prepare("select shop_id from people where email = ?1 order by shop_id limit ?2").bind(
    email,
    limit,
  );
}

/** Adds a person unless the address is known there or the shop has `PEOPLE_MAX`; then it changes no row. */
export function insertPerson(
  db: D1Database,
  person: Omit<PersonRow, "joined_at" | "language">,
): D1PreparedStatement {
  return db.prepare(
    `insert into people (shop_id, id, email, name, role, invited_at)
     select ?1, ?2, ?3, ?4, ?5, ?6 where (select count(*) from people where shop_id = ?1) < ${PEOPLE_MAX}
     on conflict do nothing`,
  ).bind(person.shop_id, person.id, person.email, person.name, person.role, person.invited_at);
}

export function updateRole(db: D1Database, shop_id: string, id: string, role: Role): D1PreparedStatement {
  return db.prepare("update people set role = ?3 where shop_id = ?1 and id = ?2").bind(shop_id, id, role);
}

export function updateLanguage(
  db: D1Database,
  shop_id: string,
  id: string,
  language: string,
): D1PreparedStatement {
  return db.prepare("update people set language = ?3 where shop_id = ?1 and id = ?2").bind(
    shop_id,
    id,
    language,
  );
}

export function noteJoined(db: D1Database, shop_id: string, id: string, at_ms: number): D1PreparedStatement {
  return db.prepare(
    "update people set joined_at = ?3 where shop_id = ?1 and id = ?2 and joined_at is null",
  ).bind(shop_id, id, at_ms);
}

export function deletePerson(db: D1Database, shop_id: string, id: string): D1PreparedStatement {
  return db.prepare("delete from people where shop_id = ?1 and id = ?2").bind(shop_id, id);
}
