/** What a customer asked for is told once and by one word at page, mail, text part, history line and text message: in random lives. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { OrderKind } from "../../src/messages/message.ts";
import { returnAbout } from "../../src/orders/plan/about.ts";
import { RETURN_STEPS, returnProgress } from "../../src/orders/return_progress.ts";
import { SHOP } from "../support/cast.ts";
import { anyAskingLife } from "../support/asking_life.ts";
import { type Left, lived, screenOf, type Shown, type Step } from "../support/lived.ts";
import { againstTheSituation, at, otherGlance } from "../support/one_situation.ts";
import { runs } from "../support/runs.ts";

const numRuns = runs({ commit: 120, full: 2_000 });
const DAY_MS = 86_400_000;

test(
  "whatever is asked and decided, each moment has one situation, and it says what follows and by when",
  () => {
    const steps_seen = new Set<string>();
    const claims = new Set<string>();
    fc.assert(
      fc.property(anyAskingLife, (steps) => {
        const { mails, pages } = lived(steps, steps.at(-1)!.at_ms + 20 * DAY_MS);
        for (const { page } of pages) {
          if (page.situation.returning !== null) steps_seen.add(page.situation.returning.step);
          if (page.situation.is_claim) claims.add(page.situation.headline);
        }
        const wrong = [
          ...mails.flatMap((
            mail,
          ) => [...againstTheSituation(mail), ...againstTheReturn(mail), ...tooEarly(mail)]),
          ...pages.flatMap((shown) => [...otherGlance(shown), ...wrongOn(shown)]),
        ];
        if (wrong.length > 0) expect.fail(`${wrong.join("\n")}\n\nin this life:\n${inShort(steps)}\n`);
      }),
      { numRuns },
    );
    // Otherwise the lives say nothing of what they are for.
    expect(RETURN_STEPS.filter((step) => !steps_seen.has(step)).length).toBeLessThan(3);
    expect(claims.size).toBeGreaterThan(10);
  },
);

const STATUS_OF: Partial<Readonly<Record<OrderKind, string>>> = {
  return_received_request: "requested",
  return_approved: "approved",
  return_declined: "declined",
  return_arrived: "received",
};

/** A mail about a return says what is so of it, offers a label only where one may be used, and promises an exchange no refund. */
function againstTheReturn({ kind, about, order, text, page, at_ms }: Left): readonly string[] {
  const one = order.returns.find(({ id }) => id === returnAbout(about));
  if (STATUS_OF[kind] === undefined || one === undefined) return [];
  const { step, is_exchange } = returnProgress(order, one, SHOP, at_ms);
  const found = [
    ...(one.status === STATUS_OF[kind] ? [] : [`the return is ${one.status}`]),
    ...(step !== "approved" && /labels\.example|\/labels\//.test(text)
      ? [`a label while it is ${step}`]
      : []),
    ...(step === "approved" && one.label_at !== undefined && !/labels\.example|\/labels\//.test(text)
      ? ["its label is missing"]
      : []),
    ...(is_exchange && page.situation.returning?.id === one.id && /your refund|refund you/.test(text)
      ? ["a refund for an exchange"]
      : []),
  ];
  return found.map((what) => `${at(at_ms)} ${kind}: ${what}\n${text}`);
}

/** What is only asked for is told as asked for. */
function tooEarly({ kind, text, order, at_ms }: Left): readonly string[] {
  const is_said = /(?:is|was|has been) cancelled|We’ve cancelled/.test(text);
  return is_said && order.cancelled === undefined && kind !== "order_confirmation"
    ? [`${at(at_ms)} ${kind}: it is not cancelled\n${text}`]
    : [];
}

function wrongOn({ at_ms, order, page }: Shown): readonly string[] {
  const { situation, sent_back, acts, actions } = page;
  const open = order.open_requests ?? [];
  const shown = [situation.headline, ...situation.requests.map(({ headline }) => headline)];
  const is_asked = situation.is_claim && !situation.is_waiting && open.length > 0 &&
    situation.requests.length < open.length;
  const waits_for_shop = is_asked || situation.returning?.step === "requested" ||
    situation.returning?.step === "arrived" || situation.returning?.step === "received";
  const cards = new Map(
    order.returns.map((one, index) => [
      one.id,
      {
        card: sent_back[order.withdrawals.length + index]!,
        progress: returnProgress(order, one, SHOP, at_ms),
      },
    ]),
  );
  const links = [...acts.others, ...actions, ...(acts.primary === null ? [] : [acts.primary])];
  const found = [
    ...(situation.requests.length === new Set(situation.requests.map(({ id }) => id)).size ? [] : ["twice"]),
    ...(shown.length >= open.length ? [] : ["something that is asked for is not shown"]),
    ...(waits_for_shop && !/ by \w+day, /.test(situation.next ?? "") ? ["no word of by when"] : []),
    ...[...cards.values()].flatMap(({ card, progress }) =>
      card.label_url !== null && progress.step !== "approved" ? [`a label while it is ${progress.step}`] : []
    ),
    ...(situation.returning !== null &&
        cards.get(situation.returning.id)?.progress.step !== situation.returning.step
      ? ["another state in the return's card"]
      : []),
    ...(situation.returning !== null && cards.get(situation.returning.id)?.card.fact !== null
      ? ["the same fact twice"]
      : []),
    ...(order.cancelled !== undefined && situation.returning !== null
      ? ["a return of a cancelled order"]
      : []),
    ...(links.every(({ label }) => label.trim() !== "") ? [] : ["a link without a name"]),
  ];
  return found.map((what) => `${at(at_ms)} page: ${what}\n${screenOf(page)}`);
}

function inShort(steps: readonly Step[]): string {
  return steps.map(({ at_ms, events }) =>
    `${at(at_ms)} ${
      events.map((event) => `${event.type} ${JSON.stringify({ ...event, order: undefined })}`).join("; ")
    }`
  ).join("\n");
}
