/**
 * Says which of two versions an order gets while a shop tries another text or another day of a kind of mail. It withholds
 * no message: both versions owe the same ones.
 */
import type { MessageKind } from "../messages/message.ts";
import type { RunningTrial } from "./running_trial.ts";
import type { ShopSettings } from "./shop.ts";

/** Kinds whose day may be tried, with their setting of `schedule`. */
export const TIMED = {
  payment_reminder: "payment_reminder_days",
  follow_up: "follow_up_days",
  feedback_request: "feedback_days",
} as const satisfies Partial<Record<MessageKind, keyof ShopSettings["schedule"]>>;
export type TimedKind = keyof typeof TIMED;

/** Settings by the trials whose tried version they hold: what is made of a shop's texts is made once for each. */
const made = new WeakMap<ShopSettings, Map<string, ShopSettings>>();

/** Returns the settings that hold for this order. */
export function forOrder(settings: ShopSettings, order_id: string): ShopSettings {
  const tried = (settings.trials ?? []).filter((trial) => isTried(trial, order_id));
  if (tried.length === 0) return settings;
  const of_shop = made.get(settings) ?? new Map<string, ShopSettings>();
  made.set(settings, of_shop);
  const name = tried.map(({ id }) => id).join("\n");
  const known = of_shop.get(name) ?? tried.reduce(withTried, settings);
  of_shop.set(name, known);
  return known;
}

/** Whether the order gets the tried version: half of all orders, each always the same. */
export function isTried({ id }: Pick<RunningTrial, "id">, order_id: string): boolean {
  return (hash(`${id}\n${order_id}`) & 1) === 1;
}

/** Returns the settings as they were, were the tried version live. */
export function withTried(
  settings: ShopSettings,
  { kind, texts, days }: Pick<RunningTrial, "kind" | "texts" | "days">,
): ShopSettings {
  return {
    ...settings,
    ...(texts === undefined ? {} : { brand: { ...settings.brand, texts: withTexts(settings, kind, texts) } }),
    ...(days === undefined || !isTimed(kind)
      ? {}
      : { schedule: { ...settings.schedule, [TIMED[kind]]: days } as ShopSettings["schedule"] }),
  };
}

export function isTimed(kind: string): kind is TimedKind {
  return Object.hasOwn(TIMED, kind);
}

function withTexts(
  { brand }: ShopSettings,
  kind: string,
  tried: NonNullable<RunningTrial["texts"]>,
): NonNullable<ShopSettings["brand"]["texts"]> {
  const all = brand.texts ?? {};
  const changed = Object.entries(tried).map(([locale, texts]) => [
    locale,
    { ...all[locale], [kind]: { ...all[locale]?.[kind], ...texts } },
  ]);
  return { ...all, ...Object.fromEntries(changed) };
}

/** FNV-1a, and the last step of MurmurHash3, so that each bit depends on every letter. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}
