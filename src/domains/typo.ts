/** Suggests the mail domain that somebody meant (gmial.com → gmail.com). It only suggests: nothing is ever changed by it. */
import checker from "@zootools/email-spell-checker";

/**
 * Providers of private mailboxes in the shops' countries. A domain in this list is never corrected, however similar
 * to another.
 */
const PROVIDERS = (
  "gmail.com googlemail.com hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.es hotmail.it outlook.com outlook.de outlook.fr " +
  "outlook.es outlook.it outlook.jp live.com live.de live.fr live.nl live.co.uk msn.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr " +
  "yahoo.es yahoo.it yahoo.co.jp ymail.com rocketmail.com aol.com aol.de icloud.com me.com mac.com gmx.de gmx.net gmx.at gmx.ch " +
  "gmx.com web.de t-online.de freenet.de arcor.de posteo.de mailbox.org mail.com email.com mail.de email.de bluewin.ch hispeed.ch " +
  "orange.fr wanadoo.fr free.fr sfr.fr laposte.net bbox.fr libero.it virgilio.it alice.it tiscali.it tin.it telefonica.net " +
  "terra.es ziggo.nl kpnmail.nl planet.nl xs4all.nl telenet.be skynet.be proximus.be seznam.cz centrum.cz wp.pl o2.pl onet.pl " +
  "interia.pl telia.com telia.se online.no btinternet.com virginmedia.com sky.com talktalk.net ntlworld.com blueyonder.co.uk " +
  "comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net shaw.ca rogers.com sympatico.ca telus.net " +
  "bigpond.com optusnet.com.au docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp ocn.ne.jp " +
  "qq.com 163.com 126.com naver.com daum.net mail.ru yandex.ru yandex.com proton.me protonmail.com pm.me fastmail.com hey.com zoho.com"
).split(" ");

/** Near a short name there are many real domains: bol.com and aol.com are both right. */
const NEAR_LENGTH = 8;
const THRESHOLD = 2;

/** Returns the provider's domain that `domain` misspells, or `undefined`. */
export function suggestDomain(domain: string): string | undefined {
  const written = domain.trim().toLowerCase();
  // Hostnames only: the library throws at lone surrogates.
  if (!/^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,3}$/.test(written) || PROVIDERS.includes(written)) {
    return undefined;
  }
  // The library's own lists also guess at second and top levels, and would turn kontor.co into kontor.com.
  const suggestion = checker.run({
    email: `a@${written}`,
    domains: PROVIDERS,
    secondLevelDomains: [],
    topLevelDomains: [],
    domainThreshold: THRESHOLD,
  })?.domain;
  if (suggestion === undefined || isElsewhere(written, suggestion)) return undefined;
  return suggestion.length >= NEAR_LENGTH || isTransposed(written, suggestion) ? suggestion : undefined;
}

/** Returns the address that `email` misspells, as far as its domain shows; the local part is never judged. */
export function suggestAddress(email: string): string | undefined {
  const at = email.lastIndexOf("@");
  const domain = at < 1 ? undefined : suggestDomain(email.slice(at + 1));
  return domain === undefined ? undefined : `${email.slice(0, at)}@${domain}`;
}

/**
 * Returns whether the ending is a country's: yahoo.ca is Yahoo in Canada and no misspelling of yahoo.com; gmail.co,
 * .cm and .om are typing errors.
 */
function isElsewhere(written: string, suggestion: string): boolean {
  const [name, ...ending] = written.split(".");
  if (name !== suggestion.split(".")[0]) return false;
  const top = ending.at(-1)!;
  if (["co", "cm", "om"].includes(top) && suggestion.endsWith(".com")) return false;
  return GENERIC.includes(top) || top.length === 2 && isCountry(top);
}

const GENERIC = ["com", "net", "org", "info", "biz", "eu", "name"];

let countries: Intl.DisplayNames | undefined;

function isCountry(top: string): boolean {
  // Created for the first misspelling: the engine takes 8 ms for it, a fifth of what the Worker's whole start may
  // take.
  countries ??= new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  return countries.of(top.toUpperCase()) !== undefined;
}

/** The same letters in another order: gmx.ed. */
function isTransposed(a: string, b: string): boolean {
  return [...a].sort().join("") === [...b].sort().join("");
}
