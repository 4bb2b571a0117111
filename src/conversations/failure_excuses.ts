/** Texts in which mail systems blame something other than the address. `failure.ts` decides what follows from them. */

/** The mailbox is full: a quota or capacity says nothing against the address. */
export const FULL: readonly RegExp[] = [
  /\bquotas?\b|\bover-?quota\b/,
  /\b(?:mail ?(?:box(?:es)?|dir|folder|file|drop|store|system)?|inbox|account|disk|disc|storage|space|spool|partition|volume|file ?system)(?:'s)?\b(?: \S{1,120}){0,3} (?:full(?! name)|filled|exhausted|used up)\b|\b(?:full|overfull) (?:mail ?box|inbox|mail ?folder|disk|disc)\b/,
  /\b(?:insufficient|not enough|not sufficient|enough|out of|low on|lack of|lacks|too little)(?: \S{1,40}){0,3} (?:storage|space|capacity)\b|\bno (?:more |free |disk |available )?(?:storage|space|room (?:left|for|in))\b/,
  /\bexceed(?:s|ed|ing)? (?:\S{1,40} ){0,5}(?:storage|capacity|space|size|limits?|allocation|allotment|threshold)\b|\b(?:storage|capacity|space|mail ?box|inbox|limit|allocation|allotment|threshold)\b(?: \S{1,40}){0,4} (?:exceed(?:s|ed|ing)?|reached|used up)\b/,
  /\b(?:user|recipient|account|mail ?box|inbox) (?:is )?over (?:its |the |their )?(?:\S{1,40} ){0,2}limit\b|\btoo many messages\b|\btoo much (?:mail|data)\b|\bstorage limit\b|\b(?:mail ?box|inbox) size limit\b/,
  /(?:postfach|mailbox|posteingang|speicher|konto)(?: \S{1,120}){0,3} (?:voll|überfüllt|erschöpft)|speicherplatz|speicherkontingent|kontingent .{0,40}(?:überschritten|erschöpft)/,
  /(?:bo[iî]te|messagerie|espace)(?: \S{1,120}){0,4} (?:pleine|saturée|archivee|insuffisant|dépassé)|(?:buz[óo]n|bandeja|cuenta|espacio|cuota)(?: \S{1,120}){0,4} (?:llen[oa]|insuficiente|superad[oa]|excedid[oa])/,
  /(?:casella|cassetta|spazio)(?: \S{1,120}){0,4} (?:pien[ao]|esaurit[oa]|insufficiente)|(?:caixa|espaço|cota)(?: \S{1,120}){0,3} (?:chei[ao]|lotad[ao]|insuficiente|excedid[ao])|(?:postvak|mailbox|postbus|opslag)(?: \S{1,120}){0,5} vol\b/,
  /(?:ящик|хранилищ)\S{0,4}(?: \S{1,120}){0,3} (?:переполнен|заполнен)|переполнен|недостаточно места|превышен\S{0,4}(?: \S{1,120}){0,3} (?:квот|объ[её]м|размер)|квот[аы]|skrzynka(?: \S{1,120}){0,3} (?:pełna|przepełniona)|schránka(?: \S{1,120}){0,3} (?:plná|přeplněna)/,
  /容量|いっぱい|満杯|満タン|一杯|邮箱(?:空间)?已满|空间(?:不足|已满)|信箱已滿|空間不足|용량|가득 ?[찼차]/,
];

/**
 * The mail is too large, the account is inactive, or relaying or authentication failed: decisive whatever else the
 * text says.
 */
export const NOT_NOW: readonly RegExp[] = [
  // Too large
  /\b(?:message|mail|line|header|attachment|file|size)\b(?: \S{1,60}){0,4} (?:too (?:large|big|long)|exceed)|\btoo (?:large|big|long)\b|\bsize limit\b|\bmaximum .{0,30}\bsize\b|\bmessage length\b|\btaille limite\b|\bline limit\b/,
  // Too many at once
  /\btoo many (?:invalid|unknown|bad|wrong) (?:recipients|addresses|users)\b/,
  // At rest
  /\b(?:account|mail ?box|user|recipient|mail ?address|domain|spectator)(?:\(s\))?(?: \S{1,120}){0,4} (?:is |has been |are |been |was )?(?:temporarily |temporary |currently |now |administrativ\S{0,4} |a )?(?:disabled|suspended|inactive|locked|isblocked|blocked|bloque|restricted|limited|expired|discontinued|deactivated|frozen|terminated|archived)\b/,
  /\btemporar\S{0,4} (?:locked|inactive)\b|\binactive account\b|\binactive user\b|\barchived recipient\b|\bsuspend the service\b|\bmail ?box (?:is )?(?:currently )?(?:disabled|suspended|frozen)|\buser suspended\b|\bmailbox unavailable or access denied\b|\baddress no longer accepts mail\b|\bdisabled temporarl?i?ly\b/,
  // Relaying
  /\brelay(?:ing)?(?: access)? (?:denied|not permitted|not allowed|prohibited)|\bunable to relay\b|\bas a relay\b|\bopen relay\b|\bno relaying\b|\b(?:permitted|allowed|configured) to relay\b|\brelaying mail to\b|\binsecure mail relay\b|\bdo(?: not|n'?t) (?:relay|handle mail for)\b|\bnot a gateway\b|\bnot local host\b|\bthat domain isn'?t in my list of allowed rcpthost|\bspecified domain is not allowed\b/,
  // The sender's identity
  /\bspf\b|\bsender policy framework\b|\bdkim\b|\bdmarc\b|\bauthenticat|\bunauthenticated\b/,
];

/** The sender is not wanted. A callout that failed for the sender's address says nothing about the addressee's. */
export const NOT_YOUR_ADDRESS: readonly RegExp[] = [
  /\bsender address\b|\bsender (?:domain|email address|verify|rejected|denied|was rejected|is |not )|\b(?:envelope|invalid|bogus|null|empty|unroutable|return|bad outbound|unknown|unauthenticated) senders?\b|\bdomain of sender\b|\binvalid domain, see\b|\be2110\b|\bmail ?from\b|(?:^|[ ,])from: (?!<)|\bthe sender\b|\bemetteur\b|\bexpéditeur\b/,
  /\bbatv\b|\bbackscatter\b|\bbouncedeny\b|\bthird-party dsn|\bunsigned dsn\b|\bnull reverse|\breturned mail not accepted\b|\bpre-approved\b|\bmembers?-only\b|\bmailing list\b|\bnot subscribed\b|\bempty email address\b|\bfully qualified email address required\b|\bmx records for\b|\badministrative prohibition\b|\benvelope blocked\b|\bvalid-address-filter\b|\bmailbox access for\b|\bdoes not accept mail from\b|\bto submit messages\b|\bto\/from an address\b|\baccess denied \((?:in reply to mail|sender)/,
  // The sender's server by its name
  /\bhelo command\b|\bbad helo\b|\breverse dns\b|\brdns\b|\bptr\b|\byour hostname\b|\bclient (?:host|ip)\b|\bresolve your (?:address|domain)\b|\bunresolvable relay host\b/,
  // The recipient's own choice
  /\brecipient preferences\b|\buser rules\b|\bblocked by the recipient\b|\bonly accepting mail from\b|\brestricted sms\b|\brefuses? to receive\b|\baccount is protected by\b|\bmessage filtered\b|\bis not accepting any mail\b|\bnotauthorized\b|\bauthrequired\b/,
];

/** The sender's server is not wanted. */
export const NOT_YOUR_SERVER: readonly RegExp[] = [
  /\bblack-?list|\bblock-?list|\bdeny-?list|\bblocked (?:by|for|using|due|because|\S{1,40} ip|- see)|\bis blocked\b|\bwas blocked\b|:blocked\)|\brefused - see\b|\b(?:dns)?[rb]bl\b|\bspamhaus\b|\breputation\b|\bbanned (?:sending|sender)|\bspammer\b|\bsending spam\b/,
  /\bip (?:address|profile|reputation|name|is)\b|\byour ip\b|\bips?\b.{0,40}\b(?:blocked|rejected|listed)\b|\bdynamic ip\b|\bopen proxy\b/,
  /\bnot accepting (?:connections|mail from)|\bconnections? (?:refused|reset|dropped|not accepted|was dropped)|\bservice not available, closing\b|\bgo away\b|\bnot allowed to connect\b|\bmail server at .{0,80} is blocked|\binitial connection:|\bhost network not allowed\b|\bno access from mail server\b/,
];

/** The connection failed this time: a lookup, a connection, a loop. */
export const NO_WAY: readonly RegExp[] = [
  /\btry (?:again )?later\b|\bnot found, try again\b|\btemporar|\btimed? ?out\b|\btimeout\b|\bconnection (?:refused|reset|lost|dropped|died)|\bhop count\b|\bmaxhops\b|\bloop|\btoo many hops\b|\bmxloopback\b|\bexpired\b|\bqueue too long\b|\bretry time/,
  /\bname server (?:reply|error|timeout)|\bname lookup failure\b|\bunable to connect\b|\bno route to host\b|\bhost is unreachable\b|\bnetwork (?:is )?unreachable\b|\bnetwork error\b|\bestablish an smtp connection\b|\bdns records for the destination computer\b|\bunable to resolve route\b|\bunroute?able mail domain\b|\bmail exchanger or ip\b|\bhad no relevant answers\b/,
];

/** Filters and policies. They outweigh the code only where it is as vague as X.1.0. */
export const FILTERED: readonly RegExp[] = [
  /\bspam(?:my|ming)?\b|\bunsolicited\b|\bbulk e?-?mail\b|\bgr[ea]y-?list|\bvirus|\bmalware\b|\bphish|\binfected\b|\bsuspicious\b|\babuse\b|\bpolicy\b|\bpolicies\b|\bprohibited\b|\bcontent (?:rejected|filter)|\brate (?:limit|exceed)|\btoo many\b|\bthrottl|\bnot (?:permitted|allowed|authori[sz]ed)\b/,
];
