/**
 * Declares what a short way's service tells: a customer's message, what became of ours, and that somebody wants no
 * more. Pure.
 */
import type { ShortWay } from "./ways.ts";

/** A file that came with a message; the service keeps its content under `ref`. */
export interface IncomingFile {
  /** The service's own id or address of the content; "" where it does not give it. */
  readonly ref: string;
  readonly name: string;
  /** The media type that the service names; the content decides. */
  readonly type: string;
}

/** Names content that the service does not give: it is listed without being fetched. */
export function namedOnly(name: string): IncomingFile {
  return { ref: "", name, type: "" };
}

export interface IncomingMessage {
  readonly type: "message";
  /** The service's own id of the message; the same at each delivery. */
  readonly id: string;
  /** Address of the writer on this way, in the form of `ChosenWay`. */
  readonly from: string;
  /** A second address of the same writer, by which they may write the next time. */
  readonly also?: string | undefined;
  /** The name that the writer has given at the service. */
  readonly name?: string | undefined;
  /** Empty where only files came. */
  readonly words: string;
  readonly files: readonly IncomingFile[];
  /** The service's id of our message that this one answers. */
  readonly answers?: string | undefined;
  /** What a link into the service carried: the code of the preferences page. */
  readonly code?: string | undefined;
  readonly at_ms: number;
}

/** `failed`: the service took the message and could not bring it. */
export interface IncomingStatus {
  readonly type: "status";
  /** The service's id of our message, as in its receipt. */
  readonly provider_id: string;
  readonly became: "delivered" | "failed";
  /** Why it failed, without an address. */
  readonly reason?: string | undefined;
  /** Set where the reader wants no more. */
  readonly stopped?: true | undefined;
  /** Address of the reader on this way, where the service names it. */
  readonly to?: string | undefined;
  readonly at_ms: number;
}

/** Somebody wants no more, or wants it again; `help` asks what this is. */
export interface IncomingWish {
  readonly type: "stop" | "start" | "help";
  readonly id: string;
  readonly from: string;
  /** See `IncomingMessage`. */
  readonly also?: string | undefined;
  readonly at_ms: number;
  /** True where the service has answered itself. */
  readonly is_answered: boolean;
}

/** The customer took a message of theirs back: what it said is no longer theirs to be read. */
export interface IncomingDeletion {
  readonly type: "deleted";
  readonly id: string;
  readonly from: string;
  readonly also?: undefined;
  /** The service's id of the message. */
  readonly message_id: string;
  readonly at_ms: number;
}

/** The customer put a sign on one of our messages. */
export interface IncomingReaction {
  readonly type: "reacted";
  readonly id: string;
  readonly from: string;
  readonly also?: undefined;
  readonly emoji: string;
  readonly at_ms: number;
}

/** Somebody of the shop wrote to the customer in the service's own inbox. */
export interface IncomingEcho {
  readonly type: "echo";
  /** The service's id of the message, by which one of ours is known. */
  readonly id: string;
  /** Address of the customer. */
  readonly from: string;
  readonly also?: undefined;
  readonly words: string;
  readonly files: readonly IncomingFile[];
  readonly at_ms: number;
}

/** What happens in a thread without a new message of the customer. */
export type IncomingAside = IncomingDeletion | IncomingReaction | IncomingEcho;

export type Incoming = IncomingMessage | IncomingStatus | IncomingWish | IncomingAside;

export function isAside(item: Incoming): item is IncomingAside {
  return item.type === "deleted" || item.type === "reacted" || item.type === "echo";
}

/** What a webhook of a way brought; `skipped` names what Waybill does not act on. */
export interface IncomingBatch {
  readonly way: ShortWay;
  readonly items: readonly Incoming[];
  readonly skipped: readonly string[];
}

/** Words that the carriers themselves take for a STOP of a text message. */
const STOP_OF_CARRIERS = new Set([
  "stop",
  "stopall",
  "stop all",
  "unsubscribe",
  "cancel",
  "end",
  "quit",
  "optout",
  "revoke",
]);
/** The same wish in our languages, on every way. "Cancel" and "End" mean an order where no carrier listens. */
const STOP = new Set([
  "stop",
  "stopall",
  "stop all",
  "/stop",
  "stop promotions",
  "unsubscribe",
  "optout",
  "opt out",
  "opt-out",
  "stopp",
  "abmelden",
  "abbestellen",
  "arret",
  "arrêt",
  "désabonner",
  "désinscrire",
  "parar",
  "baja",
  "darse de baja",
  "ferma",
  "disiscrivi",
  "disiscrivimi",
  "إيقاف",
  "إلغاء الاشتراك",
  "停止",
  "配信停止",
]);
const START = new Set(["start", "unstop", "/resume"]);
const HELP = new Set(["help", "info", "/help"]);

/** Returns the wish that the whole message is, in any of our languages. A word inside a sentence is none. */
export function wishIn(words: string, way: ShortWay): IncomingWish["type"] | null {
  const word = wordOf(words);
  if (STOP.has(word) || way === "sms" && STOP_OF_CARRIERS.has(word)) return "stop";
  if (START.has(word)) return "start";
  return HELP.has(word) ? "help" : null;
}

/** Returns whether the carriers answer a text of this one word themselves. */
export function isCarriersWord(words: string): boolean {
  const word = wordOf(words);
  return STOP_OF_CARRIERS.has(word) || word === "start" || word === "unstop" || word === "help" ||
    word === "info";
}

function wordOf(words: string): string {
  return words.trim().toLowerCase().replace(/[.!]+$/, "");
}

/** Letters of a code: no two look alike. */
export const CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const CODE_LENGTH = 10;
const CODE = new RegExp(`\\bWB-[${CODE_LETTERS}]{${CODE_LENGTH}}\\b`);

/** Makes a code of the preferences page from random bytes, one letter each: `WB-7F3K9Q2MXA`, of 50 bits. */
export function newCode(bytes: Uint8Array): string {
  const letters = Array.from(bytes.slice(0, CODE_LENGTH), (byte) => CODE_LETTERS[byte % CODE_LETTERS.length]);
  return `WB-${letters.join("")}`;
}

/** Random bytes that `newCode` needs. */
export const CODE_BYTES = CODE_LENGTH;

/** Returns the code in a message or in what a link carried; null where there is none. */
export function codeIn(text: string): string | null {
  return CODE.exec(text.toUpperCase())?.[0] ?? null;
}
