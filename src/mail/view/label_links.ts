/** Finds the label of a return that its customer may use now, as links. Pure. */
import type { Translate } from "../../../templates/locales/translate.ts";
import type { LinkView } from "../../../templates/view.ts";
import type { ReturnProgress } from "../../orders/return_progress.ts";
import type { OrderReturn } from "../../orders/state.ts";
import { webUrl } from "../format/text.ts";

export interface LabelLinks {
  readonly label_url: string | null;
  /** A code to show where the parcel is handed in. */
  readonly qr_url: string | null;
}

const NONE: LabelLinks = { label_url: null, qr_url: null };

/** `page_url`: address or path of the order's page, under which uploaded labels are served. */
export function labelLinks(one: OrderReturn, { step }: ReturnProgress, page_url: string): LabelLinks {
  // Once it is on its way, too late or here, a label would only be used wrongly.
  if (step !== "approved") return NONE;
  const own = one.label_file === undefined
    ? null
    : `${page_url}/labels/${encodeURIComponent(one.label_file.name)}`;
  return {
    label_url: own !== null && one.label_file!.use === "label" ? own : webUrl(one.label_url),
    qr_url: own !== null && one.label_file!.use === "code" ? own : webUrl(one.qr_url),
  };
}

/** Returns the one to use first: a code needs no printer. */
export function firstLabel({ label_url, qr_url }: LabelLinks, t: Translate): LinkView | null {
  if (qr_url !== null) return { href: qr_url, label: t("approved.code") };
  return label_url === null ? null : { href: label_url, label: t("approved.label") };
}
