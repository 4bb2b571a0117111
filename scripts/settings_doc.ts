/** docs/settings.md: every setting of a shop with its rule and default, from the schema that reads them. */
import { CATALOGUES } from "../templates/locales/translate.ts";
import { UNSWITCHABLE } from "../src/orders/mail_settings.ts";
import { ShopSettings } from "../src/orders/shop.ts";
import { SHORT_WAYS, WAYS } from "../src/messages/ways.ts";

/** Purpose of each setting; a setting without a text, or a text without a setting, fails the run. */
const MEANINGS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    SHORT_WAYS.map((way) => [
      `shipment_${way}`,
      `Whether customers may choose news of their parcels by ${
        WAYS[way].label
      } beside mail or instead of it; set where the shop connects its account ([channels.md](channels.md))`,
    ]),
  ),
  "name": "As customers know the shop: in subjects, signatures, `From` and `Reply-To`",
  "url": "The shop's home page, behind its name or logo",
  "from.name": "Name of the sender; the shop's where it is not given",
  "from.email": "Address of the sender of every mail",
  "support_email": "Where answers go, and where customers are asked to write",
  "reply_domain":
    "Domain whose mail Email Routing hands to this Worker: answers to mails go to signed addresses there and become cases. Where it is not given, they go to the shop's support",
  "support.hours.days": "Days on which somebody answers, from 1 (Monday) to 7",
  "support.hours.from_hour": "When they begin, in `time_zone`",
  "support.hours.until_hour": "When they end; holidays are those of `rest_days`",
  "support.first_answer_hours": "Working hours within which a customer hears from a person",
  "support.next_answer_hours": "The same for each further message",
  "support.solved_after_days":
    "Days of a customer's silence after an answer, until the case is taken for solved",
  "support.answers_at_once":
    "Whether a mail that asks where the order is, how its address is changed or how goods go back is answered at once with what the order says",
  "support.live_chat":
    "Whether the page of an order lets its customer write with the shop there, once they have proven their mailbox by a code ([chat.md](chat.md))",
  "support.mail_after_minutes":
    "After so many minutes an answer in the live chat goes by mail, once, unless the customer's open page has shown it",
  "support.signature": "Below each answer that is written at the desk",
  "support.canned.title": "Answers that are written once: the name under which the desk offers them",
  "support.canned.locale": "For customers of this language alone; for all where it is not given",
  "support.canned.words":
    "What is written: `{name}`, `{order}`, `{status}`, `{tracking}`, `{me}` and `{shop}` are filled in",
  "locale": "Language of a reader whose own is not known or has no catalogue",
  "time_zone": "Days and hours are told in it",
  "brand.logo_url": "In place of the name at the head of a mail, 28 px high; the name is its alt text",
  "brand.accent":
    "Buttons and marks. Adjusted: what stands on it is black or white, whichever reads better; as text it is moved towards ink until its contrast is 4.5",
  "brand.accent_dark": "The same in the dark; the accent where it is not given. Adjusted alike",
  "brand.canvas":
    "The ground around the sheet in daylight. Refused when it is kept, if the footer's grey has a contrast below 4.5 on it",
  "brand.font": "Of the whole mail: fonts that mail programs have, none is loaded",
  "brand.heading_font":
    "Of headlines, where the mail program keeps the style sheet (Gmail drops it for accounts of other providers)",
  "brand.footer":
    'Words at the foot of every mail but an answer of a person: one for all, or one a language, `{"de": "…", "en": "…"}`',
  "brand.social.name":
    "Where else the shop is found: links by name at the foot of every mail but the one with a code and the answer of a person",
  "brand.social.url": "Its address",
  "brand.form_of_address":
    "How customers are addressed where a language has two forms: Sie or du, usted or tú",
  "brand.texts": "The shop's own words, see below",
  "legal_lines": "At the foot of every mail: company, address, register",
  "channels":
    "Ways out, the first preferred; one that fails is left alone for a while and the next takes over",
  "alerts_email": "Where the shop is told what went wrong; its support where this is not given",
  "desk.emails":
    "Whom Cloudflare Access may let in to this shop's desk: addresses, or `@kontor.example` for a whole domain; nobody where this is not given",
  "country":
    "Where the shop is at home: its holidays, and whether a late order is the customer's to cancel (`US`)",
  "mails.shadow":
    "Shadow mode: everything is recorded, planned, written and judged, and nothing leaves for a customer; see below",
  "mails.kinds": "Kinds of mail ([mails.md](mails.md)) that are not simply on; see below",
  "mails.copies":
    "Addresses that get a copy of each mail of a kind, unseen by its reader (`Bcc`): for services that live on copies, such as reviews or accounting",
  "mails.not_owed.channels":
    "Orders that owe no mails: sold on one of these channels, as the storefront names it (Shopify's `source_name`, WooCommerce's `created_via`, BigCommerce's `external_source` or `order_source`), for one storefront alone as `shopify:pos`, with any ending as `amazon-*`",
  "mails.not_owed.tags": "… or with one of these tags, of the order or of its customer",
  "mails.not_owed.customers": "… or of one of these kinds of customer ([senders.md](senders.md))",
  "mails.not_owed.kinds": "Only these kinds are not owed; all where this is not given",
  "mails.product_in_subject":
    "Whether subjects name what was bought (`Order #1001 is on its way · Wool blanket`), where there is room; never those to the recipient of a present. `false` for goods that nobody else is to read of",
  "mails.receipt_in_confirmation":
    "Whether confirmation and receipt are one mail, where the storefront says that an order is paid at once: a payment within a minute of the order has no receipt of its own, since the confirmation says that it is paid and how",
  "mails.sub_orders":
    "Whether the parts into which a marketplace plugin splits an order (Dokan, WCFM: WooCommerce's `parent_id`) owe mails; otherwise their parcels are news of the order that was split",
  "marketplace_relays":
    "whether orders of marketplaces are written to at the relay address of their buyer (Amazon, eBay, Walmart, bol.com); most marketplaces forbid it",
  "provider_reports":
    "Whether the channels' own reports (delivered, bounced, complained …) come in; with Cloudflare each mail costs one row more",
  "bounce_sms":
    "Whether a customer whose confirmation came back is told by a text message, where there is a number that takes them; needs the `TWILIO_…` secrets",
  "shipment_sms":
    "Whether customers may choose news of their parcel by text message beside mail or instead of it; needs the `TWILIO_…` secrets",
  "digest":
    "A mail every morning with the figures of the day before; counting what was sent costs one row a mail",
  "figures":
    "Whether what was sent and how long it took is counted by kind, for the figures of the API; one row a mail, as `digest` costs already",
  "order_index":
    "Whether the desk lists orders and finds them by name, mail address, telephone, postal code and SKU, by keyed hashes that an erasure takes along; some ten rows an order. Orders of before are put into it by the clock, 50 in a run, from the next half hour on",
  "quotas": "Mails that a channel may take in a day (UTC); what can wait leaves a third for what cannot",
  "warm_up.started_on":
    "The day on which a new domain began to send: 50 mails that day by all channels together, and twice as many each day after; it holds back what can wait, and never what cannot",
  "pay_to":
    "Where customers send a transfer, a line each: holder, bank, IBAN, BIC; stands with the order's number wherever something is open that is paid so, unless the storefront sends an account of its own",
  "storefront_acts":
    "What is done at Shopify or WooCommerce at once when a customer asks for it on the page, with the shop's token there (Shopify: scope `write_orders`, WooCommerce: read and write): `cancel` cancels and refunds to the payment, `address` changes the delivery address. What the storefront refuses waits for a person. `returns`: Shopify's own returns are approved and declined there by what the desk decides (scope `write_returns`)",
  "reorder.url":
    "Address by which the shop's cart is filled, with `{items}` in it; where it is set, a delivered order's page offers to order the same again",
  "reorder.item": "One of the items, with `{sku}` and `{quantity}`; lines without a SKU are left out",
  "reorder.between": "What stands between two items",
  "return_labels":
    'How the label of an approved return is made. `{"by": "url", "url", "qr_url"?}`: the shop\'s own addresses, with `{order}` or `{return}` in them. `{"by": "easypost"`, `"shippo"` or `"shipengine", "to", "parcel", "service"?}`: with the shop\'s token there (secrets `easypost.token`, `shippo.token`, `shipengine.token`; ShipEngine needs `service`, and a `phone` at both ends); `to` has `name`, `company`?, `street`, `more`?, `postal_code`, `city`, `region`?, `country`, `phone`?, `email`?; `parcel` has `weight_g`, `length_cm`, `width_cm`, `height_cm`. `{"by": "shop"}`: a person uploads each label at the desk. Each takes `drop_off`? (where parcels are handed in, one text or one for each language) and `valid_days`? (for which the carrier takes a label). Without it the shop sends a label itself',
  "claims.wait_days":
    "Days from a parcel's arrival, by its carrier's word, for which it may still turn up; on the morning of the last its customer is asked again",
  "claims.remedies": "What a customer may ask for instead of what is missing, damaged or wrong",
  "claims.decided": "Whether a claim is granted at once or waits for a person",
  "claims.at_once_up_to_minor":
    "Value of the claimed items up to which it is granted at once, in minor units; a second claim of one order waits for a person in any case",
  "returns.window_days": "How many days after its delivery something can be sent back",
  "returns.url": "Where a return is started",
  "returns.conditions": "In what state something is taken back, in the shop's own words",
  "returns.exclusions": "What is not taken back, in the shop's own words",
  "returns.how": "How a return works, in the shop's own words",
  "returns.refund_days":
    "Days from the arrival of a return at the shop by which its money is paid back or its exchange is sent: the customer reads that day; 14 where it is left out",
  "returns.paid_by": "Who pays for the way back",
  "returns.excluded_skus": "Articles that are not taken back",
  "returns.since": "Holds for orders from then on: each order keeps the policy under which it was placed",
  "earlier_returns.window_days": "Policies that held before, each with its own `since`",
  "earlier_returns.url": "As above",
  "earlier_returns.conditions": "As above",
  "earlier_returns.exclusions": "As above",
  "earlier_returns.how": "As above",
  "earlier_returns.refund_days": "As above",
  "earlier_returns.paid_by": "As above",
  "earlier_returns.excluded_skus": "As above",
  "earlier_returns.since": "As above",
  "tracking_urls":
    'Where parcels can be followed, by carrier, for numbers without an address: `{"DPD": "https://…/{number}"}`',
  "date_names":
    'Further names of the field in which a line says from when it can leave, beside "Ships on", "Available on", "Release date" and their like',
  "delay_answer_days":
    "Where the law lets the customer choose: so many days after the second notice of a delay, silence is a wish to cancel",
  "rest_days.weekends": "Whether what can wait is kept over the customer's weekend",
  "rest_days.public_holidays":
    "Whether public holidays count without being listed: those of `country` for work, those of the customer's country for what can wait. Days that a region alone keeps are not among them: list them in `holidays` or `closed`",
  "rest_days.closed.from":
    "Days on which the shop is closed, beside its holidays: no working days of `delivery`, and none of `support.hours`. The first of them",
  "rest_days.closed.until": "The last of them; it is one day where this is not given",
  "rest_days.closed.name": "What for; the shop's own note",
  "rest_days.holidays":
    'Days on which what can wait is kept, by the customer\'s country: `{"DE": ["2026-12-25"]}`; those of `country` are no working days of `delivery`',
  "apps":
    "Apps by which stores are connected, by source, such as `shopify`: `client_id` from the Dev Dashboard (the client secret is sealed under the source's name); `api_version` of the store's API (`2026-10`), the one that Waybill was written for where it is not given: the shop is alerted 60 days before it ends, and when webhooks come in another; `topics`: `registered` where Waybill subscribes to them and checks them each night, `declared` where `shopify.app.toml` does",
  "stock.track": "Whether stock is kept by SKU and open orders are judged by it",
  "stock.settle_s": "How many seconds a level may move before any but a new order is judged by it",
  "delivery.days_min":
    "Working days from the order to the door, at least; told when an order brings no date of its own",
  "delivery.days_max": "The same at most",
  "learns_delivery":
    "Whether, with `figures`, an order without a date is told the working days that such orders took (of its service and country, and of the carrier where that is sooner): from the half of them to nine tenths, once 50 arrived within twelve weeks. All others are told `delivery`",
  "schedule.payment_reminder_days":
    "Reminders of an open payment: days after the order, or after the day on which its invoice is due",
  "schedule.stalled_days": "A parcel without a scan for so many days is told",
  "schedule.follow_up_days": "Days after everything arrived; null switches it off",
  "schedule.feedback_days": "Days after everything arrived; null switches it off",
  "schedule.return_window_closing_days": "Days before the time for returns ends; null switches it off",
  "pace.shipments_share_s": "Parcels that leave within so many seconds share one mail",
  "pace.tracking_wait_s": "How many seconds a tracking number is waited for",
  "pace.domain_per_minute":
    "What can wait goes to the mailboxes of one domain (gmail.com) at most so many times a minute; null sets no bound",
  "quiet_hours.from_hour": "What can wait does not come from this hour on, by the customer's clock",
  "quiet_hours.until_hour": "… until this one; equal hours switch it off",
  "withdrawal_days":
    "So many days after the parcels came a customer may withdraw from the contract, 14 in the Union; null where the law gives no such right",
  "returns_approved": "Whether a return that keeps to the policy is approved at once or waits for the shop",
  "stores":
    'Domains of the shop\'s stores, by source: `{"shopify": "nordlicht.myshopify.com"}`. Only this store can install the Shopify app, and only its request may erase the source\'s orders; where there is none, the domain of the store\'s token counts',
  "retention_days":
    "So many days after an order its customer is forgotten; null keeps it until the customer asks",
  "archive_after_days":
    "So many days after the last news of an order that is over it goes into the archive: one object of the bucket, and a line in the database. It is found, shown, changed and erased as before, and comes back with the next news; null keeps every order in the database",
  "books_kept_years":
    "How many years the law makes the shop keep what was bought and paid, without the customer",
  "turnstile.site_key":
    'Where "email me my link" asks whether a person is there; its secret is sealed with the senders\', under `turnstile`',
  "link_days": "How long a link in a mail opens its page",
  "mail_max_age_days": "What is longer past owes no mail: an import must not write to last year's customers",
};

