/**
 * Files a person's mail: archives it whole, cuts what is ours from its words, adds it to its case or opens one, alerts
 * the shop, and answers at once where that can be done truthfully.
 */
import type { CaseReader } from "../../cases/case.ts";
import { questionIn } from "../../cases/asked.ts";
import { headerOf } from "../../conversations/inbound_mail.ts";
import { type Silence, silenceReason } from "../../conversations/loop_guard.ts";
import { type MailBodies, readReply } from "../../conversations/reply_text.ts";
import { threadId } from "../../links/reply_address.ts";
import type { WholeMail } from "../../mail/mime/parse.ts";
import { parseMail } from "../../mail/mime/parse.ts";
import { keyText } from "../../messages/message.ts";
import { conversationSubject, shopSubject } from "../../messages/subject.ts";
import { selectAutomaticAnswers } from "../../sql/cases.ts";
import { readMails, selectMails } from "../../sql/desk.ts";
import { withoutTurns } from "../../values/plain_text.ts";
import { wake } from "../deliver/wake.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { recordOpenness } from "./answer_case.ts";
import { acknowledge, answerAtOnce } from "./answer_at_once.ts";
import type { Thread } from "./find_thread.ts";
import { loadCase } from "./load_case.ts";
import { archived, detailOf, located, type ReceivedMail, type ReceivePorts } from "./locate_mail.ts";
import { continueCase, openCase } from "./open_case.ts";

export interface FiledMail {
  readonly case_id: string;
  readonly is_new: boolean;
  /** Why no program answers. */
  readonly silence: Silence | "unproven" | null;
}

const WORDS_MAX = 50_000;
const NAME_MAX = 200;
const TOPIC_MAX = 300;
const WORDS_AS_TOPIC = 90;
/** Our own mails with which the quotation is compared. */
const KNOWN_MAX = 6;
const DAY_MS = 86_400_000;
/** Prefixes of answers and forwarded mails, in the languages of mail programs. */
const PREFIX =
  /^(?:\s*(?:re|aw|antw?|rép|ref|rv|sv|vs|odp|fwd?|wg|tr|i|r|回复|答复|転送|返信)(?:\[\d+\])?\s*[:：])+\s*/iu;

export async function receiveMail(
  ports: ReceivePorts,
  shop: Shop,
  received: ReceivedMail,
  now_ms: number,
): Promise<FiledMail> {
  const { mail, raw, proof } = received;
  const { thread, from, customer, digest, entry_id } = await located(ports, shop, received, now_ms);
  // The same bytes make the same case: a mail that is handed in again after a failure opens no second one.
  const case_id = thread.case?.id ?? threadId(digest.subarray(0, 10));
  const archive = await archived(ports, shop, { case_id, entry_id, raw });
  const known = await knownMails(ports, shop, thread, case_id);
  const reply = readReply(mail, known);
  const words = withoutTurns(reply.shown).slice(0, WORDS_MAX);
  const reader = readerIn(mail, from, thread);
  const entry = {
    id: entry_id,
    type: "message",
    author: "customer",
    words,
    detail: detailOf(received, thread, { from, archive, words }),
  } as const;
  // What the customer quotes is no question of theirs.
  const own = withoutTurns(reply.own).slice(0, WORDS_MAX);
  const topic = topicOf(mail, own);
  const question = questionIn(own);
  const kind = question?.question ?? "question";
  const alert_about = `${case_id}:${entry_id}`;
  await ports.db.batch([
    ...(thread.case !== null ? continueCase(ports.db, shop, thread.case, entry, now_ms) : openCase(
      ports.db,
      shop,
      {
        id: case_id,
        kind,
        topic,
        order_id: thread.order?.id ?? null,
        customer: from === "" ? null : customer,
        proven: proof.proven || thread.trusted,
        reader,
      },
      entry,
      now_ms,
    )),
    insertShopAlert(
      ports.db,
      shop,
      {
        topic: "customer_request",
        order_number: thread.order?.number,
        detail: (words.trim() === "" ? topic : words).slice(0, 1_000),
        case_id,
      },
      now_ms,
      { about: alert_about },
    ),
  ]);
  await wake(ports.wake_queue, [
    { subject: shopSubject(shop.id), kind: "shop_alert", about: `customer_request:${alert_about}` },
  ]);
  const loaded = await loadCase(ports, shop.id, case_id);
  if (loaded === null) throw new Error("Cannot answer a mail as its case must be stored");
  await recordOpenness(ports, shop, loaded, "opened", now_ms);
  const silence = await whySilent(ports, shop, received, thread, customer, now_ms);
  if (silence === null) {
    const answering = { loaded, thread, question, entry, mail };
    const at_once = await answerAtOnce(ports, shop, answering, now_ms);
    if (!at_once && thread.case === null) await acknowledge(ports, shop, answering, now_ms);
  }
  return { case_id, is_new: thread.case === null, silence };
}

