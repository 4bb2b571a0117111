/** Plays the mails of one order in a simulated year: by which channel each left, what became of it, and what it made its reader ask. */
import { type Add, type Now, shareOf } from "./effects.ts";
import { pick } from "./random.ts";

const CHANNELS = [["ses", 0.75], ["postmark", 0.25]] as const;
const DOMAINS = [
  ["gmail.example", 0.38],
  ["gmx.example", 0.2],
  ["web.example", 0.15],
  ["outlook.example", 0.12],
  ["icloud.example", 0.08],
  ["other", 0.07],
] as const;
/** Mails of an order with the share of orders that get each, and questions that follow each within a day. */
const KINDS = [
  ["order_confirmation", 1, 0.006],
  ["shipment_shipped", 1, 0.009],
  ["shipment_out_for_delivery", 0.7, 0.003],
  ["shipment_delivered", 0.95, 0.004],
  ["invoice", 0.9, 0.002],
  ["feedback_request", 0.6, 0.002],
] as const;

interface Mailed {
  readonly day: number;
  readonly arrived: number;
  readonly locale: string;
  readonly method: string;
  readonly country: string;
}

/** `ask` without a topic draws one. */
type AskAny = (day: number, topic: string | undefined, after: string) => void;

export function playMails(random: () => number, order: Mailed, now: Now, add: Add, ask: AskAny): void {
  const [domain] = pick(random, DOMAINS);
  for (const [kind, share, asked_share] of KINDS) {
    if (random() >= share) continue;
    playMail(random, { ...order, kind, asked_share, sent: sentOn(kind, order), domain }, now, add, ask);
  }
}

function sentOn(kind: (typeof KINDS)[number][0], { day, arrived }: Mailed): number {
  switch (kind) {
    case "order_confirmation":
    case "invoice":
      return day;
    case "shipment_shipped":
      return day + 1;
    case "feedback_request":
      return arrived + 7;
    default:
      return arrived;
  }
}

function playMail(
  random: () => number,
  { kind, asked_share, sent, domain, locale, method, country }: Mailed & {
    readonly kind: string;
    readonly asked_share: number;
    readonly sent: number;
    readonly domain: string;
  },
  now: Now,
  add: Add,
  ask: AskAny,
): void {
  const [channel] = pick(random, CHANNELS);
  const effects = now(sent);
  if (random() < shareOf(effects, "failed", { kind }, 0.0005)) return add(sent, "mail", [kind, "failed"]);
  add(sent, "mail", [kind, "sent"]);
  const is_slow = random() < shareOf(effects, "slow", { kind, channel }, 0.003);
  add(sent, "handed", [channel, domain, kind, locale, is_slow ? "slow" : "prompt"]);
  add(sent, "took", [kind, String(is_slow ? 48 + Math.floor(random() * 8) : 10 + Math.floor(random() * 16))]);
  if (random() < shareOf(effects, "bounced", { channel, domain, kind }, 0.004)) {
    add(sent, "mail", [kind, "bounced"]);
    return add(sent, "outcome", [channel, domain, "bounced", kind]);
  }
  const is_delayed = random() < shareOf(effects, "delayed", { channel, domain }, 0.01);
  add(sent, "mail", [kind, "delivered"]);
  add(sent, "outcome", [channel, domain, is_delayed ? "delayed" : "delivered", kind]);
  if (random() < shareOf(effects, "clicked", { kind }, 0.12)) add(sent, "mail", [kind, "clicked"]);
  if (random() < shareOf(effects, "complained", { kind, channel, domain }, 0.0003)) {
    add(sent + 1, "mail", [kind, "complained"]);
    add(sent + 1, "outcome", [channel, domain, "complained", kind]);
  }
  const asked = effects.find((one) => one.type === "asked" && one.after === kind);
  if (asked?.type === "asked" && random() < shareOf([asked], "asked", { locale, method, country }, 0)) {
    ask(sent, asked.topic, kind);
  } else if (random() < asked_share) ask(sent, undefined, kind);
}
