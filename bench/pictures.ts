/**
 * Photographs of every mail and page, on a phone and a desk, in daylight and dark, into `dist/pictures/`; and axe's verdict on each.
 * `deno run -A bench/pictures.ts [--readme] [part of a name]`. Nothing is fetched from outside; a CSP violation or a fault fails it.
 */
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { devStylesheet, pageStylesheet } from "../templates/pages/stylesheet.ts";
import { drawing } from "./pictures_cast.ts";
import { sheets } from "./pictures_sheets.ts";

const OUT = "dist/pictures";
const README = "docs/pictures";
const README_MAX_BYTES = 200_000;
const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 },
} as const;
const SCHEMES = ["light", "dark"] as const;
/** The page that people keep on paper. */
const PRINTED = "page_shipped";
/** What `README.md` shows: the sheet, how it is taken, and the file it becomes. */
const CHOSEN = [
  { sheet: "mail_english", size: "desktop", scheme: "light", file: "order_confirmation.png" },
  { sheet: "page_shipped", size: "desktop", scheme: "light", file: "order_page.png" },
] as const;
/** As the worker sends it with every page. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' https: data:; frame-src 'self'; form-action 'self'; base-uri 'none'";

const AXE = await Deno.readTextFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"));

const faults: string[] = [];
const wanted = Deno.args.find((argument) => !argument.startsWith("--")) ?? "";
const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, serve);
const origin = `http://127.0.0.1:${server.addr.port}`;
const shown = sheets(origin);
await Deno.mkdir(OUT, { recursive: true });
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: FLAGS.split(" ") });
try {
  if (Deno.args.includes("--readme")) await takeForReadme(browser);
  else await takeAll(browser);
} finally {
  await browser.close();
  await server.shutdown();
}
for (const fault of faults) console.error(fault);
Deno.exit(faults.length === 0 ? 0 : 1);

async function takeAll(browser: Browser): Promise<void> {
  for (const name of shown.keys()) {
    if (!name.includes(wanted)) continue;
    for (const [size, device] of Object.entries(SIZES)) {
      for (const scheme of SCHEMES) {
        const shot = `${name}.${size}.${scheme}`;
        const page = await open(browser, name, shot, { ...device, colorScheme: scheme });
        await page.screenshot({ path: `${OUT}/${shot}.png`, fullPage: true });
        await judge(page, shot, name.startsWith("mail_"));
        if (name === PRINTED && size === "desktop") {
          await page.emulateMedia({ media: "print" });
          await page.setViewportSize({ width: 720, height: 1018 });
          await page.screenshot({ path: `${OUT}/${name}.print.${scheme}.png`, fullPage: true });
        }
        await page.context().close();
      }
    }
    console.log(name);
  }
}

async function takeForReadme(browser: Browser): Promise<void> {
  await Deno.mkdir(README, { recursive: true });
  for (const { sheet, size, scheme, file } of CHOSEN) {
    const page = await open(browser, sheet, file, { ...SIZES[size], colorScheme: scheme });
    await page.screenshot({ path: `${README}/${file}`, fullPage: true });
    await page.context().close();
    const { size: bytes } = await Deno.stat(`${README}/${file}`);
    if (bytes > README_MAX_BYTES) {
      faults.push(`Cannot show ${file} as it must be <= ${README_MAX_BYTES} bytes: got ${bytes}`);
    }
    console.log(`${README}/${file}: ${bytes} bytes`);
  }
}

async function open(
  browser: Browser,
  name: string,
  shot: string,
  options: Parameters<Browser["newContext"]>[0],
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`${shot}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${shot}: ${error.message}`));
  await page.goto(`${origin}/sheet/${name}`, { waitUntil: "load" });
  const overflow_px = await page.evaluate("document.documentElement.scrollWidth - innerWidth") as number;
  if (overflow_px > 0) faults.push(`${shot}: wider than the window by ${overflow_px} px`);
  return page;
}

interface AxeResult {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** A mail is judged on the words in it; landmarks and a page's headings are the mail program's own. */
async function judge(page: Page, shot: string, is_mail: boolean): Promise<void> {
  await page.evaluate(AXE);
  const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", ...(is_mail ? [] : ["best-practice"])];
  const found = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then(({ violations }) => violations)`,
  ) as readonly AxeResult[];
  for (const { id, help, nodes } of found) {
    faults.push(
      `${shot}: ${id}: ${help}\n  ${
        nodes.slice(0, 3).map((node) => `${node.html}\n  ${node.failureSummary}`).join("\n  ")
      }`,
    );
  }
}

function serve(request: Request): Response {
  const { pathname, searchParams } = new URL(request.url);
  const [, folder = "", file = ""] = pathname.split("/");
  const answer = (body: string | null | undefined, type: string, headers: Record<string, string> = {}) =>
    body === null || body === undefined
      ? new Response("not here", { status: 404 })
      : new Response(body, { headers: { "content-type": `${type}; charset=utf-8`, ...headers } });
  switch (folder) {
    case "sheet":
      return answer(
        shown.get(file),
        "text/html",
        file.startsWith("mail_") ? {} : { "content-security-policy": POLICY },
      );
    case "assets":
      return answer(
        file === "dev.css" ? devStylesheet() : pageStylesheet(searchParams.get("accent")),
        "text/css",
      );
    case "product":
      return answer(drawing(file.replace(".svg", "")), "image/svg+xml");
    case "favicon.ico":
      return new Response(null, { status: 204 });
    case "dev":
      return answer(shown.get("mail_english"), "text/html");
    default:
      return answer(null, "text/plain");
  }
}

async function chromiumPath(): Promise<string> {
  const { stdout } = await new Deno.Command("sh", { args: ["-c", "command -v chromium"] }).output();
  return new TextDecoder().decode(stdout).trim();
}
