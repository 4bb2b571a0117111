/** Words the live chat of an order's page: what was said, and truthfully when somebody answers. Pure. */
import type { ChatView, SaidView } from "../../../templates/page_view.ts";
import { afterWorkingHours, isOpenAt, opensAt } from "../../cases/clocks.ts";
import { maskEmail } from "../../customers/mask.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { Wording } from "../format/amounts.ts";
import { momentText, weekMomentText } from "../format/dates.ts";
import { oneLine, paragraphsOf } from "../format/text.ts";

/** One conversation about the order, as the shop keeps it. */
export interface Conversation {
  readonly id: string;
  readonly topic: string;
  readonly is_open: boolean;
  readonly messages: readonly {
    readonly at_ms: number;
    readonly author: "customer" | "shop";
    /** Who answered, by the name that colleagues see. */
    readonly person: string | null;
    readonly words: string;
    /** True where the shop asks something with it. */
    readonly asks: boolean;
  }[];
}

export interface ChatFacts {
  /** The case that the chat continues; null before the first word. */
  readonly case_id: string | null;
  readonly version: string;
  readonly answered_at: number;
  /** Working hours within which four of five answers came; null until enough are measured. */
  readonly usual_hours: number | null;
  /** The customer's address. */
  readonly email: string;
}

const HOUR_MS = 3_600_000;
/** A measured time below this is said in these steps, each rounded up. */
const MINUTES_STEP = 5;

interface ChatPage {
  readonly shop: ShopSettings;
  readonly conversations: readonly Conversation[];
  readonly proven: boolean;
  /** `/o/<token>` */
  readonly path: string;
  readonly now_ms: number;
}

export function chatView(
  { shop, proven, path, conversations, now_ms }: ChatPage,
  { case_id, version, answered_at, usual_hours, email }: ChatFacts,
  words: Wording,
): ChatView {
  const conversation = proven ? conversations.find(({ id }) => id === case_id) : undefined;
  return {
    path: `${path}/chat`,
    hours: hoursLines(shop, usual_hours, words, now_ms),
    prove_path: proven ? null : `${path}/prove?for=chat`,
    said: saidViews(conversation, shop, words),
    version: proven ? version : "",
    answered_at,
    email: maskEmail(email),
  };
}

export function saidViews(
  conversation: Pick<Conversation, "messages"> | undefined,
  shop: ShopSettings,
  words: Wording,
): readonly SaidView[] {
  return conversation?.messages.map((one) => saidView(one, shop, words)) ?? [];
}

export function saidView(
  { at_ms, author, person, words }: Conversation["messages"][number],
  shop: ShopSettings,
  { t, locale }: Wording,
): SaidView {
  return {
    author: author === "customer" ? t("page.you") : answererName(person, shop),
    own: author === "customer",
    at: momentText(locale, shop.time_zone, new Date(at_ms).toISOString()),
    words: paragraphsOf(words),
  };
}

/** Returns the name under which customers see who answers: colleagues' own addresses are not theirs to see. */
export function answererName(person: string | null, shop: ShopSettings): string {
  return person === null || person.includes("@") ? shop.name : oneLine(person);
}

/** Says nothing of a time that is not measured, and names no time that counts working hours while nobody is there. */
export function hoursLines(
  shop: ShopSettings,
  usual_hours: number | null,
  { t, locale }: Pick<Wording, "t" | "locale">,
  now_ms: number,
): readonly string[] {
  if (!isOpenAt(shop, now_ms)) {
    return [t("chat.back", { time: weekMomentText(locale, shop.time_zone, opensAt(shop, now_ms)) })];
  }
  if (usual_hours === null) return [];
  const within_ms = afterWorkingHours(shop, now_ms, usual_hours) - now_ms;
  if (within_ms < HOUR_MS) {
    const minutes = Math.ceil(within_ms / 60_000 / MINUTES_STEP) * MINUTES_STEP;
    return [t("chat.minutes", { minutes: Math.max(MINUTES_STEP, minutes) })];
  }
  return [t("asked.lead_hours", { hours: Math.ceil(within_ms / HOUR_MS) })];
}
