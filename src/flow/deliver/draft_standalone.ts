/** Drafts a standalone mail, which carries its own facts and the time until which they are true. */
import { codeFor } from "../../links/code.ts";
import { sealReader } from "../../links/sealed_reader.ts";
import { linkUrl } from "../../links/signed_link.ts";
import type { Attachment } from "../../mail/mime/attachment.ts";
import type { Mail } from "../../mail/mime/compose.ts";
import { renderStandalone, standaloneView } from "../../mail/content/standalone.ts";
import { readSentMail } from "../../mail/mime/parse.ts";
import { mailClass } from "../../messages/mail_class.ts";
import { type Again, readAgain } from "../../messages/again.ts";
import { keyText, type MessageKey, STANDALONE_MAILS, type StandaloneKind } from "../../messages/message.ts";
import { conversationSubject } from "../../messages/subject.ts";
import { readStandalone, type StoredStandalone } from "../../messages/standalone.ts";
import type { SendDecision } from "../../orders/plan/decide_send.ts";
import { stateOf } from "../../orders/mail_settings.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { Claimed } from "../../sql/messages.ts";
import type { Draft } from "./draft.ts";
import { copiesTo, outgoingMail } from "./outgoing_mail.ts";
import { openCode } from "../programs/sealed_code.ts";
import { replyTo } from "./reply_to.ts";
import { ownHeaders } from "./waybill_headers.ts";
import type { DeliverPorts } from "../ports.ts";

type StandaloneKey = MessageKey & { readonly kind: StandaloneKind };

export function draftStandalone(
  ports: DeliverPorts,
  key: StandaloneKey,
  claimed: Claimed,
  shop: ShopSettings,
  now_ms: number,
): Draft<"mail"> {
  const again = readAgain(claimed.facts);
  if (again !== null) return draftCopy(ports, key, claimed, shop, again);
  return {
    way: "mail",
    decision: wanted(shop, key) ?? stillTrue(claimed, now_ms),
    reader: readerOf(claimed),
    against: null,
    facts_shown: () => null,
    write: async () =>
      await outgoingMail(key, await mailOf(ports, key, claimed, shop), {
        order_number: "",
        keeps_copy: !("leaves_no_copy" in STANDALONE_MAILS[key.kind]),
      }),
  };
}

/** Reads the address from facts that are not validated yet; writing the mail validates them. */
function readerOf({ facts }: Claimed): string | null {
  const email: unknown = facts === null ? null : JSON.parse(facts)?.to?.email;
  return typeof email === "string" ? email : null;
}

/** A mail that left before, as its kept copy has it, because a person sends it once more. */
function draftCopy(
  ports: DeliverPorts,
  key: StandaloneKey,
  { dated_at }: Claimed,
  shop: ShopSettings,
  { copy_of, to }: Again,
): Draft<"mail"> {
  return {
    way: "mail",
    decision: { send: true },
    reader: to?.email ?? null,
    against: null,
    by_hand: true,
    facts_shown: () => null,
    write: async () => {
      const kept = copy_of === undefined ? null : await ports.archive.get(copy_of);
      if (kept === null || to === undefined) {
        throw new Error(`Cannot write ${key.kind} again as its copy must be kept`);
      }
      const { to: reader, headers, ...words } = await readSentMail(await kept.text());
      const mail: Mail = {
        key: keyText(key),
        from: { name: shop.from.name ?? shop.name, email: shop.from.email },
        to: { name: reader?.name, email: to.email },
        ...words,
        date_ms: dated_at,
        headers: {
          ...headers,
          ...await ownHeaders(ports, key, to.email),
          ...await unsubscribeHeaders(ports, key, to.email),
        },
      };
      return await outgoingMail(key, mail, { order_number: "", keeps_copy: true });
    },
  };
}

function wanted({ mails }: ShopSettings, { kind }: StandaloneKey): SendDecision | null {
  return stateOf(mails, kind) === "off" ? { send: false, against: "switched_off" } : null;
}

function stillTrue({ valid_until }: Claimed, now_ms: number): SendDecision {
  return valid_until !== null && now_ms >= valid_until ? { send: false, against: "expired" } : { send: true };
}

