/**
 * Writes one mail address in ASCII, an international domain in punycode. It refuses anything but exactly one address
 * and never repairs one.
 */
import { HeaderRefused } from "./header_refused.ts";

/** RFC 5321, 4.5.3.1: 64 for the local part, 256 for the path with its two brackets. */
const LOCAL_MAX = 64;
const ADDRESS_MAX = 254;
const DOMAIN_MAX = 253;

const ATOMS_AND_DOTS = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]+$/;
const LABEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;
const NO_DOMAIN = "have a domain that DNS can hold";

/** `local@domain` as it may stand between angle brackets; `field` names the header in a refusal. */
export function asciiAddress(email: string, field: string): string {
  const at = email.lastIndexOf("@");
  if (at < 1) throw new HeaderRefused(field, "be one address, local@domain");
  const address = `${asciiLocal(email.slice(0, at), field)}@${asciiDomain(email.slice(at + 1), field)}`;
  if (address.length > ADDRESS_MAX) {
    throw new HeaderRefused(field, `have an address of at most ${ADDRESS_MAX} characters`);
  }
  return address;
}

/** The domain in ASCII: labels of letters, digits, hyphens and underscores. */
export function asciiDomain(domain: string, field: string): string {
  const ascii = /[^ -~]/.test(domain) ? punycode(domain, field) : domain;
  const labels = ascii.split(".");
  if (
    ascii.length > DOMAIN_MAX || !labels.every((label) => LABEL.test(label)) ||
    /^[0-9]+$/.test(labels.at(-1)!)
  ) {
    throw new HeaderRefused(field, NO_DOMAIN);
  }
  return ascii;
}

function asciiLocal(local: string, field: string): string {
  // Few mail servers accept non-ASCII local parts (RFC 6532), and a message for them would not be ASCII.
  if (!ATOMS_AND_DOTS.test(local)) {
    throw new HeaderRefused(
      field,
      "have a local part of ASCII letters, digits, dots and !#$%&'*+-/=?^_`{|}~",
    );
  }
  if (local.length > LOCAL_MAX) {
    throw new HeaderRefused(field, `have a local part of at most ${LOCAL_MAX} characters`);
  }
  // Python's email package decodes an encoded word inside an address, and would read another address than other
  // servers do.
  if (local.includes("=?")) throw new HeaderRefused(field, "have a local part without `=?`");
  // Japanese carriers have issued `a..b@` and `a.@`: legal only in quotes, where they name the same mailbox.
  return /^\.|\.\.|\.$/.test(local) ? `"${local}"` : local;
}

function punycode(domain: string, field: string): string {
  // URL drops tabs and newlines, decodes %XX and cuts at / ? # : @ \, so only host characters of ASCII may be passed
  // to it.
  if (!/^[A-Za-z0-9._\-\u00a1-\uffff]+$/.test(domain)) throw new HeaderRefused(field, NO_DOMAIN);
  const url = URL.parse(`http://${domain}/`);
  if (url === null) throw new HeaderRefused(field, NO_DOMAIN);
  return url.hostname;
}
