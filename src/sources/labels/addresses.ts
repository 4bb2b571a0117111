/** The two ends of a return as EasyPost and Shippo name them. Both swap the ends of a shipment that is a return. */
import type { LabelWanted, ProvidedLabels } from "../../orders/return_label.ts";

/** Returns the address of the shop, to which the parcel goes back. */
export function shopEnd({ to }: ProvidedLabels) {
  return {
    name: to.name,
    company: to.company,
    street1: to.street,
    street2: to.more,
    city: to.city,
    state: to.region,
    zip: to.postal_code,
    country: to.country,
    phone: to.phone,
    email: to.email,
  };
}

/** Returns the address of the customer, who hands the parcel in. */
export function customerEnd({ from }: LabelWanted) {
  return {
    name: from.name,
    company: from.company,
    street1: from.lines[0],
    street2: from.lines.slice(1).join(", ") || undefined,
    city: from.city,
    state: from.region,
    zip: from.postal_code,
    country: from.country,
  };
}
