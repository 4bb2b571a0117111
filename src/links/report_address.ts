/** Makes and reads the address at which a shop takes DMARC reports: it stands in public DNS, so it names the shop and is no secret. */

const LOCAL_PART = /^dmarc-([a-z0-9-]{1,60})$/;

export function reportAddress(shop_id: string, domain: string): string {
  return `dmarc-${shop_id}@${domain}`;
}

/** Returns the shop that the address names, and its domain; null for any other address. */
export function openReportAddress(
  address: string,
): { readonly shop_id: string; readonly domain: string } | null {
  const [local = "", domain = "", ...more] = address.trim().toLowerCase().slice(0, 320).split("@");
  const shop_id = LOCAL_PART.exec(local)?.[1];
  return shop_id === undefined || domain === "" || more.length > 0 ? null : { shop_id, domain };
}
