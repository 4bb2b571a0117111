/** Checks every state of every page in the browser: no axe fault, nothing wider than the window, usable by the keyboard alone, and a small size. */
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { accessFaults } from "./access.ts";
import { type Device, photograph, pose, type Scheme, SCHEMES, type Studio } from "./browser.ts";

const OUT = "dist/flows";
const PAGE_MAX_BYTES = 30_000;
const AXE = await Deno.readTextFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"));
/** The rules of axe for a page; in the dark again only those that look at colours, for nothing else differs there. */
const RULES = {
  light: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
  dark: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
} as const satisfies Record<Scheme, unknown>;

export interface Way {
  readonly name: string;
  readonly device: Device;
  readonly javaScriptEnabled: boolean;
}

export interface Judging {
  readonly studio: Studio;
  readonly way: Way;
  /** `base` is the Worker's address for the browser, `url` its address without a browser. */
  readonly base: string;
  readonly url: URL;
  readonly faults: string[];
}

/** Takes a picture in light, dark, on paper (desktop) or right to left (phone), and adds the faults. */
export async function judge({ studio, way, base, url, faults }: Judging, name: string): Promise<void> {
  const { page } = studio;
  const state = `${name}.${way.name}`;
  const look = async (as: string) => {
    await measure(page, `${state}.${as}`, faults);
    await photograph(studio, `${OUT}/${state}.${as}.png`);
  };
  if (way.javaScriptEnabled) {
    for (const scheme of SCHEMES) {
      await pose(studio, way.device, scheme);
      await look(scheme);
      await axe(page, scheme, `${state}.${scheme}`, faults);
    }
    if (way.device === "desktop") {
      await pose(studio, "paper", "light");
      await look("print");
    }
    await pose(studio, way.device, "light");
    if (way.device === "phone") {
      await page.evaluate("document.documentElement.dir = 'rtl'");
      await look("rtl");
      await page.evaluate("document.documentElement.dir = 'ltr'");
    }
  }
  // The pages of the desk are walked by `deno task pictures`.
  if (way.javaScriptEnabled && !page.url().includes("/admin")) {
    for (const fault of await accessFaults(studio, [way.device])) faults.push(`${state}: ${fault}`);
  }
  const answer = await fetch(new URL(page.url().replace(base, ""), url), {
    headers: { "accept-encoding": "gzip", cookie: await cookieOf(page, base) },
  });
  const html = new TextEncoder().encode(await answer.text());
  const zipped = new Blob([html]).stream().pipeThrough(new CompressionStream("gzip"));
  const size_bytes = (await new Response(zipped).arrayBuffer()).byteLength;
  if (size_bytes > PAGE_MAX_BYTES) faults.push(`${state}: ${size_bytes} bytes, more than ${PAGE_MAX_BYTES}`);
}

/** The short form of `judge`, for pages that no walk acts on: their width and axe, in light and dark. */
export async function glance({ studio, way, faults }: Judging, name: string): Promise<void> {
  if (!way.javaScriptEnabled) return;
  for (const scheme of SCHEMES) {
    await pose(studio, way.device, scheme);
    await measure(studio.page, `${name}.${way.name}.${scheme}`, faults);
    await axe(studio.page, scheme, `${name}.${way.name}.${scheme}`, faults);
  }
  await pose(studio, way.device, "light");
}

async function measure(page: Page, state: string, faults: string[]): Promise<void> {
  const overflow_px = await page.evaluate("document.documentElement.scrollWidth - innerWidth") as number;
  if (overflow_px > 0) faults.push(`${state}: wider than the window by ${overflow_px} px`);
}

interface AxeResult {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Runs axe through the debugger, since the page's own policy blocks scripts. */
async function axe(page: Page, scheme: Scheme, state: string, faults: string[]): Promise<void> {
  if (await page.evaluate("typeof axe") === "undefined") await page.evaluate(AXE);
  const found = await page.evaluate(
    `axe.run(document, { runOnly: ${
      JSON.stringify(RULES[scheme])
    }, iframes: false }).then(({ violations }) => violations)`,
  ) as readonly AxeResult[];
  for (const { id, help, nodes } of found) {
    const where = nodes.slice(0, 2).map((node) => `${node.html}\n  ${node.failureSummary}`).join("\n  ");
    faults.push(`${state}: ${id}: ${help}\n  ${where}`);
  }
}

async function cookieOf(page: Page, base: string): Promise<string> {
  return (await page.context().cookies(base)).map(({ name, value }) => `${name}=${value}`).join("; ");
}
