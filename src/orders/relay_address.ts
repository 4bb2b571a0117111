/** Recognises addresses at which a marketplace relays mail to its buyers and forbids mails of the shop's own. Pure. */

/** Domains as the marketplaces write them to their sellers; the ending after the name is the country's. */
const RELAYS = [
  /^marketplace\.amazon\.(?:com?\.)?[a-z]{2,3}$/,
  /^members\.ebay\.(?:com?\.)?[a-z]{2,3}$/,
  /^relay\.walmart\.com$/,
  /^verkopen\.bol\.com$/,
];

/** Returns whether `email` is a marketplace's relay address. */
export function isRelayAddress(email: string): boolean {
  const domain = email.slice(email.lastIndexOf("@") + 1).trim().toLowerCase();
  return RELAYS.some((relay) => relay.test(domain));
}
