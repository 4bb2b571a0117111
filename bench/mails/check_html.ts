/**
 * Checks with html-validate that browsers and screen readers can use the HTML, and that it works without its images.
 */
import { HtmlValidate } from "html-validate";
import { distinctBones } from "./bones.ts";
import type { WrittenMail } from "./mail_set.ts";
import type { CheckResult } from "./check_report.ts";

/** Rules that mail clients make impossible to follow, each with its reason. */
const ALLOWED = {
  "no-deprecated-attr":
    "Outlook's Word engine takes width, align, bgcolor and cellpadding from attributes alone",
  "no-inline-style": "Gmail drops the style element in mails that it clips or forwards",
  "no-conditional-comment": "the only way to speak to Outlook for Windows alone",
  "presentation-role-style": "role=none is not known to older screen readers",
  "prefer-tbody": "no client asks for it, and every row would pay for it",
  "void-style": "hono/jsx closes void elements itself",
  "doctype-style": "lower case is as good to every parser",
  "long-title": "the title is the subject, and orders have the numbers they have",
  "tel-non-breaking": "numbers of orders and parcels look like telephone numbers to it",
} as const;

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: Object.fromEntries(Object.keys(ALLOWED).map((rule) => [rule, "off"])),
});

export async function checkHtml(mails: readonly WrittenMail[]): Promise<CheckResult> {
  const rows: Record<string, string | number>[] = [];
  const faults: string[] = mails.flatMap(({ path, mail }) =>
    imageFaults(mail.html).map((fault) => `${path}: ${fault}`)
  );
  const bones = distinctBones(mails);
  for (const { written: { path, mail }, count } of bones) {
    const { results } = await validator.validateString(mail.html);
    for (const { ruleId, message, line, column } of results.flatMap(({ messages }) => messages)) {
      faults.push(`${path}:${line}:${column} and ${count - 1} alike: ${ruleId}: ${message}`);
    }
  }
  const images = mails.flatMap(({ mail }) => imagesOf(mail.html));
  rows.push({ what: "mails", count: mails.length }, {
    what: "structures put before html-validate",
    count: bones.length,
  });
  rows.push({ what: "images with alt and size", count: images.length });
  rows.push({ what: "rules allowed to be broken", count: Object.keys(ALLOWED).length });
  return { check: "HTML and images", rows, faults };
}

/** Finds images without a text, which say nothing when images are off, or without a size, which let the layout jump. */
function imageFaults(html: string): readonly string[] {
  const missing = imagesOf(html).flatMap((image) => [
    ...(/ alt="[^"]*"/.test(image) ? [] : [`an image must have alt: ${image}`]),
    ...(/ height="\d+"/.test(image) ? [] : [`an image must have its height: ${image}`]),
  ]);
  const grounds = /background(-image)?:[^;"}]*url\(/i.test(html) ? ["no ground may be an image"] : [];
  return [...missing, ...grounds];
}

function imagesOf(html: string): readonly string[] {
  return html.match(/<img\b[^>]*>/g) ?? [];
}
