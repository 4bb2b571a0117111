/**
 * Finds the page where a shipment can be followed: the carrier's page by the carrier's name. Pure; the sender's URL
 * and the shop's own pages take precedence.
 */
import type { Tracking } from "./event.ts";
import type { ShopSettings } from "./shop.ts";
import type { Order } from "./state.ts";

/** Returns the order with a URL for each tracking number that had none, where the carrier is known. */
export function withTrackingLinks(order: Order, shop: Pick<ShopSettings, "tracking_urls">): Order {
  return {
    ...order,
    shipments: order.shipments.map((shipment) => ({
      ...shipment,
      tracking: shipment.tracking.map((one) => withLink(one, shop)),
    })),
    returns: order.returns.map((one) =>
      one.tracking === undefined
        ? one
        : { ...one, tracking: one.tracking.map((number) => withLink(number, shop)) }
    ),
  };
}

function withLink(tracking: Tracking, { tracking_urls }: Pick<ShopSettings, "tracking_urls">): Tracking {
  const { carrier, number, url } = tracking;
  if (carrier === undefined || number === undefined || url !== undefined) return tracking;
  const own = Object.entries(tracking_urls).find(([name]) => plain(name) === plain(carrier))?.[1];
  const page = own ?? PAGES.get(plain(carrier));
  return { ...tracking, url: page?.replaceAll("{number}", encodeURIComponent(compact(number))) };
}

/**
 * Tracking pages by carrier name; carriers keep them for years. Left out are carriers that ask for a postcode too,
 * and those with another page in each country.
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

/** Returns the number without spaces and hyphens. */
export function compact(number: string): string {
  return number.replaceAll(/[\s-]/g, "");
}

/** Normalises a carrier's name: `DHL Paket`, `dhl-paket` and `DHLPaket` are equal. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}
