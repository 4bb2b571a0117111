/** Invites a person to a shop's desk, sends the code by which they sign in, changes their role and takes them away. */
import { customerSubject, shopSubject } from "../../messages/subject.ts";
import type { StandaloneMail } from "../../messages/standalone.ts";
import { err, ok, type Result } from "../../result.ts";
import { insertStandalone } from "../../sql/messages.ts";
import {
  deletePerson,
  insertPerson,
  noteJoined,
  type PersonRow,
  selectPerson,
  selectPersonByEmail,
  updateRole,
} from "../../sql/people.ts";
import { selectOpenChallenge } from "../../sql/challenges.ts";
import type { Role } from "../../values/role.ts";
import { isProof, type ProvePorts, sendCode } from "../customer/prove_customer.ts";
import { wake } from "../deliver/wake.ts";
import type { Shop } from "../ports.ts";

/** Days for which the link of an invitation works; whoever is late signs in by shop and address. */
const INVITED_DAYS = 7;
const DAY_MS = 86_400_000;

export interface Invitation {
  /** Random: nine bytes as base64url. */
  readonly id: string;
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

/** Adds the person and writes to them. `known`: the address is at this desk already; `full`: the shop has too many people. */
export async function invite(
  { db, wake_queue }: Pick<ProvePorts, "db" | "wake_queue">,
  shop: Shop,
  invited: Invitation,
  now_ms: number,
): Promise<Result<null, "known" | "full">> {
  const known = await selectPersonByEmail(db, shop.id, invited.email).first();
  if (known !== null) return err("known", "The address is at this desk already");
  const { meta } = await insertPerson(db, { ...invited, shop_id: shop.id, invited_at: now_ms }).run();
  if (meta.changes === 0) return err("full", "The shop has as many people as it may have");
  const mail: StandaloneMail<"shop_alert"> = {
    kind: "shop_alert",
    about: `desk_invited:${invited.id}`,
    to: { email: invited.email, name: invited.name },
    locale: shop.settings.locale,
    link: {
      purpose: "invitation",
      subject: personSubject(shop.id, invited.id),
      expires_at_ms: now_ms + INVITED_DAYS * DAY_MS,
    },
    facts: { topic: "desk_invited" },
    due_at_ms: now_ms,
    valid_until_ms: null,
  };
  await insertStandalone(db, shopSubject(shop.id), mail, now_ms).run();
  await wake(wake_queue, [{ subject: shopSubject(shop.id), kind: mail.kind, about: mail.about }]);
  return ok(null);
}

/** Names a person in links, sessions and codes. */
export function personSubject(shop_id: string, person_id: string): string {
  return `${shop_id}/~p/${person_id}`;
}

/** Returns the id of the person whom `subject` names; null where it names none of this shop. */
export function personIn(shop_id: string, subject: string): string | null {
  const [shop, mark, id] = subject.split("/");
  return shop === shop_id && mark === "~p" && id !== undefined ? id : null;
}

/** Sends a code to the person; nothing where one was sent a moment ago, or too many were. */
export async function sendDeskCode(
  ports: ProvePorts,
  shop: Shop,
  person: PersonRow,
  id: string,
  now_ms: number,
): Promise<void> {
  const reader = { to: { email: person.email, name: person.name }, locale: shop.settings.locale };
  await sendCode(ports, codeSubject(person), reader, "desk", id, now_ms);
}

/** Returns whether `code` is the last one that was sent to the person, and notes that they came. */
export async function isDeskCode(
  ports: ProvePorts,
  person: PersonRow,
  code: string,
  now_ms: number,
): Promise<boolean> {
  const subject = codeSubject(person);
  const open = await selectOpenChallenge(ports.db, subject, now_ms).first<{ readonly id: string }>();
  if (open === null || !await isProof(ports, subject, open.id, code, now_ms)) return false;
  await noteJoined(ports.db, person.shop_id, person.id, now_ms).run();
  return true;
}

/** A person's codes lie where a customer's do; no customer's name begins with a tilde. */
function codeSubject({ shop_id, id }: PersonRow): string {
  return customerSubject(shop_id, `~p-${id}`);
}

/** Returns the person as they were; null where there is none. */
export async function changeRole(
  db: D1Database,
  shop_id: string,
  person_id: string,
  role: Role,
): Promise<PersonRow | null> {
  const [found] = await db.batch<PersonRow>([
    selectPerson(db, shop_id, person_id),
    updateRole(db, shop_id, person_id, role),
  ]);
  return found!.results[0] ?? null;
}

/** Takes the person away; their sessions end with it. Returns who it was; null where there is none. */
export async function removePerson(
  db: D1Database,
  shop_id: string,
  person_id: string,
): Promise<PersonRow | null> {
  const [found] = await db.batch<PersonRow>([
    selectPerson(db, shop_id, person_id),
    deletePerson(db, shop_id, person_id),
  ]);
  return found!.results[0] ?? null;
}
