/** The faces of a mail: good news has the shop's own colour; what needs the customer, money and sorry look alike in every shop. */
import type { ShopView, SituationView } from "../view.ts";

export type Mood = SituationView["mood"];

/** Fill of buttons and band, in light and in dark mode. */
const FILLS: Readonly<Record<Exclude<Mood, "good">, { readonly light: string; readonly dark: string }>> = {
  needs: { light: "#85480a", dark: "#f0b868" },
  money: { light: "#2b4a87", dark: "#a9c1f5" },
  sorry: { light: "#893154", dark: "#f2a8c0" },
};

/** Returns the mood of a mail that is not the news of its situation: nothing unpaid, failed or late looks like good news. */
export function moodBeside({ mood, is_late }: SituationView): Mood {
  return mood === "money" || is_late ? mood : "good";
}

/** Returns the shop as mails of that mood show it. */
export function shopInMood(shop: ShopView, mood: Mood): ShopView {
  if (mood === "good") return shop;
  const { light, dark } = FILLS[mood];
  return { ...shop, accent: light, accent_dark: dark };
}

/** Returns the colour of the band above the mail; null for good news, which has none. */
export function bandOf(mood: Mood): string | null {
  return mood === "good" ? null : FILLS[mood].light;
}
