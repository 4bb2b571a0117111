/**
 * Checks the chosen mails in a browser: photographs, contrast of every text in light and dark, and the layout with
 * images off.
 */
import {
  inStudios,
  launchBrowser,
  photograph,
  pose,
  type Scheme,
  SCHEMES,
  SIZES,
  type Studio,
} from "../browser.ts";
import { OUT } from "./files.ts";
import type { WrittenMail } from "./mail_set.ts";
import type { CheckResult } from "./check_report.ts";

/** WCAG 2.2, 1.4.3 */
const CONTRAST_MIN = 4.5;
/** Shifts up to this size come from rounded fractions of a pixel, not from the layout. */
const SHIFT_MAX_PX = 2;

/** A text of the mail and its contrast with its background. */
interface Contrast {
  readonly text: string;
  readonly ratio: number;
}

/** Writes PNG files beside the mails, phone and desktop, light and dark; returns their names below `OUT`. */
export async function photographMails(chosen: readonly WrittenMail[]): Promise<readonly string[]> {
  const files: string[] = [];
  const browser = await launchBrowser();
  await inStudios(browser, chosen, async (studio, { path }) => {
    await open(studio, path);
    for (const size of SIZES) {
      for (const scheme of SCHEMES) {
        await pose(studio, size, scheme);
        await photograph(studio, `${OUT}/${path}.${size}.${scheme}.png`);
        files.push(`${path}.${size}.${scheme}.png`);
      }
    }
  });
  await browser.close();
  return files.sort();
}

export async function checkInBrowser(chosen: readonly WrittenMail[]): Promise<CheckResult> {
  const rows: Record<string, string | number>[] = [];
  const faults: string[] = [];
  const browser = await launchBrowser().catch(() => null);
  if (browser === null) {
    return {
      check: "in a browser",
      rows,
      faults,
      skipped: "Chromium cannot be started: contrast was skipped",
    };
  }
  await inStudios(browser, chosen, async (studio, { path }) => {
    await open(studio, path);
    const least: Partial<Record<Scheme, number>> = {};
    for (const scheme of SCHEMES) {
      await pose(studio, "desktop", scheme);
      const found = await studio.page.evaluate(CONTRASTS) as readonly Contrast[];
      least[scheme] = Math.min(...found.map(({ ratio }) => ratio));
      for (const { text, ratio } of found.filter(({ ratio }) => ratio < CONTRAST_MIN)) {
        faults.push(`${path}: contrast must be >= ${CONTRAST_MIN} (${scheme}): ${ratio} in “${text}”`);
      }
    }
    await pose(studio, "phone", "light");
    const [wider_px, shift_px] = await studio.page.evaluate(IMAGES_OFF) as [number, number];
    if (wider_px > 0) faults.push(`${path}: wider than a phone by ${wider_px} px`);
    if (shift_px > SHIFT_MAX_PX) faults.push(`${path}: without images words move by ${shift_px} px`);
    rows.push({ mail: path, light: least.light!, dark: least.dark!, images_off_shift_px: shift_px });
  });
  await browser.close();
  return { check: "in a browser: least contrast, images off", rows, faults };
}

async function open({ page }: Studio, path: string): Promise<void> {
  await page.goto(`file://${Deno.cwd()}/${OUT}/${path}.html`, { waitUntil: "load" });
}

/**
 * Runs in the page: returns each visible text node's colour and the background below it, with translucent layers
 * combined.
 */
const CONTRASTS = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((value, i) => value * a / 255 + below[i] * (1 - a / 255));
  const luminance = (colour) => {
    const [r, g, b] = colour.map((value) => value / 255)
      .map((share) => share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    const layers = [];
    for (let at = element; at !== null; at = at.parentElement) {
      const layer = rgba(getComputedStyle(at).backgroundColor);
      layers.push(layer);
      if (layer[3] === 255) break;
    }
    const base = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
    return layers.reverse().reduce((below, layer) => over(layer, below), base);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    const text = textContent.replace(/[\\s\\u00a0\\u200c]+/g, " ").trim();
    if (text === "" || !parentElement.checkVisibility() || parentElement.closest("script,style")) continue;
    const ground = groundOf(parentElement);
    const [dim, bright] = [luminance(over(rgba(getComputedStyle(parentElement).color), ground)), luminance(ground)]
      .sort((a, b) => a - b);
    found.push({ text: text.slice(0, 40), ratio: Math.floor((bright + 0.05) / (dim + 0.05) * 100) / 100 });
  }
  return found;
})()`;

/**
 * Runs in the page: removes the images and returns how much wider than the window the page is, and how far any text
 * moved.
 */
const IMAGES_OFF = `(async () => {
  const places = () => [...document.querySelectorAll("td")].map((cell) => {
    const { x, y, width } = cell.getBoundingClientRect();
    return [x, y, width];
  });
  const before = places();
  await Promise.all([...document.images].map((image) => new Promise((gone) => {
    image.addEventListener("error", gone, { once: true });
    image.src = "data:,";
  })));
  const after = places();
  const shift = Math.max(0, ...before.flatMap((place, i) => place.map((value, j) => Math.abs(value - after[i][j]))));
  return [document.documentElement.scrollWidth - innerWidth, Math.round(shift)];
})()`;
