/**
 * Makes a return label at ShipEngine (ShipStation API): a label with `is_return_label`, from the customer to the shop, in one
 * request. https://www.shipengine.com/docs/shipping/returns/
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
import { carrierName } from "../trackers/tracker.ts";
import { answered } from "./answered.ts";

export const SHIPENGINE_HOST = "api.shipengine.com";

const Link = v.nullish(v.object({ pdf: v.nullish(v.string()), href: v.nullish(v.string()) }));
const Label = v.object({
  status: v.string(),
  label_download: Link,
  /** A code to show in place of a label, and what its carrier says of it. */
  paperless_download: v.nullish(
    v.object({ href: v.nullish(v.unknown()), instructions: v.nullish(v.unknown()) }),
  ),
  tracking_number: v.nullish(v.unknown()),
  carrier_code: v.nullish(v.unknown()),
});

export async function labelAtShipengine(
  labels: ProvidedLabels,
  wanted: LabelWanted,
  { token, ask }: { readonly token: string; readonly ask: Ask },
): Promise<Result<ReturnLabel, LabelRefusal>> {
  const { parcel, service, to } = labels;
  const { from } = wanted;
  const made = await answered(ask, `https://${SHIPENGINE_HOST}/v1/labels`, { "api-key": token }, {
    is_return_label: true,
    rma_number: wanted.reference,
    charge_event: "carrier_default",
    label_format: "pdf",
    label_download_type: "url",
    shipment: {
      service_code: service,
      ship_from: addressOf({
        name: from.name,
        // ShipEngine asks for a telephone at both ends; where the customer gave none, the carrier calls the shop.
        phone: wanted.phone ?? to.phone,
        company: from.company,
        lines: from.lines,
        city: from.city,
        region: from.region,
        postal_code: from.postal_code,
        country: from.country,
      }),
      ship_to: addressOf({ ...to, lines: [to.street, to.more ?? ""] }),
      packages: [{
        weight: { value: parcel.weight_g, unit: "gram" },
        dimensions: {
          unit: "centimeter",
          length: parcel.length_cm,
          width: parcel.width_cm,
          height: parcel.height_cm,
        },
      }],
    },
  }, Label);
  if (!made.ok) return made;
  const { status, label_download, paperless_download, tracking_number, carrier_code } = made.value;
  const url = label_download?.pdf ?? label_download?.href;
  if (status !== "completed" || !url || !URL.canParse(url)) {
    return err("refused", "ShipEngine made no label for the return");
  }
  return ok(providedLabel(url, {
    qr_url: paperless_download?.href,
    drop_off: paperless_download?.instructions,
    number: tracking_number,
    carrier: typeof carrier_code === "string" ? carrierName(carrier_code) : undefined,
  }));
}

interface End {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly company?: string | undefined;
  readonly lines: readonly string[];
  readonly city?: string | undefined;
  readonly region?: string | undefined;
  readonly postal_code?: string | undefined;
  readonly country?: string | undefined;
}

function addressOf({ name, phone, company, lines, city, region, postal_code, country }: End) {
  return {
    name,
    phone,
    company_name: company,
    address_line1: lines[0],
    address_line2: lines.slice(1).join(", ") || undefined,
    city_locality: city,
    state_province: region,
    postal_code,
    country_code: country,
  };
}
