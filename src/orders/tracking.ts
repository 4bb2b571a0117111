/** Where a parcel can be followed: its carrier by its number, the carrier's page by its name. Pure; what the sender told, and the shop's own addresses, win. */
import { dhl, fedex, getTracking, ontrac, s10, type TrackingCourier, ups, usps } from "ts-tracking-number";
import type { Tracking } from "./event.ts";
import type { ShopSettings } from "./shop.ts";
import type { Order } from "./state.ts";

/** The order with carrier and address of each tracking number that came without them, as far as they are known. */
export function withTrackingLinks(order: Order, shop: Pick<ShopSettings, "tracking_urls">): Order {
  return {
    ...order,
    shipments: order.shipments.map((shipment) => ({
      ...shipment,
      tracking: shipment.tracking.map((one) => withLink(one, shop)),
    })),
  };
}

function withLink(tracking: Tracking, { tracking_urls }: Pick<ShopSettings, "tracking_urls">): Tracking {
  const { number, url } = tracking;
  if (number === undefined || url !== undefined) return tracking;
  const carrier = tracking.carrier ?? carrierOf(number);
  if (carrier === undefined) return tracking;
  const own = Object.entries(tracking_urls).find(([name]) => plain(name) === plain(carrier))?.[1];
  const page = own ?? PAGES.get(plain(carrier));
  return { ...tracking, carrier, url: page?.replaceAll("{number}", encodeURIComponent(compact(number))) };
}

/**
 * The carriers' own pages by the carrier's name, which they keep for years. Left out: who asks for a postcode beside the
 * number, and who has another page in each country.
 */
const PAGES: ReadonlyMap<string, string> = new Map(
  ([
    ["UPS", "https://www.ups.com/track?tracknum={number}"],
    ["USPS", "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}"],
    ["FedEx", "https://www.fedex.com/fedextrack/?trknbr={number}"],
    ["OnTrac", "https://www.ontrac.com/tracking/?number={number}"],
    ["DHL", "https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}"],
    ["DHL Express", "https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}"],
    ["DHL Paket", "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode={number}"],
    ["DHL Germany", "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode={number}"],
    [
      "Deutsche Post",
      "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode={number}",
    ],
    ["GLS", "https://gls-group.com/track/{number}"],
    ["Royal Mail", "https://www.royalmail.com/track-your-item#/tracking-results/{number}"],
    ["La Poste", "https://www.laposte.fr/outils/suivre-vos-envois?code={number}"],
    ["Colissimo", "https://www.laposte.fr/outils/suivre-vos-envois?code={number}"],
    [
      "Japan Post",
      "https://trackings.post.japanpost.jp/services/srv/search/direct?locale=en&reqCodeNo1={number}",
    ],
    ["Canada Post", "https://www.canadapost-postescanada.ca/track-reperage/en#/details/{number}"],
    ["Australia Post", "https://auspost.com.au/mypost/track/#/details/{number}"],
    ["Swiss Post", "https://service.post.ch/ekp-web/ui/entry/search/{number}"],
    ["Österreichische Post", "https://www.post.at/sv/sendungsdetails?snr={number}"],
    [
      "Correos",
      "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number={number}",
    ],
  ] as const).map(([name, page]) => [plain(name), page]),
);

/**
 * Forms that one carrier alone gives its numbers; the library then checks the digits. Others are left out on purpose: it
 * takes twelve digits for FedEx's and a German parcel's twenty for USPS', and a link to the wrong carrier is worse than none.
 */
const FORMS: readonly (readonly [RegExp, TrackingCourier, string])[] = [
  [/^1Z[0-9A-Z]{16}$/, ups, "UPS"],
  [/^(?:420\d{5}(?:\d{4})?)?9[1-5]\d{20}$/, usps, "USPS"],
  [/^96\d{20}$/, fedex, "FedEx"],
  [/^[CD]\d{14}$/, ontrac, "OnTrac"],
  [/^(?:JJD|JVGL|GM)\d{10,}$/, dhl, "DHL"],
];

/** Who delivers what was posted in that country under the postal union's common form: two letters, nine digits, the country. */
const POSTS: Readonly<Record<string, string>> = {
  AT: "Österreichische Post",
  AU: "Australia Post",
  CA: "Canada Post",
  CH: "Swiss Post",
  DE: "Deutsche Post",
  ES: "Correos",
  FR: "La Poste",
  GB: "Royal Mail",
  JP: "Japan Post",
  US: "USPS",
};

function carrierOf(number: string): string | undefined {
  const text = compact(number).toUpperCase();
  const country = /^[A-Z]{2}\d{9}([A-Z]{2})$/.exec(text)?.[1];
  if (country !== undefined) return getTracking(text, [s10]) === undefined ? undefined : POSTS[country];
  const [, courier, name] = FORMS.find(([form]) => form.test(text)) ?? [];
  return courier === undefined || getTracking(text, [courier]) === undefined ? undefined : name;
}

function compact(number: string): string {
  return number.replaceAll(/[\s-]/g, "");
}

/** `DHL Paket`, `dhl-paket` and `DHLPaket` are one. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}
