/** The words by which mail systems say what went wrong, by meaning. Wording only; what follows from it is `failure.ts`'s. */

/**
 * All are tried on text in lower case with single blanks, links taken out, 2,000 characters at most.
 * `test/conversations/linear.test.ts` holds that none needs more than linear time.
 */

/** The mailbox name is not known there. */
export const UNKNOWN_USER: readonly RegExp[] = [
  /\b(?:unknown|invalid|bad|non-?existent|no such|incorrect|illegal) (?:local |virtual |final delivery |e-?mail )?(?:user(?:id|name)?s?|recipients?|mailbox(?:es)?|addresse?s?|account|person|local[- ]part|destination address|rcpt|alias)\b/,
  /\b(?:user(?:name)?|recipient(?:'s)?(?: address| e-?mail address| name)?|mailbox|address|account|addressee|email account|alias)(?:\(s\))? (?:\S{1,120} )?(?:is |are |was |has |name is |you (?:entered|tried to reach|specified) )?(?:unknown|not (?:known|found|recognized|recognised|exist|listed|present|valid|local|on (?:this|the) server)|invalid|non-?existent|does not exist|doesn'?t exist|no longer (?:exists?|valid|available|in use)|couldn'?t be found|could not be found|wasn'?t found|unavailable(?! or| \(not)|wrong or no longer valid)\b/,
  /\bdo(?:es)? not exist\b|\bdoesn'?t exist\b|\bno longer exists?\b|\bn'existe (?:pas|plus)\b/,
  /\b(?:no|not a|not an?) (?:known|valid|such|local|active|existing) (?:user|recipient|mailbox|address|account|person)\b/,
  /\bno mailbox (?:here )?by that name|\bno (?:account|mail ?box|user|one|person|recipient)(?: by that name)? (?:here|found|at this|available|with that)|\bno such (?:user|person|address|recipient|mailbox|account|name)/,
  /\b(?:user|recipient|address|account|mailbox|name) (?:\S{1,120} )?(?:is )?not (?:listed|found) in\b|\bnot listed in (?:public name|domino)/,
  /\bnot our (?:customer|user)|\bdoesn'?t have an? \S{1,80} account|\bhas no mailbox|\baccount unavailable\b|\bmailbox unavailable\b(?! or| \(not)/,
  /\brecipient (?:address )?rejected(?:\.(?: |$)|$| ?\(in reply| ?: ?(?:access denied|invalid|user unknown|unknown|no such|address unknown|undeliverable))|\brecipient not ok\b|\brejected recipient\b|\brejecting recipient\b|\bbadrcptto\b|\bbadrecipientto\b|\bbad-recipient\b|\bcan'?t accept user\b|\baddress no longer accepts mail\b|\bvalidrcptto\b|\bdestination server rejected recipients/,
  /\brecipnotfound\b|\brecipient\s?notfound\b|\bresolver\.adr\.|\bbad-mailbox\b|\brcp-p1\b/,
  /\bundeliverable (?:recipient|address)\b|\bemail name is not found\b|\bmissing home directory\b|\bnot a registered\b/,
  // German, French, Spanish, Portuguese, Italian, Dutch
  /(?:empfänger|benutzer|postfach|adresse|mailbox|account)(?: \S{1,120})? (?:ist |wurde )?(?:unbekannt|nicht (?:gefunden|bekannt|vorhanden)|existiert nicht|ungültig)|unbekannte[rsn]? (?:empfänger|benutzer|adresse)|konnte nicht gefunden werden|existiert nicht/,
  /(?:utilisateur|destinataire|adresse|compte|boîte)(?: \S{1,120}){0,3} (?:inconnue?|introuvable|invalide|inexistante?)|adresse d au moins un destinataire invalide|est introuvable/,
  /(?:usuario|destinatario|destinatário|usuário|buz[óo]n|cuenta|conta|direcci[óo]n|caixa postal|endereço)(?: \S{1,120}){0,3} (?:desconocid[oa]|desconhecid[oa]|inexistente|no existe|n[ãa]o existe|no encontrad[oa]|inv[áa]lid[oa])|no existe (?:dicha persona|ese usuario)|no such user/,
  /(?:utente|destinatario|indirizzo|casella)(?: \S{1,120}){0,3} (?:sconosciut[oa]|inesistente|non esiste|non trovat[oa]|non valid[oa])|nessun utente simile/,
  /(?:gebruiker|ontvanger|postbus|adres)(?: \S{1,120}){0,2} (?:onbekend|bestaat niet|niet gevonden)/,
  // Russian, Japanese, Chinese
  /(?:пользовател|получател|адрес|ящик)\S{0,4}(?: \S{1,120}){0,3} (?:не (?:найден|существует|зарегистрирован)|неизвест)|нет такого (?:пользователя|адреса)|не существует/,
  /(?:ユーザー?|宛先|アドレス|メールボックス|受信者)[^。]{0,60}(?:見つかり?ません|見つかりません|存在しません|不明|ありません|登録されていません)|リストにありません/,
  /(?:用户|收件人|邮箱|地址|帐号|账号)[^。]{0,30}(?:不存在|未找到|无效|不可用)|(?:使用者|收件者|信箱)[^。]{0,30}(?:不存在|找不到|無效)/,
];

/** The domain has no mail, or is none. */
export const UNKNOWN_HOST: readonly RegExp[] = [
  /\b(?:unknown|no such|invalid|bad destination|illegal) (?:host|domain|mail system|system)\b|\bhost(?:name)?(?: or domain name)? (?:\S{1,255} )?(?:is )?(?:unknown|not found(?!, try)|does not exist|doesn'?t exist|not known)\b/,
  /\bdomain (?:name )?(?:\S{1,255} )?(?:is )?(?:does not exist|doesn'?t exist|not (?:found|exist|known|registered|reachable)|couldn'?t be found|could not be found|invalid|unknown|nonexistent)\b|\b(?:account or )?domain may not exist\b/,
  /\bnxdomain\b|\bnull ?mx\b|\bno mx\b|\bno (?:valid )?mx(?: record)?s?(?: found)? for\b|\bno mail exchanger|\bdoes(?: not|n'?t) (?:accept|receive) (?:e-?)?mail\b(?! from)|\bname or service not known\b|\bname has no usable/,
  /\bunroute?able address\b|\ball relevant mx records point to non-existent hosts\b|\ball host address lookups failed permanently\b|\bmx or srv record indicated no smtp service\b|\billegal host\/domain\b|\bcan(?:'t|not|no) find (?:any |a )?(?:host|mx|mail exchanger|domain)\b|\bcouldn'?t find (?:any |a )?(?:host|mail exchanger)/,
  /\bno such host\b|\bdomain must exist\b|\bnot a valid (?:domain|host)|\bdomain (?:part )?(?:was )?not found\b|\brecipient domain not found\b|\bdns (?:lookup )?(?:error|failure): .{0,60}(?:not found|no such)/,
  /(?:domain|domäne|rechner) (?:\S{1,255} )?(?:existiert nicht|unbekannt|nicht gefunden)|domaine (?:\S{1,255} )?(?:inexistant|introuvable|inconnu)|dominio (?:\S{1,255} )?(?:no existe|inexistente|desconocido|non esiste)|ドメイン[^。]{0,40}(?:存在しません|見つかりません)/,
];

/** The addressee has left for another address. */
export const MOVED: readonly RegExp[] = [
  /\b(?:mailbox|user|recipient|account|address) (?:\S{1,120} )?(?:has |was )?(?:moved|changed|been (?:moved|replaced|changed))\b|\bno longer on (?:this |the )?server\b|\bno forwarding address\b|\bhas (?:a )?new (?:e-?mail )?address\b|\bhas moved to\b|\bhas been replaced by\b/,
];

/** Said of the sender, his server or his mail; the addressee may well exist. */
export const NOT_THE_ADDRESS: readonly RegExp[] = [
  // Full, frozen, resting
  /\b(?:mail ?box|mail ?folder|inbox|account|user|disk|quota|storage)(?:'s)?(?: \S{1,80}){0,2} (?:is |are |has )?(?:full|over ?quota|over (?:the )?(?:limit|quota)|exceeded|exceeds)\b|\bover ?quota\b|\bquota exceed|\bexceed(?:ed|s|ing)? .{0,40}(?:quota|storage|limit|size)|\binsufficient (?:system |disk )?(?:storage|space)|\bout of storage\b|\bno space left\b|\bnot enough (?:free |disk )?space\b|\btoo many messages\b|\bmailbox full\b/,
  /\b(?:account|mailbox|user|recipient|address)(?:\(s\))?(?: \S{1,120}){0,3} (?:is |has been |are |been )?(?:temporarily |currently )?(?:disabled|suspended|inactive|locked|blocked|restricted|expired|discontinued|deactivated|frozen)\b/,
  // Filters and reputation
  /\bspam(?:my|ming)?\b|\bunsolicited\b|\bbulk e?-?mail\b|\bblack-?list|\bblock-?list|\bdeny-?list|\bblocked (?:by|for|using|due|because|\S{1,40} ip)|\b(?:dns)?[rb]bl\b|\bspamhaus\b|\breputation\b|\bgr[ea]y-?list|\bvirus|\bmalware\b|\bphish|\binfected\b|\bbanned\b|\bsuspicious\b|\babuse\b|\bpolicy\b|\bpolicies\b|\bprohibited\b|\bcontent (?:rejected|filter)|\bcontent presents\b|\bip address\b|\bclient host\b|\bnot accepting (?:connections|mail from)|\bconnections? (?:refused|not accepted)/,
  /\bspf\b|\bdkim\b|\bdmarc\b|\breverse dns\b|\brdns\b|\bptr\b|\bno reverse\b|\bauthenticat|\bunauthenticated\b|\brelay(?:ing)?(?: access)? (?:denied|not permitted|not allowed|prohibited)|\bunable to relay\b|\bwe do not relay\b|\bnot (?:permitted|allowed|authori[sz]ed)\b|\bencrypt|\btls\b/,
  // The sender, the message, the connection
  /\b(?:sender|mail from|from) (?:\S{1,120} )?(?:address |domain |verify )?(?:\S{1,120} )?(?:rejected|denied|invalid|failed|not (?:exist|found|accepted|allowed)|does not exist|unknown|blocked)\b|\bsender address\b|\benvelope sender\b|\bsender verify\b|\bdomain of sender\b/,
  /\b(?:message|mail|line|size|header|attachment)(?: \S{1,40}){0,3} (?:too (?:large|big|long)|exceed)|\btoo (?:large|big|long)\b|\bsize limit\b|\bmessage length\b|\bheader error\b|\bcompliant\b|\bduplicate header\b|\bsyntax\b|\battachment\b|\bbad sequence\b|\bimproper sequence\b/,
  /\btoo many\b|\brate\b(?!d)|\bthrottl|\btry (?:again )?later\b|\btemporar|\btimed? ?out\b|\btimeout\b|\bconnection (?:refused|reset|lost|dropped|died)|\bservice (?:currently |temporarily )?unavailable\b|\bhop count\b|\bloop|\btoo many hops\b|\bexpired\b|\bqueue too long\b|\bretry time|\bundelivered after\b|\bmalformed or unexpected name server\b|\bname server (?:error|timeout)|\bunable to connect\b|\bno route to host\b|\bnetwork (?:is )?unreachable\b|\bestablish an smtp connection\b/,
  /postfach (?:ist )?voll|speicherplatz|überschritten|boîte (?:aux lettres )?(?:est )?pleine|quota d[ée]pass|buz[óo]n (?:est[áa] )?lleno|casella piena|caixa (?:postal )?cheia|ящик переполнен|容量|いっぱい|満杯|邮箱(?:空间)?已满|spamverdacht|refus[ée]|bloqu[ée]/,
];
