/**
 * The system's Chromium for pictures: opens a page once, then shows it on every device and in light and dark. It
 * judges nothing; the caller decides what a picture must show.
 */
import {
  type Browser,
  type BrowserContextOptions,
  type CDPSession,
  chromium,
  type Page,
} from "playwright-core";

const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

const DEVICES = {
  phone: { width: 390, height: 844, deviceScaleFactor: 2 },
  desktop: { width: 1280, height: 900, deviceScaleFactor: 1 },
  paper: { width: 720, height: 1018, deviceScaleFactor: 1 },
} as const;
export type Device = keyof typeof DEVICES;
export const SIZES = ["phone", "desktop"] as const;
export const SCHEMES = ["light", "dark"] as const;
export type Scheme = (typeof SCHEMES)[number];

/** A page, and the debugger session that changes the device on which it is shown. */
export interface Studio {
  readonly page: Page;
  readonly session: CDPSession;
}

export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return await chromium.launch({
    executablePath: await chromiumPath(),
    args: [...FLAGS.split(" "), ...more],
  });
}

export async function openStudio(browser: Browser, options?: BrowserContextOptions): Promise<Studio> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  return { page, session: await context.newCDPSession(page) };
}

/** Shows the open document on a device, in light or dark, or on paper as in print, without loading it again. */
export async function pose({ session }: Studio, device: Device, scheme: Scheme): Promise<void> {
  await session.send("Emulation.setDeviceMetricsOverride", { ...DEVICES[device], mobile: false });
  await session.send("Emulation.setEmulatedMedia", {
    media: device === "paper" ? "print" : "screen",
    features: [{ name: "prefers-color-scheme", value: scheme }],
  });
}

/** How often a picture is asked for: on a busy machine Chromium now and then takes none, whatever the page. */
const PICTURES_MAX = 3;

/**
 * Writes the whole document as a PNG. Playwright's own screenshot waits for several more frames, each a repaint
 * without a GPU. Throws what Chromium says when it takes none in three tries; each that failed is printed.
 */
export async function photograph({ page, session }: Studio, path: string): Promise<void> {
  const [width, height] = await page.evaluate(
    "[innerWidth, Math.max(innerHeight, document.documentElement.scrollHeight)]",
  ) as [number, number];
  for (let taken = 1;; taken += 1) {
    try {
      const { data } = await session.send("Page.captureScreenshot", {
        format: "png",
        captureBeyondViewport: true,
        clip: { x: 0, y: 0, width, height, scale: 1 },
      });
      return await Deno.writeFile(path, Uint8Array.fromBase64(data));
    } catch (error) {
      if (taken === PICTURES_MAX) throw error;
      console.log(`${path}: no picture at try ${taken}: ${error}`);
    }
  }
}

/** Hands every item, in order, to one of as many studios as there are cores. */
export async function inStudios<Item>(
  browser: Browser,
  items: Iterable<Item>,
  take: (studio: Studio, item: Item) => Promise<void>,
  options?: BrowserContextOptions,
): Promise<void> {
  const queue = [...items];
  const count = Math.max(1, Math.min(navigator.hardwareConcurrency, queue.length));
  await Promise.all(Array.from({ length: count }, async () => {
    const studio = await openStudio(browser, options);
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await take(studio, item);
    await studio.page.context().close();
  }));
}

async function chromiumPath(): Promise<string> {
  const { stdout } = await new Deno.Command("sh", { args: ["-c", "command -v chromium"] }).output();
  return new TextDecoder().decode(stdout).trim();
}
