/**
 * Recognises the questions that an order itself can answer: where it is, how its address is changed, how goods go
 * back. Pure; it says by which words, and recognises nothing where a mail says more than the question.
 */

export const QUESTIONS = ["where", "address", "return"] as const;
export type Question = (typeof QUESTIONS)[number];

export interface Recognised {
  readonly question: Question;
  /** The words by which it was recognised. */
  readonly reasons: readonly string[];
}

/** A longer mail tells a story, which deserves a person. */
const WORDS_MAX = 70;
const CHARS_MAX = 700;

/** Several patterns a question; each names words that nobody writes about something else. */
const ASKED: Readonly<Record<Question, readonly RegExp[]>> = {
  where: [
    /where(?:'s|’s| is| are)(?: \w+){0,2} (?:order|package|parcel|delivery|shipment|stuff|things)/iu,
    /when (?:will|does|is|can|do)(?: \w+){0,4} (?:arrive|come|be delivered|get here|delivery|ship|be shipped)/iu,
    /(?:when|has)(?: \w+){0,3} (?:order|package|parcel)(?: \w+){0,3} (?:shipped|been sent|arrive|left)/iu,
    /(?:status|whereabouts) of (?:my|the|our) (?:order|package|parcel|delivery)/iu,
    /(?:tracking (?:number|link|code|info\w*)|track my (?:order|parcel|package))/iu,
    /wo (?:ist|bleibt|steckt|sind|bleiben)(?: \S+){0,3} (?:bestellung|paket|lieferung|sendung|ware)/iu,
    /wann (?:kommt|wird|kann|ist|trifft|kommen|werden|erhalte|bekomme)(?: \S+){0,6} (?:an|geliefert|versendet|verschickt|zugestellt|liefer\S*|bestellung|paket|sendung|ware)/iu,
    /(?:status|stand) (?:meiner|der|unserer) (?:bestellung|lieferung|sendung)|sendungsnummer|sendungsverfolgung/iu,
    /où (?:est|en est|se trouve|sont)(?: \S+){0,3} (?:commande|colis|livraison|paquet)/iu,
    /quand (?:vais-je|est-ce que|sera|arrive\S*|recevrai\S*|puis-je)(?: \S+){0,7} (?:reçois|recevoir|livré\S*|arriv\S*|commande|colis)/iu,
    /(?:numéro|lien) de suivi|suivi de (?:ma|la|mon) (?:commande|colis|livraison)/iu,
    /d[óo]nde (?:est[áa]|se encuentra|anda)(?: \S+){0,3} (?:pedido|paquete|env[íi]o|compra)/iu,
    /cu[áa]ndo (?:llega\S*|va a llegar|recibir[ée]|me llega\S*|se env[íi]a|sale)(?: \S+){0,4}/iu,
    /(?:estado|seguimiento) (?:de|del) (?:mi |el |nuestro )?(?:pedido|paquete|env[íi]o)|n[úu]mero de seguimiento/iu,
    /(?:注文|荷物|商品|品物)(?:した(?:もの|商品))?[はが]?(?:今|いま)?[、 ]?(?:どこ|どうなって)/u,
    /(?:いつ|何日)(?:ごろ|頃|に)?(?:届|着|到着|発送|配送)/u,
    /(?:発送|配送|配達)(?:状況|予定|日)(?:を|は|に)|追跡番号/u,
  ],
  address: [
    /(?:change|update|correct|modify|wrong|different|new)(?: \w+){0,4} (?:delivery |shipping )?address/iu,
    /(?:send|ship|deliver)(?: \w+){0,3} to (?:a |an )?(?:another|different|new|other) address/iu,
    /(?:liefer|versand)?adresse(?: \S+){0,4} (?:ändern|korrigieren|anpassen|aktualisieren|falsch)|(?:andere|neue|falsche) (?:liefer|versand)?adresse|adressänderung/iu,
    /(?:changer|modifier|corriger)(?: \S+){0,3} adresse|(?:autre|nouvelle|mauvaise) adresse|changement d.adresse/iu,
    /(?:cambiar|modificar|corregir|actualizar)(?: \S+){0,4} direcci[óo]n|(?:otra|nueva) direcci[óo]n|direcci[óo]n (?:equivocada|incorrecta)/iu,
    /(?:住所|お届け先|配送先|届け先|送り先)(?:を|の)?(?:変更|修正|変え|直し|間違)/u,
  ],
  return: [
    /(?:how|where)(?: \w+){0,3} (?:can |do |to |could )?(?:i |we )?(?:\w+ )?(?:return|send (?:it|them|this|these) back)/iu,
    /(?:would like|want|like|need) to (?:return|send back|exchange)/iu,
    /return (?:label|form|policy|address|shipping)/iu,
    /(?:zurückgeben|zurücksenden|zurückschicken|retournieren|umtauschen|rücksendeetikett|retourenschein|retourenlabel|rücksendung|retoure anmelden)/iu,
    /(?:retourner|renvoyer|échanger)(?: \S+){0,4}|étiquette (?:de )?retour|faire un retour/iu,
    /(?:devolver|devoluci[óo]n|etiqueta de devoluci[óo]n|cambiar (?:la|el|de) (?:talla|art[íi]culo|producto))/iu,
    /(?:返品|返送|交換)(?:し|を|の|は|方法|でき)/u,
  ],
};

/** Words of a mail that a person must read, whatever else it asks. */
const FOR_A_PERSON =
  /\b(?:broken|damaged|defect\w*|cracked|missing|wrong (?:item|size|product|colou?r)|never arrived|not arrived|has ?n.t arrived|still waiting|lawyer|solicitor|court|police|fraud|scam|chargeback|paypal case|complain\w*|angry|terrible|worst|ridiculous|disappoint\w*|unacceptable|cancel\w*|refund\w*|invoice|urgent\w*|funeral|birthday|wedding|gift)\b|kaputt|beschädigt|defekt|fehlt|falsche[nrs]? (?:artikel|ware|größe|farbe)|nicht angekommen|nie angekommen|immer noch nicht|anwalt|gericht|polizei|betrug|beschwer|enttäuscht|frechheit|unverschämt|stornier|widerruf|erstatt|rechnung|dringend|geburtstag|hochzeit|cass[ée]|abîm|endommag|défectueu|manqu|pas (?:encore )?(?:arriv|reçu)|jamais (?:arriv|reçu)|avocat|tribunal|arnaque|plainte|déçu|inadmissible|annul|rembours|facture|anniversaire|mariage|\broto|rota\b|dañad|defectuos|falta\b|no (?:ha|me ha|he) (?:llegado|recibido)|nunca lleg|abogad|denunci|estafa|queja|decepcion|inaceptable|cancel|reembols|factura|urgente|cumpleaños|boda|壊れ|破損|不良|足りな|届いていな|届かな|届きません|弁護士|警察|詐欺|苦情|残念|キャンセル|返金|領収|至急|誕生日/iu;

/** Returns the one question that the words ask; undefined for none, for several, and for a mail that says more. */
export function questionIn(words: string): Recognised | undefined {
  const text = words.normalize("NFC").replace(/\s+/g, " ").trim();
  if (text === "" || text.length > CHARS_MAX || text.split(" ").length > WORDS_MAX) return undefined;
  if (FOR_A_PERSON.test(text) || marks(text) > 2) return undefined;
  const found = QUESTIONS.flatMap((question) => {
    const reasons = ASKED[question].flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
    return reasons.length === 0 ? [] : [{ question, reasons }];
  });
  return found.length === 1 ? found[0] : undefined;
}

function marks(text: string): number {
  return text.match(/[?？]/g)?.length ?? 0;
}
