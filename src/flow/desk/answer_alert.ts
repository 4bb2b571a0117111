/**
 * Takes what one of the shop's people answers to an alert about a case: the words go to its customer, once, under the
 * person's name. It never takes the words of somebody who did not prove who they are.
 */
import { headerOf } from "../../conversations/inbound_mail.ts";
import { type MailBodies, ownWords } from "../../conversations/reply_text.ts";
import { parseMail } from "../../mail/mime/parse.ts";
import { keyText } from "../../messages/message.ts";
import { conversationSubject, shopSubject } from "../../messages/subject.ts";
import { insertEntry } from "../../sql/cases.ts";
import { type PersonRow, selectPersonByEmail } from "../../sql/people.ts";
import { mayAct } from "../../values/role.ts";
import { withoutTurns } from "../../values/plain_text.ts";
import { answerCase } from "../cases/answer_case.ts";
import { changeCase } from "../cases/change_case.ts";
import { loadCase, type LoadedCase } from "../cases/load_case.ts";
import type { ReceivedMail, ReceivePorts } from "../cases/locate_mail.ts";
import type { Shop } from "../ports.ts";
import { recordAct } from "./record_act.ts";

/** `noted`: the person may look and not answer, or the customer has no address; colleagues see the words. */
export type AlertAnswer = "answered" | "noted";

const WORDS_MAX = 10_000;
const NAME_MAX = 100;
/** A shorter line may be the person's own as well. */
const LINE_MIN_CHARS = 12;
/** Our alerts about the case with which the quotation is compared. */
const KNOWN_MAX = 6;

/** Returns null for a mail that is no answer of the shop's people to a case. */
export async function answerAlert(
  ports: ReceivePorts,
  shop: Shop,
  { mail, raw, subject, proof }: ReceivedMail,
  now_ms: number,
): Promise<AlertAnswer | null> {
  const prefix = conversationSubject(shop.id, "");
  if (!proof.proven || subject === null || !subject.startsWith(prefix)) return null;
  const loaded = await loadCase(ports, shop.id, subject.slice(prefix.length));
  // Somebody of the shop may be a customer too: in their own case they are.
  if (loaded === null || loaded.case.reader?.email.toLowerCase() === proof.address.toLowerCase()) return null;
  const person = await personOf(ports.db, shop, proof.address, nameIn(headerOf(mail, "from")));
  if (person === null) return null;
  const alerts = await alertsAbout(ports, shop, loaded);
  const said = withoutAlert(ownWords(mail, alerts), alerts, `${ports.public_url}/admin/`);
  const words = withoutTurns(said).slice(0, WORDS_MAX);
  if (words.trim() === "") return null;
  const id = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(raw))).toHex().slice(0, 24);
  const acting = { case_id: loaded.case.id, id, person: person.name };
  const may_answer = person.may_answer && loaded.case.reader !== null;
  const done = may_answer
    ? await answerCase(ports, shop, { ...acting, words }, now_ms)
    : await changeCase(ports, shop, acting, { type: "note", words }, now_ms);
  if (!done.ok) return null;
  if (mail.files.length > 0) {
    await keepFiles(ports, shop, loaded, { ...acting, mail: { raw, files: mail.files } }, now_ms);
  }
  await recordAct(ports.db, shop, {
    id,
    person: person.name,
    way: "mail",
    act: may_answer ? "case.answer" : "case.note",
    case_id: loaded.case.id,
  }, now_ms);
  return may_answer ? "answered" : "noted";
}

interface Staff {
  readonly name: string;
  readonly may_answer: boolean;
}

/** One of the desk's people by their role; else whom the settings name as the shop's own. */
async function personOf(
  db: D1Database,
  { id, settings }: Shop,
  address: string,
  name: string | null,
): Promise<Staff | null> {
  const email = address.toLowerCase();
  const known = await selectPersonByEmail(db, id, email).first<PersonRow>();
  if (known !== null) return { name: known.name, may_answer: mayAct(known.role, "agent") };
  const own = [settings.support_email, settings.alerts_email, ...(settings.desk?.emails ?? [])];
  const is_own = own.some((one) =>
    one !== undefined && (one.startsWith("@") ? email.endsWith(one) : one.toLowerCase() === email)
  );
  return is_own ? { name: name ?? email, may_answer: true } : null;
}

function nameIn(from: string): string | null {
  const name = from.slice(0, 1_000).replace(/<[^<>]*>\s*$/, "").replace(/^\s*"|"\s*$/g, "").replace(
    /\s+/g,
    " ",
  ).trim();
  return name === "" || name.includes("@") ? null : withoutTurns(name).slice(0, NAME_MAX);
}

/** Our own alerts about what the customer last wrote, so that no word of them goes back to the customer. */
async function alertsAbout(
  { archive }: ReceivePorts,
  shop: Shop,
  { case: found, entries }: LoadedCase,
): Promise<readonly MailBodies[]> {
  const subject = shopSubject(shop.id);
  const asked = entries.filter(({ author, type }) => author === "customer" && type === "message").slice(
    -KNOWN_MAX,
  );
  const copies = await Promise.all(asked.map(async ({ id }) => {
    const about = `customer_request:${found.id}:${id}`;
    const copy = await archive.get(`sent/${keyText({ subject, kind: "shop_alert", about })}`);
    return copy === null ? [] : [await parseMail(await copy.text())];
  }));
  return copies.flat();
}

/**
 * Removes what is left of a quoted alert: from its first line on each line that it has too, and each that leads to the
 * desk. These are for colleagues and never for the customer.
 */
function withoutAlert(words: string, alerts: readonly MailBodies[], desk_url: string): string {
  const known = new Set(alerts.flatMap(({ text }) => text.split("\n")).map((line) => line.trim()));
  const lines = words.split("\n");
  const first = lines.findIndex((line) =>
    line.includes(desk_url) || line.trim().length >= LINE_MIN_CHARS && known.has(line.trim())
  );
  if (first < 0) return words;
  const below = lines.slice(first).filter((line) => !line.includes(desk_url) && !known.has(line.trim()));
  return [...lines.slice(0, first), ...below].join("\n").trim();
}

/** Files of the mail go to colleagues and not to the customer: signatures bring pictures that nobody meant to send. */
async function keepFiles(
  { db, archive }: ReceivePorts,
  shop: Shop,
  { case: found }: LoadedCase,
  { id, person, mail }: {
    readonly id: string;
    readonly person: string;
    readonly mail: { readonly raw: Uint8Array; readonly files: ReceivedMail["mail"]["files"] };
  },
  now_ms: number,
): Promise<void> {
  const key = `received/${shop.id}/${found.id}/${id}-files.eml`;
  await archive.put(key, mail.raw, { httpMetadata: { contentType: "message/rfc822" } });
  await insertEntry(db, shop.id, found.id, {
    id: `${id}-files`,
    type: "note",
    author: "shop",
    person,
    words: mail.files.map(({ name }) => name).join("\n"),
    detail: { way: "mail", archive: key, files: mail.files },
  }, now_ms).run();
}