/** The parts of a valibot schema that are read here. */
interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly wrapped?: Schema;
  readonly default?: unknown;
  readonly item?: Schema;
  readonly value?: Schema;
  readonly options?: readonly unknown[];
  readonly pipe?: readonly {
    readonly type: string;
    readonly requirement?: unknown;
    readonly message?: unknown;
    readonly pipe?: NonNullable<Schema["pipe"]>;
  }[];
}

interface Setting {
  readonly path: string;
  readonly rule: string;
  readonly default: string;
}

const settings = settingsOf(ShopSettings as unknown as Schema, "");
const unexplained = settings.filter(({ path }) => !Object.hasOwn(MEANINGS, path)).map(({ path }) => path);
const unknown = Object.keys(MEANINGS).filter((path) => !settings.some((setting) => setting.path === path));
if (unexplained.length + unknown.length > 0) {
  throw new Error(
    `scripts/settings_doc.ts must explain every setting and no other: lacks ${
      unexplained.join(", ") || "none"
    }, ` +
      `has ${unknown.join(", ") || "none"} too many`,
  );
}

function settingsOf(schema: Schema, path: string, fallback = "required"): readonly Setting[] {
  if (schema.wrapped !== undefined) {
    const given = schema.type === "nullable" ? fallback : schema.default;
    return settingsOf(
      schema.wrapped,
      path,
      typeof given === "string" && schema.type === "nullable"
        ? given
        : given === undefined || isEmpty(given)
        ? "none"
        : `\`${JSON.stringify(given)}\``,
    );
  }
  if (schema.entries !== undefined) {
    return Object.entries(schema.entries).flatMap(([name, entry]) =>
      settingsOf(entry, path === "" ? name : `${path}.${name}`)
    );
  }
  if (schema.type === "array" && schema.item?.entries !== undefined) return settingsOf(schema.item, path);
  return [{ path, rule: ruleOf(schema), default: fallback }];
}

