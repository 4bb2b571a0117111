/**
 * Words by which customers ask what an order itself can answer, and words that call for a person, by language. The
 * rules are tried on the sentences of `test/fixtures/asked`.
 */

import { withoutAccents } from "./without_accents.ts";

/** What an order itself can answer. */
export const QUESTIONS = ["where", "address", "return"] as const;
export type Question = (typeof QUESTIONS)[number];

/** Several patterns a question, with accents; each names words that nobody writes about something else. */
const ASKED_WITH_ACCENTS: Readonly<Record<Question, readonly RegExp[]>> = {
  where: [
    // English
    /where(?:'?s|’s| is| are)(?: \w+){0,2} (?:order|package|parcel|delivery|shipment|stuff|things)\b(?! (?:button|form|page|history|confirmation|number|coming from|from|inserts?|leaflet|slip))/iu,
    /\bwhere (?:my|our|the)(?: \w+)? (?:order|package|parcel|delivery|shipment)(?: \w+)? (?:is|are)\b/iu,
    /when (?:will|does|is|can|do|may|should)(?! (?:i|we) come)(?: \w+){0,4} (?:arrive|come|be (?:delivered|shipped|dispatched|sent|here)|get (?:here|it|them|my (?:order|parcel|package|delivery|things))|delivery|ship|receive)\b/iu,
    /\bwhen (?:it|they|(?:my|our|the)(?: \w+){1,3}) will (?:arrive|come|get here|be (?:delivered|shipped|sent|here)|ship)\b/iu,
    /(?:when|has|have|was|is)(?: \w+){0,3} (?:order|package|parcel|it)(?: \w+){0,3} (?:shipped|dispatched|been sent|sent out|left|on (?:its|the) way)\b/iu,
    /\bwhen(?:'?s| is| are) (?:my|our|the)(?: \w+)? (?:order|package|parcel|delivery|shipment|stuff|things) (?:coming|arriving|due|getting here)\b|^\W{0,3}(?:(?:hi|hello|hey)\W{1,3})?(?:my )?order status\b|\btrack (?:order|parcel|package)\b/iu,
    /(?:status|whereabouts) of (?:my|the|our) (?:order|package|parcel|delivery)|(?:news|update) (?:on|about|of) (?:my|the|our) (?:order|package|parcel|delivery)/iu,
    /(?:have|get|send|share|give|need|what is|what's|find|is there)(?: \w+){0,4} tracking (?:number|link|code|info\w*)|\btrack (?:my|the|our) (?:order|parcel|package|shipment)/iu,
    /\bhow long (?:will|does|until|till|before)(?: \w+){0,4} (?:delivery|order|parcel|package|shipping|arrive|arrives)\b|\b(?:what|which) (?:day|date) (?:will|does|is)(?: \w+){0,3} (?:come|arrive|delivered|delivery)\b/iu,
    // German
    /\bwo (?:ist|bleibt|steckt|sind|bleiben)(?: \S+){0,3} (?:bestellung|paket|päckchen|lieferung|sendung|ware)\b/iu,
    /\bwo (?:mein|meine|unser|unsere|das|die)(?: \S+)? (?:bestellung|paket|päckchen|lieferung|sendung|ware)(?: \S+){0,2} (?:ist|bleibt|steckt)/iu,
    /\bwann (?:kommt|wird|kann|ist|trifft|kommen|werden|erhalte|bekomme|geht|darf)(?: \S+){0,6} (?:an|geliefert|versendet|verschickt|versandt|zugestellt|lieferung|zustellung|bestellung|paket|sendung|ware|raus)\b/iu,
    /\bwann (?:kommt|trifft) (?:es|sie|er|das|alles)(?: \S+){0,2}\?/iu,
    /\bwann (?:die|meine|das|mein|unsere)(?: \S+){1,2} (?:kommt|ankommt|geliefert wird|eintrifft|verschickt wird|versendet wird)/iu,
    /(?:status|stand) (?:meiner|der|unserer) (?:bestellung|lieferung|sendung)|\b(?:liefer|bestell|versand)status\b/iu,
    /(?:schicken|senden|haben|habt|geben|bekommen|lautet|ist|nennen|mitteilen|gibt es|gibt(?:'?s|’s))(?: \S+){0,4} (?:sendungsnummer|sendungsverfolgung|trackingnummer|tracking-?link)|(?:sendungsnummer|sendungsverfolgung|trackingnummer|tracking-?link)(?: \S+){0,2} (?:schicken|senden|geben|nennen|mitteilen|haben)/iu,
    /\b(?:habt ihr|haben sie) (?:(?:meine|die|unsere) (?:bestellung|ware|sendung|lieferung) |(?:mein|das) (?:paket|päckchen) |es |das )?(?:schon |bereits |denn ){0,2}(?:verschickt|versendet|versandt|abgeschickt|losgeschickt)\b/iu,
    /\b(?:wurde|ist|wird)(?: \S+){0,3} (?:bestellung|paket|sendung|ware|lieferung)(?: \S+){0,3} (?:verschickt|versendet|versandt|unterwegs|raus|abgeschickt)\b|\bschon etwas zur lieferung bekannt|wie lange dauert(?: \S+){0,3} (?:lieferung|versand|zustellung)|\ban welchem tag kommt\b/iu,
    // French
    /où (?:est|en est|se trouve|sont)(?! (?:le bouton|la page|le numéro))(?: \S+){0,3} (?:commande|colis|livraison|paquet)/iu,
    /quand (?:vais-je|est[- ]ce que|sera|arrive\S*|recevrai\S*|puis-je|serai-je)(?: \S+){0,7} (?:reçois|recevoir|livrée?s?|arriv\S*|commande|colis|paquet)/iu,
    /quand (?:recevrai-je|vais-je recevoir)\b|\bquand (?:mon|ma|mes|le|la) (?:colis|commande|livraison|paquet)(?: \S+)? (?:arriv|sera|livrée?)|quel jour (?:arrive|sera livré)/iu,
    /(?:avez-vous|donner|envoyer|communiquer|avoir|quel est)(?: \S+){0,3} (?:numéro|lien) de suivi|(?:suivi de|suivre) (?:ma|la|mon|le) (?:commande|colis|livraison|paquet)/iu,
    /^\W{0,3}(?:bonjour\W{1,3})?(?:le |mon |un )?numéro de suivi(?: (?:svp|s.il (?:vous|te) plaît|merci))?\W{0,3}$/iu,
    /(?:commande|colis|paquet|livraison)(?: \S+){0,2} (?:été )?(?:expédiée?|partie?|envoyée?|en route)(?![\p{L}])|(?:l.état|le statut|nouvelles|le délai de livraison) de (?:ma commande|mon colis|ma livraison)/iu,
    // Spanish
    /d[óo]nde (?:est[áa]|se encuentra|anda)(?! (?:el bot[óo]n|la p[áa]gina|el n[úu]mero))(?: \S+){0,3} (?:pedido|paquete|env[íi]o|compra)/iu,
    /cu[áa]ndo (?:llega\S*|va a llegar|recibir[ée]|me llega\S*|se env[íi]a|sale)(?: \S+){0,2} (?:pedido|paquete|compra|env[íi]o|molinillo|art[íi]culo)|cu[áa]ndo (?:va a llegar|llegar[áa]|llega|me llegar[áa]|me llega)\s?(?:\?|$)|cu[áa]ndo (?:se env[íi]a|ser[áa] la entrega)/iu,
    /(?:estado|seguimiento) (?:de|del) (?:mi |el |nuestro )?(?:pedido|paquete|env[íi]o)|(?:dar|dais|tienen|ten[ée]is|tener|enviar|envi[áa]is|mandar|mand[áa]is|cu[áa]l es|necesito|pas[áa](?:r|is|me)?)(?: \S+){0,3} (?:n[úu]mero|enlace|c[óo]digo) de seguimiento/iu,
    /(?:seguir|rastrear) (?:mi|el) (?:pedido|paquete|env[íi]o)|(?:(?:han|ha) (?:enviado|salido|despachado)(?: ya)?|ya (?:sali[óo]|enviaron)) mi (?:pedido|paquete)|(?:mi|el) (?:pedido|paquete)(?: \S+)? (?:en camino|ha salido|se ha enviado)|novedades (?:de|sobre) mi (?:pedido|paquete)/iu,
    /qu[ée] d[íi]a (?:llega|llegar[áa])|cu[áa]nto (?:tarda|tardar[áa])(?: \S+){0,2} (?:entrega|env[íi]o|pedido|llegar)|para cu[áa]ndo est[áa] prevista la entrega/iu,
    // Japanese
    /(?:注文|荷物|商品|品物)(?:した(?:もの|商品))?[はが]?(?:今|いま)?[、 ]?(?:どこ|どうなって)/u,
    /(?:いつ|何日)(?:ごろ|頃|に)?(?:届|着|到着|発送され|配送され|配達され)/u,
    /(?:発送|配送|配達|到着|お届け)(?:状況|予定日?|日)(?:を|は|に)|追跡番号(?:を|は)?(?:教え|いただ|送|知り|何)|荷物の追跡|(?:商品|荷物|注文)の?(?:到着|お届け|配達)はいつ|(?:発送|出荷|配送)は?まだ(?:です|でしょう)?か?|まだ(?:発送|出荷)され|(?:発送|出荷)(?:されました|済み|はお済み)(?:か|でしょうか|ですか)/u,
    // Italian
    /\bdov(?:['’]è|['’]?e(?: è| e['’]| si trova| sono)?)(?: \S+){0,2} (?:(?:l['’])?ordine|pacco|spedizione|merce|consegna)\b/iu,
    /\bquando (?:mi )?(?:arriva|arriverà|arrivano|ricevo|riceverò|spedite|consegnate|verrà (?:spedit|consegnat)[oa]|sarà (?:spedit|consegnat)[oa]|è prevista)(?: \S+){0,2} (?:(?:l['’])?ordine|pacco|spedizione|merce|consegna)\b|\bquando (?:mi )?arriva\s?(?:\?|$)/iu,
    /\b(?:avete|hai) (?:già )?spedito(?: (?:il mio |la mia |l['’])?(?:ordine|pacco|merce))?\s?(?:\?|$)|(?:ordine|pacco|spedizione) (?:è )?(?:già |stat[oa] ){0,2}(?:partit[oa]|spedit[oa]|in viaggio)\b|(?:numero|codice|link) di (?:tracking|tracciamento|spedizione)|\b(?:tracciare|seguire) (?:il mio |il |l['’]|la )(?:ordine|pacco|spedizione)|(?:stato|notizie|aggiornamenti) (?:del|dell['’]|sul|sull['’]|della|sulla) ?(?:mio |mia )?(?:ordine|pacco|spedizione)|a che punto è (?:il mio |l['’]|la )(?:ordine|pacco|spedizione)/iu,
    // Arabic
    /(?:أين|اين|وين|فين)(?: \S+){0,2} (?:طلبي|الطلب|طلبيتي|الطلبية|شحنتي|الشحنة|طردي|الطرد)(?!\p{L})|(?:متى|امتى|إمتى)(?: \S+){0,2} (?:يصل|سيصل|يوصل|تصل|ستصل|توصل|أستلم|استلم|سأستلم)(?:ني)?(?: \S+)? (?:طلبي|الطلب|طلبيتي|شحنتي|الشحنة|طردي|الطرد)(?!\p{L})|متى (?:سيصل|يصل|يوصل)\s?(?:[؟?]|$)/u,
    /(?:رقم|رابط) (?:التتبع|تتبع الشحنة|تتبع الطلب)|(?:تتبع|حالة|وضع) (?:طلبي|الطلب|شحنتي|الشحنة)(?!\p{L})|هل (?:تم )?(?:شحن|إرسال|شحنتم|أرسلتم) (?:طلبي|الطلب|الشحنة)(?!\p{L})/u,
  ],
  address: [
    // English
    /(?:change|update|correct|modify|edit|fix)(?: (?!e-?mail|name|label|billing|web|ip|invoice)\w+){0,4} (?:delivery |shipping )?add?ress\b|\baddress(?: \w+){0,6} (?:can|could|would) (?:you|it|i|we)(?: \w+)? (?:correct|fix|change)|\b(?:entered|gave|typed|put|used|have)(?: \w+){0,3} (?:wrong|old|incorrect)(?: \w+)? address\b|\b(?:can|could) the address be (?:corrected|changed|fixed|updated)/iu,
    /(?:send|ship|deliver)(?: \w+){0,3} to (?:a |an |my )?(?:another|different|new|other|office|work|home|parents?.?) address|\bwrong (?:postcode|zip code|house number|street)(?: \w+)? in my address|\bmy (?:delivery |shipping )?add?ress (?:has changed|(?:is|was) (?:wrong|incorrect|old|outdated))|\b(?:put|typed|gave|entered|have)(?: \w+){0,3} wrong (?:house (?:number|nr|no)|postcode|zip|street)\b|\b(?:send|ship|deliver) (?:it|them|this|that|(?:my|the) (?:order|parcel|package)) to (?!\w+ (?:instead of|rather))[^.?!]{3,60} instead\b(?! of)|\b(?:in|to) (?:my|the) (?:delivery |shipping )?address (?:is wrong|. how can i change it)|\baddress\. how (?:can|do) i change it/iu,
    // German
    /(?<!e-mail-|mail-|rechnungs)\b(?:liefer|versand)?(?:adresse|anschrift)(?: \S+){0,4} (?:ändern|korrigieren|anpassen|aktualisieren|falsch)|\b(?:andere|neue) (?:liefer|versand)?(?:adresse|anschrift)|\bfalsche (?:liefer|versand)?(?:adresse|anschrift) (?:angegeben|eingegeben|hinterlegt)|\badressänderung\b|\bfalsche (?:hausnummer|postleitzahl|plz|straße) (?:angegeben|eingegeben|hinterlegt|eingetippt)/iu,
    /(?<!\p{L})ändern sie(?: bitte)? (?:die|meine) (?:liefer|versand)?(?:adresse|anschrift)\b|\b(?:adresse|anschrift) hat sich geändert|\badresse fehlt die (?:hausnummer|etage)/iu,
    // French
    /(?:changer|modifier|corriger)(?: \S+){0,2} (?:l.)?adresse(?! e-?mail| mail| électronique| de facturation)|(?:autre|nouvelle) adresse(?! e-?mail)|indiqué une mauvaise adresse|changement d.adresse(?! e-?mail)/iu,
    /trompée? d.adresse|erreur dans (?:mon|l.) ?adresse|(?:mon adresse(?: de livraison)?|l.adresse de ma commande) (?:a changé|est (?:fausse|erronée|incorrecte))|dans mon adresse est faux/iu,
    // Spanish
    /(?:cambi[aoe]\w?|modificar|corregir|actualizar)(?: \S+){0,2} direcci[óo]n(?! de correo| electr| de (?:la )?factura)|(?:otra|nueva) direcci[óo]n(?! de correo)|puesto una direcci[óo]n (?:equivocada|incorrecta)/iu,
    /(?:equivoqu[ée]|error)(?: \S+){0,2} direcci[óo]n|(?:mi direcci[óo]n|la direcci[óo]n de mi pedido) (?:ha cambiado|est[áa] mal|es incorrecta)|en mi direcci[óo]n est[áa] mal/iu,
    // Japanese
    /(?<!請求先の|請求|サイトの|ホームページの|お店の|店の)(?:住所|お届け先|配送先|配達先|届け先|送り先)(?:の住所)?(?:を|の|に|が)?(?:変更|修正|変え|直し|直せ|間違)|(?:番地|部屋番号|郵便番号)[をがは](?:間違|違って|変)|(?:新しい|別の|違う)住所[にへ](?:送|届)/u,
    // Italian
    /(?:cambiare|modificare|correggere|aggiornare)(?: \S+){0,2} (?:l['’])?indirizzo(?! e-?mail| mail| di posta| di fatturazione| del sito)|(?:altro|nuovo) indirizzo(?! e-?mail| mail)|ho sbagliato (?:l['’]|a scrivere l['’])?indirizzo(?! e-?mail| mail)|indirizzo (?:di (?:consegna|spedizione) )?(?:è |era )?(?:sbagliato|errato|cambiato)|cambio (?:di |d['’])?indirizzo(?! e-?mail| mail)|(?:numero civico|cap) (?:è )?(?:sbagliato|errato)/iu,
    // Arabic
    /(?:تغيير|تعديل|تصحيح|أغير|اغير|غيروا)(?: \S+)? (?:العنوان|عنوان (?:التوصيل|الشحن|التسليم)|عنواني)(?! (?:البريد|الإلكتروني))|(?:عنواني|العنوان) (?:خاطئ|خطأ|غلط|تغير)|إلى عنوان (?:آخر|اخر|جديد)|عنواني الجديد/u,
  ],
  return: [
    // English
    /(?:how|where)(?: \w+){0,3} (?:can |do |to |could )?(?:i |we )?(?:\w+ )?(?:return(?! to (?:the|your|a|my)\b)|send (?:it|them|this|these) back)\b|\bhow do returns work\b|\babout returning\b|\bdays do i have to return\b|\b(?:address|where)(?: do| to)?(?: i)? send returns\b|\bto do to return\b/iu,
    /(?:would like|want|like|need) to (?:return(?! to\b| your|(?: \w+)? (?:favou?r|call|compliment))|send back|exchange(?! (?:a few|some|words|ideas)))\b|\b(?:can|could|may) (?:i|we) (?:return (?!to\b)|exchange\b|send (?:back|(?:it|this|them|these) back)\b)/iu,
    /return (?:label|form|policy|shipping)\b/iu,
    // German
    /(?:möchte(?! ihnen)|will|würde|kann|können|wie|wo)\b[^.!?]{0,60}(?:zurückgeben|zurücksenden|zurückschicken|retournieren|umtauschen)|rücksendeetikett|retouren(?:schein|label|etikett)|\bwie schicke ich\b[^.!?]{0,40} zurück|wie funktioniert(?: \S+)? (?:rücksendung|retoure)|retoure (?:an|anmelden)\b|(?:schicke|sende)(?: ich)? die (?:retoure|rücksendung)/iu,
    // French
    /(?:comment|voudrais|souhaite|souhaiterais|veux|puis-je|aimerais)(?: \S+){0,3} (?:retourner(?! (?:chez|à|en)\b)|renvoyer(?! (?:un|le|ce|mon) (?:e-?mail|mail|message|lien|formulaire)|une confirmation)|échanger(?! (?:avec|des|sur)))(?![\p{L}])|étiquette (?:de )?retour|faire un retour|politique de retour|comment se passent les retours|(?:adresse|où) renvoyer|pour retourner l.article|faire pour retourner/iu,
    // Spanish
    /(?:c[óo]mo|quiero|quisiera|gustar[íi]a|puedo|necesito)(?: \S+){0,3} devolver(?:l[oa]s?)?(?![\p{L}]| (?:la|una|su|tu) llamada| el favor| el saludo)|etiqueta de devoluci[óo]n|(?:pol[íi]tica de|hacer una|c[óo]mo funciona la|env[íi]o la) devoluci[óo]n|tengo para devolver|(?:puedo|quiero|quisiera|gustar[íi]a) cambiar (?:(?:la|de) talla|(?:el|este) (?:art[íi]culo|producto)|(?:la|el) \S+ por otr)/iu,
    // Japanese
    /(?:返品|(?<!意見を|連絡先を|名刺を|部品を)交換)(?:し(?:たい|て(?:いただけ|もらえ|ください))|(?:したい|するには|の送料)|を(?:お願い|希望)|の(?:手続|方法|仕方)|方法|でき|期限|用)|返品すれば|(?:返品|返送)先|色を交換|サイズの交換/u,
    // Italian
    /(?:come|vorrei|voglio|posso|devo|potrei|desidero)(?: \S+){0,4} (?:restituir(?:e(?! (?:il|un) (?:favore|saluto)| la chiamata)|l[oaie])|rimandar(?:e|l[oaie]) indietro|fare (?:il |un )?reso)(?!\p{L})|etichetta (?:di |per il )reso|(?:politica|procedura|modulo) (?:di|per il) reso|come funziona il reso/iu,
    // Arabic
    /(?:كيف|أريد|اريد|أرغب|ارغب|ممكن|بدي)(?: \S+){0,3} (?:إرجاع|ارجاع|أرجع|ارجع|استبدال|تبديل)(?! (?:المبلغ|المال|الفلوس))(?= |[؟?.]|$)|(?:سياسة|ملصق|طريقة) (?:الإرجاع|الارجاع)/u,
  ],
};

/** The patterns of each question. */
export const ASKED: Readonly<Record<Question, readonly RegExp[]>> = {
  where: ASKED_WITH_ACCENTS.where.map(withoutAccents),
  address: ASKED_WITH_ACCENTS.address.map(withoutAccents),
  return: ASKED_WITH_ACCENTS.return.map(withoutAccents),
};

const FOR_A_PERSON_WITH_ACCENTS: readonly RegExp[] = [
  // What came was not right, or nothing came.
  /\b(?:broken|damaged|defect\w*|cracked|missing|wrong (?:item|size|product|colou?r|house|door|person)|never arrived|not arrived|has ?n.t arrived|(?:says|marked|shown as) delivered|nothing (?:came|arrived)|(?:driver|courier|postman|neighbou?r)\w*)\b/iu,
  /kaputt|beschädigt|defekt|falsche[nrs]? (?:artikel|ware|größe|farbe|nachbar\w*)|nicht angekommen|nie angekommen|nichts (?:bekommen|erhalten)|(?:fehlt|fehlen) (?!die hausnummer|die etage)|zusteller|fahrer|nachbar|cass[ée]|abîm|endommag|défectueu|manqu|pas (?:encore )?(?:arriv|reçu)|jamais (?:arriv|reçu)|rien reçu|livreur|voisin/iu,
  /\broto|rota\b|dañad|defectuos|falta\b|no (?:ha|me ha|he) (?:llegado|recibido)|nunca lleg|mensajero|repartidor|vecin[oa]|壊れ|破損|不良|足りな|届いていな|届かな|届きません|配達完了|隣/iu,
  // Somebody waits too long, complains, or something of theirs is at stake.
  /\b(?:still waiting|waiting (?:for )?(?:\w+ ){0,3}(?:weeks?|months?|ages|days)|nobody (?:answers|replies)|no (?:answer|reply)|third time|again and again|lawyer|solicitor|court|police|fraud|scam|chargeback|paypal case|complain\w*|angry|terrible|worst|ridiculous|disappoint\w*|unacceptable|cancel\w*|refund\w*|invoice|urgent\w*|funeral|birthday|wedding|gift|otherwise)\b/iu,
  /immer noch nicht|niemand (?:antwortet|meldet)|warte (?:ich )?(?:schon |nun |jetzt )?seit|zum (?:zweiten|dritten|\w+ten) mal|anwalt|gericht|polizei|betrug|beschwer|enttäuscht|frechheit|unverschämt|stornier|widerruf|erstatt|rechnung|dringend|geburtstag|hochzeit|geschenk|\bsonst\b|personne ne répond|attends depuis|troisième fois|avocat|tribunal|arnaque|plainte|déçu|inadmissible|annul|rembours|factur|anniversaire|mariage|cadeau|\burgent/iu,
  /nadie (?:responde|contesta)|(?:llevo|esperando) (?:\S+ ){0,3}(?:semanas|meses|d[íi]as)|tercera vez|abogad|denunci|estafa|queja|decepcion|inaceptable|cancel|reembols|factura|urgente|cumpleaños|boda|regalo|弁護士|警察|詐欺|苦情|残念|キャンセル|返金|領収|クーポン|ポイント|返信[がは]|請求|至急|誕生日|ギフト|プレゼント|週間待|待って(?:い|お)/iu,
  // A number, a link or a mail that does not work is no question about the order.
  /\b(?:does ?n.t|does not|do not|don.t|not|isn.t|is not|stopped) (?:work\w*|load|open|recogni[sz]ed|valid)|newsletter|\bcatalog|infolettre|bolet[íi]n\b|メルマガ|カタログ|在庫|入荷|\bnot (?:be )?(?:at )?home\b|\babsente?\b|\bno (?:voy a )?est(?:oy|ar[ée]?)\b|nicht (?:da|zu hause)\b|留守|\bin (?:the |your )?(?:store|shop)\b|\bim (?:laden|geschäft)\b|en (?:magasin|boutique|tienda)\b|店舗で|\b(?:dead|invalid|expired|unknown)\b|\btracking (?:number|link|code)(?: \w+)? work\b|funktioniert nicht|geht nicht|ungültig|ne (?:fonctionne|marche) (?:pas|plus)|est mort\b|no (?:funciona|sirve|va)\b|inv[áa]lid|使えません|使えない|出てきません|開けません|表示されません|e-?mail-?adress|e-?mail add?ress|billing add?ress|adresse (?:e-?mail|mail|électronique)|direcci[óo]n de correo|correo electr|メールアドレス|restock|back in stock|wieder (?:lieferbar|da|verfügbar)|de nouveau en stock|再入荷|(?:die|der) neue kollektion|nouvelle collection|nueva colecci[óo]n|新商品/iu,
  // Italian
  /\brott[oaie]\b|danneggiat|difettos|\bmanca(?:no|nte)?\b|(?:articol\p{L}|prodott\p{L}|taglia|colore|pacco|ordine) (?:è )?(?:sbagliat|errat)|sbagliat[oa] (?:articol|prodott|tagli|color)|\bnon (?:è|e|ho|abbiamo|sono|mi è) (?:ancora |mai )?(?:arrivat|ricevut)|mai (?:arrivat|ricevut)|corriere|\bvicin[oa]\b|consegnat[oa] ma\b|risulta consegnat/iu,
  /rimbors|annull|cancell|fattur|urgen|compleanno|regalo|matrimonio|avvocato|truffa|reclam|delus|inaccettabil|nessuno risponde|(?:aspetto|attendo|aspettando) da\b|terza volta|\bnon (?:funziona|va|si apre)\b|disponibil|negozio|indirizzo (?:e-?mail|mail|di posta)|\b(?:ho|abbiamo) (?:già )?(?:restituito|rispedito|reso)\b|\bmio reso\b|assente|non (?:sono|sarò) (?:a|in) casa|collezione/iu,
  // Arabic
  /مكسور|تالف|معيب|ناقص|(?:منتج|لون|مقاس|المنتج|اللون|المقاس) (?:خطأ|خاطئ|غلط|آخر)|لم (?:يصل|تصل|أستلم|استلم|نستلم)|ما (?:وصل|وصلني|استلمت|استلمنا)|(?:إ|ا)لغاء|ألغ|استرداد|استرجاع (?:المبلغ|المال)|المبلغ|الفلوس|فاتور|عاجل|هدية|محام|شكوى|احتيال|السائق|المندوب|الجار|متجر|محل|متوفر|البريد الإلكتروني|الايميل|لا يعمل|(?:أ|ا)رجعت|أعدت|منذ (?:أسابيع|شهر)|مجموعة/u,
  // What went back already.
  /\b(?:i|we) (?:have |already )?(?:returned|sent (?:it|them|the \w+) back|sent the return)\b|\b(?:receive|received|got) (?:my|the) return\b|(?:rücksendung|retoure) (?:ist|kam|wurde|haben)|zurückgeschickt|zurückgesendet|retourniert\b|haben sie (?:sie|es|meine) erhalten|(?:j.ai|nous avons) (?:renvoyé|retourné)|mon retour (?:est|a)|(?:devolv[íi]|he devuelto|hemos devuelto)|mi devoluci[óo]n (?:sali[óo]|ha|lleg)|返[品送](?:しました|した(?!い))|renvoyer (?:la|le|ma|mon) (?:mail|confirmation|facture|message|lien)/iu,
];

/** Words of a mail that a person must read, whatever else it asks. */
export const FOR_A_PERSON: readonly RegExp[] = FOR_A_PERSON_WITH_ACCENTS.map(withoutAccents);