async function mailOf(
  ports: DeliverPorts,
  key: StandaloneKey,
  { dated_at, facts }: Claimed,
  shop: ShopSettings,
): Promise<Mail> {
  if (facts === null) throw new Error(`Cannot write ${key.kind} as the ledger must hold what it says`);
  const standalone = await withOpenCode(ports, key, readStandalone(key.kind, facts));
  const view = standaloneView(key.kind, standalone, shop, {
    action_url: await actionUrl(ports, key, standalone, dated_at),
    code: await codeOf(ports, standalone),
  });
  return {
    key: keyText(key),
    from: { name: shop.from.name ?? shop.name, email: shop.from.email },
    to: { name: standalone.to.name, email: standalone.to.email },
    reply_to: await replyTo(ports, shop, threadOf(key, standalone)),
    ...renderStandalone(key.kind, view),
    ...copiesTo(shop.mails, key.kind),
    attachments: await filesOf(ports, standalone),
    date_ms: dated_at,
    headers: {
      ...await ownHeaders(ports, key, standalone.to.email),
      ...threadHeaders(standalone),
      ...await unsubscribeHeaders(ports, key, standalone.to.email),
    },
  };
}

/** The ledger holds a program's code sealed. */
async function withOpenCode(
  ports: DeliverPorts,
  key: StandaloneKey,
  standalone: StoredStandalone,
): Promise<StoredStandalone> {
  const { facts } = standalone;
  return "code" in facts
    ? { ...standalone, facts: { ...facts, code: await openCode(ports, key, facts.code) } }
    : standalone;
}

const DESK_PATHS = { figures: "figures", trials: "figures/trials" } as const;

/** An alert about a case leads to it at the desk; any other mail to what its link names. */
async function actionUrl(
  ports: DeliverPorts,
  { subject }: StandaloneKey,
  { facts, link }: StoredStandalone,
  dated_at: number,
): Promise<string | null> {
  if ("case_id" in facts && facts.case_id !== undefined) {
    return `${ports.public_url}/admin/${splitOrderId(subject).shop_id}/cases/${
      encodeURIComponent(facts.case_id)
    }`;
  }
  if ("desk" in facts && facts.desk !== undefined) {
    return `${ports.public_url}/admin/${splitOrderId(subject).shop_id}/${DESK_PATHS[facts.desk]}`;
  }
  return link === undefined ? null : await linkUrl(ports, { ...link, issued_at_ms: dated_at });
}

/** Answers go to the mail's own thread; of a mail with a link to an order to the order's, of an alert to its case's. */
function threadOf({ subject, kind }: StandaloneKey, { facts, link }: StoredStandalone): string {
  const { shop_id, source } = splitOrderId(subject);
  if ("case_id" in facts && facts.case_id !== undefined) return conversationSubject(shop_id, facts.case_id);
  if (source === "~conversation" || kind === "shop_alert" || link?.purpose !== "order") return subject;
  return link.subject;
}

/** RFC 5322, 3.6.4: an answer names what it answers, so that the reader's program shows one thread. */
function threadHeaders({ facts }: StoredStandalone): Readonly<Record<string, string>> {
  if (!("in_reply_to" in facts) || facts.in_reply_to === undefined) return {};
  return {
    "In-Reply-To": facts.in_reply_to,
    References: facts.references === undefined ? facts.in_reply_to : facts.references,
  };
}

async function filesOf(
  { archive }: DeliverPorts,
  { facts }: StoredStandalone,
): Promise<readonly Attachment[]> {
  const files = "files" in facts ? facts.files ?? [] : [];
  return await Promise.all(files.map(async (one) => {
    const { name, type } = one;
    // A program's files lie in the ledger with the mail.
    if ("base64" in one) {
      return { filename: name, content_type: type, content: Uint8Array.fromBase64(one.base64) };
    }
    const file = await archive.get(one.key);
    if (file === null) throw new Error("Cannot write an answer as its files must be in the bucket");
    return { filename: name, content_type: type, content: new Uint8Array(await file.arrayBuffer()) };
  }));
}

/** Returns the one-click unsubscribe headers of RFC 8058 for a reader who may have no order. */
async function unsubscribeHeaders(
  { link_keys, public_url }: DeliverPorts,
  { kind, subject }: StandaloneKey,
  email: string,
): Promise<Readonly<Record<string, string>>> {
  if (mailClass(kind) !== "care") return {};
  const { shop_id } = splitOrderId(subject);
  const url = `${public_url}/n/${await sealReader(link_keys, { shop_id, email })}`;
  return { "List-Unsubscribe": `<${url}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

async function codeOf({ link_keys }: DeliverPorts, { facts }: StoredStandalone): Promise<string | null> {
  return "challenge" in facts ? await codeFor(link_keys, facts.challenge) : null;
}
