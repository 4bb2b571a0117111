/**
 * Makes a return label at EasyPost: a shipment with `is_return`, for which EasyPost swaps the addresses, and the purchase
 * of one of its rates. https://docs.easypost.com/docs/shipments/returns
 */
import * as v from "valibot";
import {
  type LabelRefusal,
  type LabelWanted,
  providedLabel,
  type ProvidedLabels,
  type ReturnLabel,
} from "../../orders/return_label.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Ask } from "../source.ts";
import { customerEnd, shopEnd } from "./addresses.ts";
import { answered } from "./answered.ts";

export const EASYPOST_HOST = "api.easypost.com";
const GRAMS_OF_OUNCE = 28.349523125;
const CM_OF_INCH = 2.54;

const Shipment = v.object({
  id: v.pipe(v.string(), v.regex(/^shp_[\w]{1,64}$/)),
  rates: v.array(v.object({ id: v.string(), service: v.string(), rate: v.string() })),
});
const Bought = v.object({
  postage_label: v.object({ label_url: v.pipe(v.string(), v.url()) }),
  tracking_code: v.nullish(v.unknown()),
  tracker: v.nullish(v.object({ public_url: v.nullish(v.unknown()) })),
  selected_rate: v.nullish(v.object({ carrier: v.nullish(v.unknown()) })),
});

export async function labelAtEasypost(
  labels: ProvidedLabels,
  wanted: LabelWanted,
  { token, ask }: { readonly token: string; readonly ask: Ask },
): Promise<Result<ReturnLabel, LabelRefusal>> {
  const headers = { authorization: `Basic ${btoa(`${token}:`)}` };
  const { parcel } = labels;
  const shipment = await answered(ask, `https://${EASYPOST_HOST}/v2/shipments`, headers, {
    shipment: {
      is_return: true,
      reference: wanted.reference,
      from_address: shopEnd(labels),
      to_address: customerEnd(wanted),
      parcel: {
        weight: rounded(parcel.weight_g / GRAMS_OF_OUNCE),
        length: rounded(parcel.length_cm / CM_OF_INCH),
        width: rounded(parcel.width_cm / CM_OF_INCH),
        height: rounded(parcel.height_cm / CM_OF_INCH),
      },
    },
  }, Shipment);
  if (!shipment.ok) return shipment;
  const fitting = shipment.value.rates.filter(({ service }) =>
    labels.service === undefined || service === labels.service
  );
  const [rate] = fitting.toSorted((a, b) => Number(a.rate) - Number(b.rate));
  if (rate === undefined) return err("refused", "EasyPost has no rate for the return");
  const bought = await answered(
    ask,
    `https://${EASYPOST_HOST}/v2/shipments/${shipment.value.id}/buy`,
    headers,
    { rate: { id: rate.id } },
    Bought,
  );
  if (!bought.ok) return bought;
  const { postage_label, tracking_code, tracker, selected_rate } = bought.value;
  return ok(providedLabel(postage_label.label_url, {
    number: tracking_code,
    carrier: selected_rate?.carrier,
    url: tracker?.public_url,
  }));
}

function rounded(value: number): number {
  return Math.max(0.1, Math.round(value * 10) / 10);
}
