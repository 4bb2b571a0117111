/**
 * Photographs every mail and page, on phone and desktop, in light and dark, each page also on paper and right to
 * left, into `dist/pictures/`, and checks each with axe. `deno run -A bench/pictures.ts [--readme] [part of a name]`.
 * Nothing is fetched from outside; a CSP violation or a fault fails it.
 */
import { argumentsOf } from "../scripts/command_line.ts";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { DESK_SCRIPT, DESK_SCRIPT_POLICY } from "../src/doors/admin/desk_script.ts";
import { deskStylesheet } from "../templates/admin/desk_stylesheet.ts";
import { devStylesheet, pageStylesheet } from "../templates/pages/stylesheet.ts";
import {
  inStudios,
  launchBrowser,
  openStudio,
  photograph,
  pose,
  SCHEMES,
  SIZES,
  type Studio,
} from "./browser.ts";
import { accessFaults } from "./access.ts";
import { drawing } from "./pictures_cast.ts";
import { deskSheets } from "./pictures_desk.ts";
import { kindSheets } from "./pictures_kinds.ts";
import { sheets } from "./pictures_sheets.ts";

const USAGE = `deno task pictures [--readme] [PART OF A NAME]

Photographs every mail and page, on a phone and a desk, in daylight and dark, into dist/pictures, and lets axe look at each; a
sheet for each kind of mail (kinds_…) and each mood of the page (moods_…) shows it for orders of every sort. Pages are walked by
the keyboard, zoomed to 400 %, shown in forced colours and with reduced motion; what a screen reader is told has names.
PART OF A NAME: those alone whose name holds it.

  --readme    takes the pictures of the README instead`;

argumentsOf({
  name: "deno task pictures",
  usage: USAGE,
  options: { readme: { type: "boolean" } },
  positionals_max: 1,
}, Deno.args);

const OUT = "dist/pictures";
const README = "docs/pictures";
const README_MAX_BYTES = 250_000;
/** Pictures of `README.md`: the sheet, device and scheme, and the file name. */
const CHOSEN = [
  { sheet: "mail_english", size: "desktop", scheme: "light", file: "order_confirmation.png" },
  { sheet: "page_shipped", size: "desktop", scheme: "light", file: "order_page.png" },
  { sheet: "desk_today", size: "desktop", scheme: "light", file: "desk_today.png" },
] as const;
/** The policy that the worker sends with every page of a customer. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' https: data:; frame-src 'self'; form-action 'self'; base-uri 'none'";

/** Makes each frame of a sheet as high as what it shows. */
const WHOLE_FRAMES = `for (const frame of document.querySelectorAll("iframe[srcdoc]")) {
  frame.style.blockSize = "0";
  frame.style.blockSize = frame.contentDocument.documentElement.scrollHeight + "px";
}`;

const AXE = await Deno.readTextFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"));

const faults: string[] = [];
const wanted = Deno.args.find((argument) => !argument.startsWith("--")) ?? "";
const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, serve);
const origin = `http://127.0.0.1:${server.addr.port}`;
const shown = new Map([...sheets(origin), ...await deskSheets(origin), ...kindSheets()]);
await Deno.mkdir(OUT, { recursive: true });
const browser = await launchBrowser();
try {
  if (Deno.args.includes("--readme")) await takeForReadme();
  else await inStudios(browser, [...shown.keys()].filter((name) => name.includes(wanted)), takeSheet);
} finally {
  await browser.close();
  await server.shutdown();
}
for (const fault of faults) console.error(fault);
Deno.exit(faults.length === 0 ? 0 : 1);

async function takeSheet(studio: Studio, name: string): Promise<void> {
  await open(studio, name);
  for (const size of SIZES) {
    for (const scheme of SCHEMES) {
      const shot = `${name}.${size}.${scheme}`;
      await pose(studio, size, scheme);
      await studio.page.evaluate(WHOLE_FRAMES);
      await photograph(studio, `${OUT}/${shot}.png`);
      await judge(studio.page, shot, name.startsWith("mail_"));
    }
  }
  if (/^(?:page_|gone|problem_|desk_)/.test(name)) {
    for (const fault of await accessFaults(studio, SIZES)) faults.push(`${name}: ${fault}`);
  }
  if (name.startsWith("page_")) {
    await pose(studio, "paper", "dark");
    await photograph(studio, `${OUT}/${name}.print.png`);
    await studio.page.evaluate("document.documentElement.dir = 'rtl'");
    for (const size of SIZES) {
      await pose(studio, size, "light");
      await photograph(studio, `${OUT}/${name}.${size}.rtl.png`);
      await judgeWidth(studio.page, `${name}.${size}.rtl`);
    }
  }
  console.log(name);
}

async function takeForReadme(): Promise<void> {
  await Deno.mkdir(README, { recursive: true });
  for (const { sheet, size, scheme, file } of CHOSEN) {
    const studio = await openStudio(browser);
    await open(studio, sheet);
    await pose(studio, size, scheme);
    await photograph(studio, `${README}/${file}`);
    await studio.page.context().close();
    const { size: bytes } = await Deno.stat(`${README}/${file}`);
    if (bytes > README_MAX_BYTES) {
      faults.push(`Cannot show ${file} as it must be <= ${README_MAX_BYTES} bytes: got ${bytes}`);
    }
    console.log(`${README}/${file}: ${bytes} bytes`);
  }
}

async function open({ page }: Studio, name: string): Promise<void> {
  page.removeAllListeners("console");
  page.removeAllListeners("pageerror");
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`${name}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${name}: ${error.message}`));
  await page.goto(`${origin}/sheet/${name}`, { waitUntil: "load" });
  // Loads axe once for each document, not for each picture: it is half a megabyte.
  await page.evaluate(AXE);
}

interface AxeResult {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Judges a mail by its text only; landmarks and page headings belong to the mail program. */
async function judge(page: Page, shot: string, is_mail: boolean): Promise<void> {
  await judgeWidth(page, shot);
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

async function judgeWidth(page: Page, shot: string): Promise<void> {
  const overflow_px = await page.evaluate("document.documentElement.scrollWidth - innerWidth") as number;
  if (overflow_px > 0) faults.push(`${shot}: wider than the window by ${overflow_px} px`);
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
        /^(?:mail|kinds|moods)_/.test(file) ? {} : { "content-security-policy": policyOf(file) },
      );
    case "assets":
      if (file === "desk.js") return answer(DESK_SCRIPT, "text/javascript");
      return answer(stylesheet(file, searchParams.get("accent")), "text/css");
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

function policyOf(sheet: string): string {
  return sheet.startsWith("desk_") ? DESK_SCRIPT_POLICY : PAGE_POLICY;
}

function stylesheet(file: string, accent: string | null): string {
  switch (file) {
    case "desk.css":
      return deskStylesheet.text();
    case "dev.css":
      return devStylesheet.text();
    default:
      return pageStylesheet(accent);
  }
}
