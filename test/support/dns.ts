/** Canned DNS: what stands in a zone, and a resolver over it. */
import type { Answer, Question, RecordType } from "../../src/domains/dns_answers.ts";
import type { Resolve } from "../../src/dns/over_https.ts";

/** `TXT shop.example` → the records. */
export type Zone = Readonly<Record<string, readonly string[] | "failed">>;

export function zoneResolver(zone: Zone, asked: Question[] = []): Resolve {
  return (question) => {
    asked.push(question);
    return Promise.resolve(zoneAnswer(zone, question));
  };
}

export function zoneAnswer(
  zone: Zone,
  { name, type }: { readonly name: string; readonly type: RecordType },
): Answer {
  const values = zone[`${type} ${name}`];
  if (values === "failed") return { status: "failed" };
  return values === undefined ? { status: "absent" } : { status: "found", values };
}

/** The public half of a 2048-bit RSA key, as DKIM writes it. */
export const RSA_2048 =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAncrgEx+JY5sThl44xCTf0UyHUbpqyglIBn15eg+Q6WVDFr3IrBkp0au6ho37pM7sQ0sXOSlHQe6bIv7W9Uns3vvYiJ9eidOHAkHfhOLA+Fg6H5MZe7/NMFFIDsVSglkdYFpiUkFBwDryCAjs5v/LdhUzIHsqm9UIq889EmVOzESVQW0sOfo9RmlRywHQ5FyRSlQgw5DMDAU3EJN9Ot8Li94fPSfAv5/VrYZZwoXHrovLxiuDJ2zO6W+znFaFSLuPUZO0DdOH2umZ5wFCe3kcnDE0uiYo2lQDPCpDT/5n1gyrNa8PM1DDzTphtxh6nPUsfi3GtHnVCmsms8T/PYf16QIDAQAB";
export const RSA_1024 =
  "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCt9ZAaB41ZIzfxBtOLocQEIsqh0POIG5P6d5kBM5JMWkP/G2oeK4sgQP2j7Nw3UMhwn8RuzNjxNNzyR6MGZQdluQNWRjXPlA/8jJnj1MQRPn3U2XuX5HPs8fTirNCnIge0oLJ6ReSWmCUsEZ/BSQoGZCdMccRBk+tIFFQmlq1odQIDAQAB";
export const RSA_512 =
  "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAJzV3EgGypFSrEj1iphUegKAwPTxUycj1oR8CAL3CbhCqSSsFPGp12gvU31eMVOwMk5Bt+HTDYj1xlfr3qutYO8CAwEAAQ==";
