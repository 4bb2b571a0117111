/** The faces of a mail: good news has the shop's own colour; what needs the customer, money and sorry look alike in every shop. */
import type { ShopView, SituationView } from "../view.ts";

export type Mood = SituationView["mood"];

/** How a mail looks that is no good news. */
export interface Face {
  /** Fill of buttons and band, in light and in dark mode. */
  readonly fill: { readonly light: string; readonly dark: string };
  /** Ground of the mail's first part, in light and in dark mode. */
  readonly ground: { readonly light: string; readonly dark: string };
  /** What is not reached yet, on that ground in light mode. */
  readonly rest: string;
}

const FACES: Readonly<Record<Exclude<Mood, "good">, Face>> = {
  needs: {
    fill: { light: "#85480a", dark: "#f0b868" },
    ground: { light: "#fcefd9", dark: "#302412" },
    rest: "#e2caab",
  },
  money: {
    fill: { light: "#2b4a87", dark: "#a9c1f5" },
    ground: { light: "#e8edf7", dark: "#1a2336" },
    rest: "#bec9de",
  },
  sorry: {
    fill: { light: "#893154", dark: "#f2a8c0" },
    ground: { light: "#f8e9ee", dark: "#321c25" },
    rest: "#e0c1cc",
  },
};

/** Returns the mood of a mail that is not the news of its situation: nothing unpaid, failed or late looks like good news. */
export function moodBeside({ mood, is_late }: SituationView): Mood {
  return mood === "money" || is_late ? mood : "good";
}

/** Returns the shop as mails of that mood show it. */
export function shopInMood(shop: ShopView, mood: Mood): ShopView {
  if (mood === "good") return shop;
  const { light, dark } = FACES[mood].fill;
  return { ...shop, accent: light, accent_dark: dark };
}

/** Returns null for good news, which has the shop's own face. */
export function faceOf(mood: Mood): Face | null {
  return mood === "good" ? null : FACES[mood];
}