/** Returns true for the empty default of a group, whose settings have their own defaults. */
function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function ruleOf(schema: Schema): string {
  switch (schema.type) {
    case "array":
      return `a list${boundOf(schema)} of: ${ruleOf(schema.item!)}`;
    case "record":
      return `by name${schema.value!.type === "record" ? ", " : ": "}${ruleOf(schema.value!)}`;
    case "union":
      return (schema.options as readonly Schema[]).map(ruleOf).join("; or ");
    case "picklist":
      return schema.options!.map((option) => `\`${option}\``).join(", ");
    case "optional":
    case "nullable":
      return ruleOf(schema.wrapped!);
    default:
      return `${schema.type === "string" ? "text" : schema.type}${boundOf(schema)}`;
  }
}

function boundOf(schema: Schema): string {
  const rules = rulesOf(schema);
  return rules.length === 0 ? "" : ` (${rules.join(", ")})`;
}

/** Returns the rules in the schema's pipe, besides the type; a pipe may begin with another schema. */
function rulesOf({ type, pipe = [] }: Schema): readonly string[] {
  return pipe.flatMap((step) => {
    if (step.pipe !== undefined) return rulesOf(step);
    if (typeof step.message === "string") return [step.message.replace(/^Must /, "must ")];
    switch (step.type) {
      case "url":
        return ["a URL"];
      case "integer":
        return ["whole"];
      case "min_value":
        return [`>= ${step.requirement}`];
      case "max_value":
        return [`<= ${step.requirement}`];
      case "max_length":
        return [`<= ${step.requirement} ${type === "string" ? "characters" : "entries"}`];
      default:
        return [];
    }
  });
}

