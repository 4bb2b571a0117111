/** docs/mails.md: every kind of mail, its trigger, what prevents it and who gets it, generated from the code. */
import { MESSAGES, ORDER_KINDS, STANDALONE_KINDS } from "../src/messages/message.ts";
import { TRUE_UNTIL } from "../src/orders/plan/true_until.ts";

export const mailsDoc = [
  "# The mails",
  "",
  "Made by `deno task docs` from the definitions in `src/messages/kinds/`; the plan of `src/orders/plan/` decides. The last column",
  "names the part of the catalogues from which a kind alone speaks ([own words](settings.md#own-words)).",
  "No mail is sent to nobody (`no_address`), about what is longer past than `mail_max_age_days` (`too_old`), or once the",
  "state that called for it has passed (`overtaken`). What is not sent is kept in the ledger with its reason.",
  "What is true only until a moment is not sent past it (`expired`).",
  "",
  "| kind | sent when | not when | true until | to | texts |",
  "|---|---|---|---|---|---|",
  ...ORDER_KINDS.map((kind) => {
    const { sent_when, not_when, reader, section } = MESSAGES[kind];
    const to = reader === "recipient" ? "customer; of a present the recipient" : "customer";
    return `| \`${kind}\` | ${sent_when} | ${not_when} | ${
      TRUE_UNTIL[kind].doc
    } | ${to} | \`${section}.…\` |`;
  }),
  "",
  "## The text messages",
  "",
  "`bounce_sms`, where the shop wants it (`bounce_sms`): to a customer whose address takes no mail, once for each address that",
  "failed, outside quiet hours. Not when the confirmation is known to have arrived, everything is home, the order is cancelled or",
  "older than `mail_max_age_days`, the address was corrected meanwhile (`overtaken`), or there is no number that takes texts",
  "(`no_number`). It leads to a page where the customer, who must know the postal code of the delivery, gives another address.",
  "",
  "`shipment_sms`, where the shop offers it (`shipment_sms`) and the customer chose it on the page of messages: the parcel left,",
  "comes today, waits to be collected, was delivered, could not be delivered, is held up, has another day or number, says nothing any",
  "more, comes back; and the order is in stock again or comes sooner. Each is told once like its mail, outside quiet",
  "hours, with a link to the order's page. It says the headline and the fact that page and mail say, in at most two segments (three",
  "where the script is outside GSM-7); where the news is not the order's situation, it names that too. It comes beside the mail, or instead of it (the mail is then `by_sms`); where it cannot",
  "be sent within five minutes, or its reader answered STOP, the mail comes after all; after a STOP the suppression list keeps the",
  "number. What a text told in the mail's place is not told again by mail, whatever is chosen later. A present's recipient has the",
  "mail, whatever its payer chose. A number that is not the order's own is proved by a code first. What is chosen holds for later",
  "orders too.",
  "",
  "## The invoice's file",
  "",
  "An invoice travels as PDF on A4: who bills whom, its lines with quantity, price and amount, discounts, shipping, tax, total,",
  "what is left to pay, until when and how (`pay_to`), the legal lines and the number of each page. Its text can be marked and",
  "found. The amounts are the order's; the shop's logo is not on it. The same invoice gives the same bytes. Writing it takes more",
  "processor time than Cloudflare's free plan gives a mail (10 ms): some 70 ms for ten lines, one second for a thousand.",
  "",
  "Latin, Greek, Cyrillic, Hebrew and Arabic are written with fonts that are in the file. Japanese, Chinese and Korean are not:",
  "a font of theirs is larger than the Worker. The file names Adobe's collections for them (Japan1, GB1, Korea1), and the",
  "reader's program takes a font of its own, as all common ones do where the reader's system has one. Emoji and other decoration",
  "are left out. Where any other letter has no font (Thai, Devanagari, Georgian, rare Chinese characters) the mail goes without",
  "the file and does not speak of it: the mail itself says all that the file would, and links to the shop's own document where",
  "the order brings one (`invoice.url`).",
  "",
  "## Notices",
  "",
  "Mails that no order owns. Each is written once under its key, says what it was given, and is suppressed as `expired` once",
  "the time is over until which it is true, or as withdrawn by what came after it. What it says is forgotten when it has left.",
  "",
  "| kind | sent when | not when | to | texts |",
  "|---|---|---|---|---|",
  ...STANDALONE_KINDS.map((kind) => {
    const { sent_when, not_when, to, section } = MESSAGES[kind];
    return `| \`${kind}\` | ${sent_when} | ${not_when} | ${to} | \`${section}.…\` |`;
  }),
  "",
].join("\n");
