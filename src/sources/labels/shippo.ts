/**
 * Makes a return label at Shippo: a shipment with `extra.is_return`, for which Shippo swaps the addresses, and a
 * transaction for one of its rates. https://docs.goshippo.com/docs/shipments/returns
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

export const SHIPPO_HOST = "api.goshippo.com";

const Shipment = v.object({
  rates: v.array(v.object({
    object_id: v.string(),
    amount: v.string(),
    provider: v.nullish(v.unknown()),
    servicelevel: v.nullish(v.object({ token: v.nullish(v.string()), name: v.nullish(v.string()) })),
  })),
});
const Transaction = v.object({
  status: v.string(),
  label_url: v.nullish(v.string()),
  qr_code_url: v.nullish(v.string()),
  tracking_number: v.nullish(v.unknown()),
  tracking_url_provider: v.nullish(v.unknown()),
});

export async function labelAtShippo(
  labels: ProvidedLabels,
  wanted: LabelWanted,
  { token, ask }: { readonly token: string; readonly ask: Ask },
): Promise<Result<ReturnLabel, LabelRefusal>> {
  const headers = { authorization: `ShippoToken ${token}`, "shippo-api-version": "2018-02-08" };
  const { parcel } = labels;
  const shipment = await answered(ask, `https://${SHIPPO_HOST}/shipments/`, headers, {
    address_from: shopEnd(labels),
    address_to: customerEnd(wanted),
    parcels: [{
      length: String(parcel.length_cm),
      width: String(parcel.width_cm),
      height: String(parcel.height_cm),
      distance_unit: "cm",
      weight: String(parcel.weight_g),
      mass_unit: "g",
    }],
    extra: { is_return: true },
    metadata: wanted.reference,
    async: false,
  }, Shipment);
  if (!shipment.ok) return shipment;
  const fitting = shipment.value.rates.filter(({ servicelevel }) =>
    labels.service === undefined || servicelevel?.token === labels.service ||
    servicelevel?.name === labels.service
  );
  const [rate] = fitting.toSorted((a, b) => Number(a.amount) - Number(b.amount));
  if (rate === undefined) return err("refused", "Shippo has no rate for the return");
  const made = await answered(ask, `https://${SHIPPO_HOST}/transactions`, headers, {
    rate: rate.object_id,
    label_file_type: "PDF",
    async: false,
  }, Transaction);
  if (!made.ok) return made;
  const { status, label_url, qr_code_url, tracking_number, tracking_url_provider } = made.value;
  if (status !== "SUCCESS" || !label_url) return err("refused", "Shippo made no label for the return");
  return ok(providedLabel(label_url, {
    qr_url: qr_code_url,
    number: tracking_number,
    carrier: rate.provider,
    url: tracking_url_provider,
  }));
}