/** Nobody is answered by a program who did not prove to be the person that the thread is with. */
async function whySilent(
  { db }: ReceivePorts,
  shop: Shop,
  { mail, proof }: ReceivedMail,
  thread: Thread,
  customer: string,
  now_ms: number,
): Promise<FiledMail["silence"]> {
  const { settings } = shop;
  const { results } = await selectAutomaticAnswers(db, customer, now_ms - DAY_MS).all<
    { readonly at: number }
  >();
  const own = [settings.from.email, settings.support_email, settings.alerts_email, settings.reply_domain];
  const silence = silenceReason(mail, {
    own: own.filter((one) => one !== undefined),
    answered_at_ms: results.map(({ at }) => at),
    now_ms,
  });
  if (silence !== undefined) return silence;
  return proof.proven || thread.trusted ? null : "unproven";
}

/** Reads our own mails of the thread, the newest first, for the comparison with what is quoted. */
async function knownMails(
  { db, archive }: ReceivePorts,
  shop: Shop,
  { order, case: found }: Thread,
  case_id: string,
): Promise<readonly MailBodies[]> {
  if (order === null && found === null) return [];
  const subject = order?.id ?? conversationSubject(shop.id, case_id);
  const mails = readMails(await selectMails(db, shop.id, subject).all(), order);
  const sent = mails.filter(({ closed_at }) => closed_at !== null)
    .toSorted((a, b) => b.closed_at! - a.closed_at!).slice(0, KNOWN_MAX);
  const copies = await Promise.all(sent.map(async (row) => {
    const copy = await archive.get(`sent/${keyText(row)}`);
    return copy === null ? [] : [await parseMail(await copy.text())];
  }));
  return copies.flat();
}

/** The writer is answered at From: a Reply-To that anybody can write could lead an answer to somebody else. */
function readerIn(mail: WholeMail, from: string, { order, trusted }: Thread): CaseReader | null {
  if (from === "") return null;
  const known = trusted ? order?.order.details.customer : undefined;
  return {
    email: from,
    name: known?.name ?? nameIn(mail),
    first_name: known?.first_name,
    locale: trusted ? order?.order.language ?? order?.order.details.locale : undefined,
  };
}

function nameIn(mail: WholeMail): string | undefined {
  const value = headerOf(mail, "from").slice(0, 1_000);
  const name = value.replace(/<[^<>]*>\s*$/, "").replace(/^\s*"|"\s*$/g, "").replace(/\s+/g, " ").trim();
  return name === "" || name.includes("@") ? undefined : withoutTurns(name).slice(0, NAME_MAX);
}

/** Of an answer, whose subject is that of our own mail, the first words say what it is about. */
function topicOf(mail: WholeMail, words: string): string {
  const line = withoutTurns(mail.subject).replace(/\s+/g, " ").trim();
  const subject = line.replace(PREFIX, "").trim();
  const first =
    words.split("\n").find((one) => /\p{L}{3}.*\s/u.test(one) || /[\p{sc=Han}\p{sc=Hiragana}]{4}/u.test(one))
      ?.trim().slice(0, WORDS_AS_TOPIC) ?? "";
  return ((line !== subject && first !== "" ? first : subject) || first || "—").slice(0, TOPIC_MAX);
}
