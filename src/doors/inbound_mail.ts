/**
 * `email()`: incoming mail. Records bounces of our mails, shows automatic replies in the cases that they answer, and files a
 * person's mail as a case of its shop. Only a token that we made says which of our mails came back; only a signature of the sender's own domain
 * proves who wrote.
 */
import type { Env } from "../config.ts";
import { classifyInbound } from "../conversations/inbound.ts";
import type { DeliveryReport, Inbound } from "../conversations/inbound_meaning.ts";
import type { InboundMail } from "../conversations/inbound_mail.ts";
import { takeDmarcReport } from "../flow/deliverability/take_dmarc_report.ts";
import { wake } from "../flow/deliver/wake.ts";
import { answerAlert } from "../flow/desk/answer_alert.ts";
import { recordOutcomes } from "../flow/outcomes/record_outcomes.ts";
import type { ReceivedMail } from "../flow/cases/locate_mail.ts";
import { noteAutomatic } from "../flow/cases/note_automatic.ts";
import { receiveMail as fileMail } from "../flow/cases/receive_mail.ts";
import { MAIL_TOKEN_HEADER, markedMail } from "../links/mail_token.ts";
import { openReplyAddress } from "../links/reply_address.ts";
import { openReportAddress } from "../links/report_address.ts";
import { openThread } from "../links/reply_thread.ts";
import { mailFile, parseInbound, type WholeMail } from "../mail/mime/parse.ts";
import { type Outcome, readKey, withoutAddresses } from "../messages/outcome.ts";
import { normalAddress } from "../messages/suppression.ts";
import { copyAddresses, type MailSettings } from "../orders/mail_settings.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { cachedResolve } from "../dns/cached_resolve.ts";
import { proveSender } from "../dns/prove_sender.ts";
import { selectRef } from "../sql/orders.ts";
import { selectShopOfMailbox } from "../sql/shops.ts";
import { readBounded } from "./body.ts";
import { logFailure } from "./log.ts";
import { inCell, type Ports, portsOf } from "./ports.ts";
import { writableIn } from "./shop_moves.ts";

const MAIL_MAX_BYTES = 26_214_400;

/** Throws when D1 cannot be reached: the platform then answers with a temporary failure, and the sender tries again. */
export async function receiveMail(message: ForwardableEmailMessage, env: Env): Promise<void> {
  const ports = portsOf(env);
  const raw = await readBounded({ headers: new Headers(), body: message.raw }, MAIL_MAX_BYTES);
  if (raw === null) return message.setReject("552 5.3.4 The message is too large");
  const report = openReportAddress(message.to);
  if (report !== null) return await takeReport(message, ports, report, raw);
  const parsed = await parseInbound(raw, message.from);
  if (!parsed.ok) return message.setReject("554 5.6.0 The message cannot be read");
  const inbound = classifyInbound(parsed.value);
  switch (inbound.type) {
    case "bounce":
    case "complaint":
    case "delivered":
      return await recordReturned(ports, parsed.value, inbound);
    case "auto_reply":
      return await noteProgram(message, ports, raw, parsed.value);
    case "person":
      return await filePersonal(message, ports, raw, parsed.value);
  }
}

/** Files of a mail that are looked at for a report; a real one has one. */
const REPORT_FILES_MAX = 3;

/** A report that is not believed or not understood is refused: its sender's server is told why, and nobody here is bothered. */
async function takeReport(
  message: ForwardableEmailMessage,
  ports: Ports,
  { shop_id, domain }: { readonly shop_id: string; readonly domain: string },
  raw: Uint8Array,
): Promise<void> {
  const now_ms = ports.clock();
  const shop = await ports.find_shop(shop_id, now_ms);
  if (shop === null || shop.settings.reply_domain !== domain) {
    return message.setReject("550 5.1.1 There is no such mailbox");
  }
  const proof = await proveSender(raw, cachedResolve(ports.resolve, ports.dns_answers, now_ms), now_ms);
  if (!proof.proven) {
    // What DNS did not answer may be proven later.
    if (proof.reason === "dns") throw new Error("Cannot prove the sender of a report as DNS does not answer");
    return message.setReject("550 5.7.1 A report must be signed by the domain of its sender");
  }
  const here = writableIn(ports, shop);
  let refused = "the mail must bring a report as a file";
  for (let index = 0; index < REPORT_FILES_MAX; index++) {
    const file = await mailFile(raw, index);
    if (file === null) break;
    const report = { file: file.content, reporter: proof.domain };
    const taken = await takeDmarcReport(here.db, shop, report, now_ms);
    if (taken.ok) return;
    refused = taken.message;
  }
  message.setReject(`554 5.6.0 The report is not taken: ${refused}`);
}

/** A program's answer stands in the case that it answers; to any other address it says nothing that anybody needs. */
async function noteProgram(
  message: ForwardableEmailMessage,
  ports: Ports,
  raw: Uint8Array,
  mail: WholeMail,
): Promise<void> {
  const now_ms = ports.clock();
  const addressed = await shopAddressed(ports, message.to, now_ms);
  if (addressed === null) return;
  const { shop, subject } = addressed;
  const received = await receivedMail(ports, { mail, raw, subject }, now_ms);
  await noteAutomatic(writableIn(ports, shop), shop, received, now_ms);
}

