/** The longest time for which Cloudflare lets a queue keep a message. */
export const RETENTION_S = 14 * 86_400;
