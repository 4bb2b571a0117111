/** Decides which addresses Waybill may ask on somebody's word: named public hosts over https alone, so that nobody can have it ask its own network. Pure. */

/** Returns whether `url` is https at its usual port, at a named host that is public, without a name and password in it. */
export function isPublicAddress(url: URL): boolean {
  const host = url.hostname.toLowerCase();
  const top = host.slice(host.lastIndexOf(".") + 1);
  return url.protocol === "https:" && url.port === "" && url.username === "" && url.password === "" &&
    // No address in numbers, whatever its notation: `127.0.0.1`, `0x7f.1`, `[::1]`.
    /[a-z]/.test(top) && host.includes(".") && !host.includes(":") && !/^0x/.test(top) &&
    !/(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|arpa|test|invalid|onion)$/.test(host);
}
