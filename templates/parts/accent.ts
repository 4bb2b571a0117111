/**
 * Makes a shop's accent colour readable: on its buttons, and as text on light and dark ground. Contrast as WCAG 2.2
 * defines it.
 */

/** The grounds that templates put text on, and the warm greys that go with them. */
export const LIGHT = {
  canvas: "#f6f5f2",
  card: "#ffffff",
  soft: "#f6f5f2",
  ink: "#1d1c1a",
  muted: "#67635d",
  line: "#e7e4de",
};
export const DARK = {
  canvas: "#131211",
  card: "#1d1c1a",
  soft: "#282623",
  ink: "#f3f1ed",
  muted: "#aaa59d",
  line: "#37342f",
};

export interface Accent {
  readonly fill: string;
  /** Black or white, whichever reads better on `fill`. */
  readonly on_fill: string;
  /** The accent as text on the card, moved towards ink until it is readable. */
  readonly text: string;
}

const KEPT_MAX = 64;
/** WCAG 2.2, 1.4.3: the least contrast of text. */
const CONTRAST_MIN = 4.5;
/** Below this contrast a button is invisible on its ground: black in dark mode, cream on white. */
const VISIBLE_MIN = 1.25;
/** The contrast that an invisible colour is moved to: visible, and still recognisable. */
const CONTROL_CONTRAST_MIN = 3;
/** Channels closer than this make a grey, which has no hue worth keeping. */
const GREY_SPREAD_MAX = 24;

export const lightAccent = perLook((accent) => accentOn(accent, LIGHT, "#000000"));
export const darkAccent = perLook((accent) => accentOn(accent, DARK, "#ffffff"));

/**
 * Caches the results of `make` for a shop's colours and fonts: one Worker writes for few shops, and each mail asks
 * several times.
 */
export function perLook<Looks extends readonly string[], Made>(
  make: (...looks: Looks) => Made,
): (...looks: Looks) => Made {
  const kept = new Map<string, Made>();
  return (...looks) => {
    const key = looks.length === 1 ? looks[0]! : looks.join(" ");
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= KEPT_MAX) kept.clear();
    const made = make(...looks);
    kept.set(key, made);
    return made;
  };
}

/**
 * Returns why the footer is unreadable on a shop's `canvas` colour; null when it is readable. The colour is refused,
 * since adjusting it would leave little of it.
 */
export function canvasFault(canvas: string): string | null {
  const ratio = contrast(LIGHT.muted, canvas);
  if (ratio >= CONTRAST_MIN) return null;
  // Rounded down, so that a failing contrast never shows as the required one.
  return `Must give the footer's ${LIGHT.muted} a contrast of >= ${CONTRAST_MIN}: has ${
    Math.floor(ratio * 100) / 100
  }`;
}

/** From 1 (same) to 21 (black on white). */
export function contrast(a: string, b: string): number {
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
}

function accentOn(accent: string, { card, soft }: typeof LIGHT, towards: string): Accent {
  // The shop's colour is kept wherever it is visible: the label on it needs the contrast, not its edge.
  const fill = contrast(accent, card) >= VISIBLE_MIN
    ? accent
    : moved(CONTROL_CONTRAST_MIN, accent, card, towards);
  return {
    fill,
    on_fill: contrast(fill, "#ffffff") >= CONTRAST_MIN ? "#ffffff" : "#000000",
    text: moved(CONTRAST_MIN, accent, soft, towards),
  };
}

/**
 * Returns `colour`, mixed with as little of `towards` as gives the contrast. A grey is replaced completely: a partial
 * mix would look faded.
 */
function moved(contrast_min: number, colour: string, ground: string, towards: string): string {
  if (contrast(colour, ground) >= contrast_min) return colour;
  const values = channels(colour);
  if (Math.max(...values) - Math.min(...values) <= GREY_SPREAD_MAX) return towards;
  for (let share = 0.04; share < 1; share += 0.04) {
    const mixed = mix(colour, towards, share);
    if (contrast(mixed, ground) >= contrast_min) return mixed;
  }
  return towards;
}

function mix(colour: string, other: string, share: number): string {
  const [a, b] = [channels(colour), channels(other)];
  return "#" + a.map((value, index) => {
    const mixed = Math.round(value + ((b[index] ?? 0) - value) * share);
    return mixed.toString(16).padStart(2, "0");
  }).join("");
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
