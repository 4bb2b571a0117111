/** Finds the thread of an incoming mail, keeps the mail whole, and says what its entry in a case knows of it. It decides nothing of the case. */
import type { EntryDetail } from "../../cases/case.ts";
import { headerOf } from "../../conversations/inbound_mail.ts";
import { addressIn } from "../../conversations/mail_address.ts";
import type { WholeMail } from "../../mail/mime/parse.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import type { DeliverPorts, Shop } from "../ports.ts";
import { findThread, type Thread } from "./find_thread.ts";

export interface ReceivedMail {
  readonly mail: WholeMail;
  readonly raw: Uint8Array;
  /** What the signed address names; null where the mail came to another address of the shop. */
  readonly subject: string | null;
  /** Whether a signature of the sender's own domain proves the address in From. */
  readonly proof:
    | { readonly proven: true; readonly address: string; readonly domain: string }
    | { readonly proven: false; readonly reason: string };
}

export type ReceivePorts = RequestPorts & Pick<DeliverPorts, "archive" | "link_keys" | "public_url">;

const TOPIC_MAX = 300;

/** Which thread a mail belongs to, from whom, and by which name it is kept. */
export async function located(
  ports: ReceivePorts,
  shop: Shop,
  { mail, raw, proof, subject }: ReceivedMail,
  now_ms: number,
) {
  const from = proof.proven ? proof.address : addressIn(headerOf(mail, "from").slice(-1_000)) ?? "";
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(raw)));
  const customer = await ports.name_customer(shop.id, from);
  const thread = await findThread(ports, shop, {
    subject,
    from,
    proven: proof.proven,
    customer,
    message_ids: idsIn(mail),
    text: `${mail.subject}\n${mail.text}`,
  }, now_ms);
  return { thread, from, customer, digest, entry_id: digest.toHex().slice(0, 24) };
}

/** Keeps the whole mail, and returns its key. */
export async function archived(
  { archive }: ReceivePorts,
  shop: Shop,
  { case_id, entry_id, raw }: {
    readonly case_id: string;
    readonly entry_id: string;
    readonly raw: Uint8Array;
  },
): Promise<string> {
  const key = `received/${shop.id}/${case_id}/${entry_id}.eml`;
  await archive.put(key, raw, { httpMetadata: { contentType: "message/rfc822" } });
  return key;
}

/** Message-IDs with their brackets that a mail answers. */
function idsIn(mail: WholeMail): readonly string[] {
  const text = `${headerOf(mail, "in-reply-to")} ${headerOf(mail, "references")}`.slice(-20_000);
  return [...new Set(text.match(/<[^<>\s]{3,900}>/g) ?? [])].slice(-100);
}

export function detailOf(
  { mail, proof }: ReceivedMail,
  { other_writer }: Thread,
  { from, archive, words }: { readonly from: string; readonly archive: string; readonly words: string },
): EntryDetail {
  const lines = (text: string) => text.split("\n").filter((line) => line.trim() !== "").length;
  const message_id = /<[^<>\s]{3,900}>/.exec(headerOf(mail, "message-id"))?.[0];
  return {
    way: "mail",
    from,
    subject: mail.subject.slice(0, TOPIC_MAX),
    ...(proof.proven ? { proven_by: proof.domain } : { proven_by: null, unproven: proof.reason }),
    ...(other_writer ? { other_writer: true } : {}),
    ...(message_id === undefined ? {} : { message_id }),
    references: headerOf(mail, "references").slice(-4_000).replace(/\s+/g, " ").trim(),
    archive,
    ...(mail.files.length === 0 ? {} : { files: mail.files }),
    folded: Math.max(0, lines(mail.text) - lines(words)),
  };
}