const languages = Object.keys(CATALOGUES).map((language) => `\`${language}\``).join(", ");

export const settingsDoc = [
  "# A shop's settings",
  "",
  "Made by `deno task docs` from `src/orders/shop.ts`, which reads them from the `shops` table. Whoever keeps new ones reads",
  "them by `CheckedShopSettings` (`src/mail/view/shop_check.ts`), which also judges colours and own words and names every fault by",
  "its path. A change is seen within 30 seconds.",
  "",
  "| setting | what | rule | default |",
  "|---|---|---|---|",
  ...settings.map(({ path, rule, default: fallback }) =>
    `| \`${path}\` | ${MEANINGS[path]} | ${rule} | ${fallback} |`
  ),
  "",
  "## Which mails go",
  "",
  "```json",
  '{"mails": {',
  '  "kinds": {"order_confirmation": "off", "feedback_request": "shadow"},',
  '  "copies": {"shipment_delivered": ["kontor+1a2b@invite.reviews.example"]},',
  '  "not_owed": [{"channels": ["amazon-*", "shopify:pos"]}, {"customers": ["wholesale"], "kinds": ["feedback_request"]}]',
  "}}",
  "```",
  "",
  "- **A kind that is `off`** is not sent. The ledger and the desk say `switched_off`, `by_rule` for orders of `mails.not_owed`, and `sub_order`",
  "  for a part of a split order. Later mails build on what such a mail would have said, since the shop's own system tells it.",
  `  These cannot be switched off: ${
    UNSWITCHABLE.map((kind) => `\`${kind}\``).join(", ")
  }. A person waits for them, or the law or the shop does.`,
  "- **In a rule of `mails.not_owed`** each condition that is given must hold, and of each list one entry.",
  "- **A kind in `shadow`**, and with `mails.shadow` every kind that is on, is planned, written and judged at its time, and kept instead of",
  "  sent. The desk lists what would have gone, with its preview. Mails to the shop, and those that cannot be switched off, leave as always.",
  "- **Switching on brings no storm.** What was held back stays unsent; what falls due afterwards leaves. A mail that waited for a later",
  "  time is judged when that time comes. A mail never speaks of a date that only a mail in shadow mode named.",
  "- **What becomes of a copy** (a bounce, a complaint) says nothing of the customer's mail. A copy holds the customer's link like the mail itself.",
  "",
  "## Own words",
  "",
  "`brand.texts` puts the shop's words in the place of the catalogue's in mails, pages, documents and text messages, by locale, kind",
  "of message or section of the catalogue, and name, without touching a template:",
  "",
  "```json",
  '{"de": {"order_confirmation": {"subject": "Notiert: {number}", "headline": "Dank dir, {name}!"}, "page": {"next": "Und dann:"}, "text": {"shipped": "{shop}: rollt. {url}"}}}',
  "```",
  "",
  `A locale is a language that mails are written in (${languages}) or one of its regions (\`de-AT\`), which`,
  "comes first. The names of a kind are those of its part (see [mails.md](mails.md)) of `templates/locales/en.json`, which also shows its variables; `text` holds the",
  "text messages, and any other part (`page`, `status`, `mail`, `act` …) of it or of `templates/locales/pages/en.json` can be named as it is. A",
  "text is an ICU message on one line. It is refused when it is kept if its kind or section has no such name, if it is no ICU message, if",
  "it uses a variable that the usual text does not have, or shows one as a date or plural where the usual text does not; it",
  "may leave variables out. Should one still lack a variable when a mail is written, that mail fails with its reason in the",
  "ledger and does not leave.",
  "",
].join("\n");
