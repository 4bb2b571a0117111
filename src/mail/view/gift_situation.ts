/** Decides what the recipient of a present is told of it: when it comes. It never says that something was ordered, paid or what it is. Pure. */
import type { TextKey } from "../../../templates/locales/translate.ts";
import type { SituationView } from "../../../templates/view.ts";
import { goodsState, isCalledOff, type ProgressState } from "./progress.ts";
import { parcelFact, parcelHeadline } from "./parcel_words.ts";
import { arrivalDay } from "./situation_fact.ts";
import type { SituationInput } from "./situation_input.ts";

type Said = Pick<SituationView, "mood" | "headline" | "fact">;

export function giftSituation(input: SituationInput): SituationView {
  return {
    ...said(input),
    is_late: input.late_since !== null,
    is_claim: false,
    is_waiting: false,
    requests: [],
    returning: null,
    next: null,
  };
}

/** Where the goods are while none of them is at the door. */
const WHERE: Partial<Readonly<Record<ProgressState, TextKey>>> = {
  shipped: "gift.on_its_way",
  completed: "gift.on_its_way",
  partly_shipped: "gift.part_on_its_way",
  partly_delivered: "gift.on_its_way",
};

/** What the giver and the shop settle between them is no news of what is on its way, or has arrived. */
function stateOfGoods({ order, state }: SituationInput): ProgressState {
  return isCalledOff(state) ? goodsState(order) ?? state : state;
}

function said(input: SituationInput): Said {
  const { expected, late_since, words: { t } } = input;
  const state = stateOfGoods(input);
  if (late_since !== null) {
    return { mood: "sorry", headline: t("gift.late"), fact: t("gift.late_detail") };
  }
  switch (state) {
    case "cancelled":
    case "refunded":
      return { mood: "good", headline: t("gift.none"), fact: null };
    case "delivered":
    case "picked_up":
    case "handed_over":
    case "sent": {
      const date = arrivalDay(input);
      return {
        mood: "good",
        headline: t("gift.arrived"),
        fact: date === null ? null : t("arrived.lead", { date }),
      };
    }
    case "out_for_delivery":
      return { mood: "good", headline: t("gift.today"), fact: parcelFact(input, state) };
    case "returned_to_sender":
      return { mood: "sorry", headline: parcelHeadline(input, state), fact: null };
    case "attempted":
    case "ready_for_pickup":
      return { mood: "needs", headline: parcelHeadline(input, state), fact: parcelFact(input, state) };
    case "exception":
      return { mood: "sorry", headline: parcelHeadline(input, state), fact: null };
    default:
      return {
        mood: "good",
        headline: expected !== null
          ? t("gift.expected", { when: expected })
          : state === "partly_delivered"
          ? t("gift.more")
          : t("gift.coming"),
        fact: t(WHERE[state] ?? "gift.preparing"),
      };
  }
}
