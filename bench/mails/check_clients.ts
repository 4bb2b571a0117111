/** Checks that Gmail, Outlook and Apple Mail support what the mail needs, by the data in caniemail.com's package. */
import { caniemail, type CanIEmailOptions } from "caniemail";
import { distinctBones } from "./bones.ts";
import type { WrittenMail } from "./mail_set.ts";
import type { CheckResult } from "./check_report.ts";

/** Excludes Windows Mail, which Microsoft ended in 2024. */
/** Of a kind that the library reads, and its type leaves out: `!(…)`. */
const CLIENTS = [
  "gmail.*",
  "outlook.!(windows-mail)",
  "apple-mail.*",
] as unknown as CanIEmailOptions["clients"];

/** Features that a client may lack, since the mail is complete without them. `clients`: a pattern of whole names. */
interface Allowance {
  readonly feature: string | RegExp;
  readonly clients: RegExp;
  readonly why: string;
}

const ALLOWED: readonly Allowance[] = [
  {
    feature: /./,
    clients: /gmail\.mobile-webmail/,
    why: "the basic page for old phones drops every style: tables, words and links remain",
  },
  {
    feature: /^color-scheme (CSS property|meta tag)/,
    clients: /.*/,
    why: "says that the mail has a dark dress; who does not ask keeps the light one or inverts it",
  },
  {
    feature: /^(@media|Attribute selector|Descendant combinator)/,
    clients: /outlook\..*/,
    why: "dark mode and phones only; the inline styles are the desk's daylight",
  },
  { feature: "border-radius", clients: /outlook\.windows/, why: "square corners" },
  {
    feature: "text-wrap",
    clients: /(?:gmail|outlook)\..*/,
    why: "even lines of the headline; elsewhere each is as full as it can be",
  },
  { feature: "white-space", clients: /outlook\.windows/, why: "a short value beside its label may break" },
  { feature: "object-fit", clients: /outlook\..*/, why: "pictures are square by their attributes" },
  {
    feature: /^(max-height property|overflow)/,
    clients: /outlook\.windows/,
    why: "hides the preheader a second time, after display:none and mso-hide:all",
  },
  {
    feature: /^<body> element/,
    clients: /outlook\.macos/,
    why: "the outer table bears the same ground and language",
  },
];

export function checkClients(mails: readonly WrittenMail[]): CheckResult {
  const excused = new Map<Allowance, number>();
  const faults: string[] = [];
  const bones = distinctBones(mails);
  for (const { written: { path, mail }, count } of bones) {
    const { issues } = caniemail({ clients: CLIENTS, html: mail.html });
    const met = new Set<Allowance>();
    for (const [client, found] of issues.errors) {
      for (const feature of new Set(found.map(({ title }) => title))) {
        const allowance = ALLOWED.find((one) => allows(one, client, feature));
        if (allowance === undefined) {
          faults.push(`${path} and ${count - 1} alike: ${client} has no ${feature}`);
        } else met.add(allowance);
      }
    }
    for (const allowance of met) excused.set(allowance, (excused.get(allowance) ?? 0) + count);
  }
  return {
    check: `mail clients (${CLIENTS.join(", ")})`,
    rows: ALLOWED.map((one) => ({
      allowed: String(one.feature),
      in: one.clients.source,
      mails: excused.get(one) ?? 0,
      why: one.why,
    })),
    faults,
  };
}

function allows({ feature, clients }: Allowance, client: string, title: string): boolean {
  if (!new RegExp(`^(?:${clients.source})$`).test(client)) return false;
  return typeof feature === "string" ? title.startsWith(feature) : feature.test(title);
}