/** Finds the shop that has the address, and the thread that it opens; null where no shop has it. */
async function shopAddressed(ports: Ports, to: string, now_ms: number) {
  const addressed = await addressedTo(ports, to, now_ms);
  const shop = addressed === null ? null : await ports.find_shop(addressed.shop_id, now_ms);
  return addressed === null || shop === null ? null : { shop, subject: addressed.subject };
}

async function receivedMail(
  ports: Ports,
  mail: Omit<ReceivedMail, "proof">,
  now_ms: number,
): Promise<ReceivedMail> {
  const resolve = cachedResolve(ports.resolve, ports.dns_answers, now_ms);
  return { ...mail, proof: await proveSender(mail.raw, resolve, now_ms) };
}

/** A mail to an address of no shop is refused; its sender's server then tells its writer. */
async function filePersonal(
  message: ForwardableEmailMessage,
  ports: Ports,
  raw: Uint8Array,
  mail: WholeMail,
): Promise<void> {
  const now_ms = ports.clock();
  const addressed = await shopAddressed(ports, message.to, now_ms);
  if (addressed === null) return message.setReject("550 5.1.1 There is no such mailbox");
  const { shop, subject } = addressed;
  const received = await receivedMail(ports, { mail, raw, subject }, now_ms);
  // While the shop moves this throws, as in an outage: the sender tries again.
  const here = writableIn(ports, shop);
  if (await answerAlert(here, shop, received, now_ms) !== null) return;
  await fileMail(here, shop, received, now_ms);
}

interface Addressed {
  readonly shop_id: string;
  /** What the signed address names: an order, a customer, a case. Null for a shop's own mailbox. */
  readonly subject: string | null;
}

async function addressedTo(ports: Ports, to: string, now_ms: number): Promise<Addressed | null> {
  const opened = await openReplyAddress(ports.link_keys, to);
  if (opened !== null) {
    const named = openThread(opened.thread);
    const subject = named === null
      ? null
      : "subject" in named
      ? named.subject
      : await orderOf(ports, named.ref, now_ms);
    return subject === null ? null : { shop_id: splitOrderId(subject).shop_id, subject };
  }
  const shop_id = await selectShopOfMailbox(ports.directory, to.trim().toLowerCase()).first<string>("id");
  return shop_id === null ? null : { shop_id, subject: null };
}

/** `ref` is a name of an order and begins with its shop. */
async function orderOf(ports: Ports, ref: string, now_ms: number): Promise<string | null> {
  const shop = await ports.find_shop(splitOrderId(ref).shop_id, now_ms);
  return shop === null ? null : await selectRef(inCell(ports, shop).db, ref).first<string>("order_id");
}

/** Only the mail's own token says which mail came back: a forged report must not suppress an address. */
async function recordReturned(
  ports: Ports,
  mail: InboundMail,
  inbound: Extract<Inbound, { type: "bounce" | "complaint" | "delivered" }>,
): Promise<void> {
  const marked = await markedMail(ports.link_keys, tokenIn(mail));
  const key = marked === null ? null : readKey(marked.key);
  if (marked === null || key === null) {
    logFailure("returned_mail_unknown", { type: inbound.type }, new Error("it brings no token of ours"));
    return;
  }
  const now_ms = ports.clock();
  const shop = await ports.find_shop(splitOrderId(key.subject).shop_id, now_ms);
  if (shop === null) return;
  // While the shop moves it throws, as in an outage: the sender tries again.
  const here = writableIn(ports, shop);
  const outcomes = inbound.type === "complaint"
    ? [{ type: "complained" } as const]
    : whatBecame(ofTheReader(inbound.reports, shop.settings.mails), marked.recipient);
  const common = { key, recipient: marked.recipient, at_ms: now_ms };
  await wake(
    ports.wake_queue,
    await recordOutcomes(
      here,
      shop,
      outcomes.map((outcome) => ({ ...common, ...outcome })),
      now_ms,
    ),
  );
}

/** Leaves out what became of copies, which says nothing of the customer's own mail. */
function ofTheReader(reports: readonly DeliveryReport[], mails: MailSettings): readonly DeliveryReport[] {
  const copies = copyAddresses(mails);
  return reports.filter(({ recipient }) => recipient === undefined || !copies.has(normalAddress(recipient)));
}

/**
 * Finds the outcome for `recipient`, or for the address to which the mail was forwarded. A warning is no bounce,
 * since the server goes on trying.
 */
function whatBecame(
  reports: readonly DeliveryReport[],
  recipient: string,
): readonly Pick<Outcome, "type" | "bounce" | "reason">[] {
  const named = reports.find((report) =>
    report.recipient !== undefined && normalAddress(report.recipient) === normalAddress(recipient)
  );
  const report = named ?? reports[0];
  switch (report?.action) {
    case "failed":
      return report.class === null ? [] : [{
        type: "bounced",
        bounce: report.class,
        reason: withoutAddresses(report.enhanced_status ?? report.diagnostic),
      }];
    case "delivered":
      return [{ type: "delivered" }];
    case "delayed":
    case "relayed":
    case "expanded":
    case undefined:
      return [];
  }
}

/** Finds the token in the headers of the returned mail, in whichever part the server put them. */
function tokenIn({ text, html, parts }: InboundMail): string {
  const header = new RegExp(`^${MAIL_TOKEN_HEADER}:((?:(?:\\r?\\n)?[ \\t]+[\\w.-]{1,64}){1,70})`, "im");
  for (const part of [...parts.map((one) => one.text), text, html]) {
    const found = header.exec(part)?.[1];
    if (found !== undefined) return found;
  }
  return "";
}
