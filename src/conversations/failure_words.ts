/**
 * Texts in which mail systems say that nobody reads mail at an address. `failure.ts` decides what follows from them.
 */

/**
 * Every pattern runs on lower-case text with single blanks, without links, of 2,000 characters at most.
 * `test/conversations/hostile.test.ts` checks that none needs more than linear time.
 */

/** The mailbox name is unknown: texts that servers answer to RCPT, and content filters to DATA. */
export const UNKNOWN_USER: readonly RegExp[] = [
  /\b(?:unknown|invalid|bad|non-? ?existent|no such|no valid(?! recipients? from)|incorrect|illegal)[ _-](?:local |virtual |final delivery |or unknown virtual |or illegal |e-?mail )?(?:user(?:id|name)?s?|recipients?|mailbox(?:es)?|addresse?s?|account|person|local[- ]part|destination address|rcpt|alias)\b/,
  /\b(?:user(?:name)?|recipients?(?:'s)?(?: address| e-?mail address| name)?|mail ?box|rcpt|address(?:es)?|account|addressee|email account|alias)(?:\(s\))?:? (?:\S{1,120} )?(?:is |are |was |were |has |name is |you (?:entered|tried to reach|specified) )?(?:unknown|not (?:known|found|recognized|recognised|exist|listed|present|valid|local|active|ok|on (?:this|the) server)|invalid|non-? ?existent|does not exist|doesn'?t exist|no longer (?:exists?|valid|available|in use)|couldn'?t be found|could not be found|wasn'?t found|un(?:available|avaiable)(?! or| \(not)|inactive|wrong or no longer valid)(?! account)\b/,
  /\bdo(?:es)? not exist\b|\bdoesn'?t exist\b|\bno longer exists?\b|> not found\b/,
  /\b(?:no|not a|not an?) (?:known|valid|such|local|active|existing) (?:user|recipient|mailbox|address|account|person)/,
  /\bno mail ?box (?:here )?(?:by that name|found|available)|\bno (?:account|user|one|person|recipient)(?: by that name)? (?:here|found|at this|available|with that)|\bno such (?:user|person|address|recipient|mailbox|account|name)/,
  /\b(?:user|recipient|address|account|mailbox|name)(?: \S{1,120}){0,5} (?:is |was )?not (?:listed|found) in\b|\bfinal delivery userid\b|\bnot in (?:our|the|this) (?:\S{1,40} )?(?:directory|system|database|list|address book)\b|\b(?:do|does)(?:n't| not) have an? (?:such )?(?:user|mail ?box|recipient)\b|\b(?:user|recipient|account|address|mail ?box) (?:\S{1,120} )?(?:is )?not registered\b|\bno .{0,80} in name directory\b/,
  /\bnot our user\b|\bdoesn'?t have an? \S{1,80} account|\bhas no mailbox|\baccount unavailable\b|\bmail ?box unavailable\b(?! or| \(not)|\bnot e-?mail addresses\b/,
  /\brecipient (?:address )?rejected(?:\.(?: |$)|$| ?\(in reply| ?: ?(?:access denied|invalid|user ?unknown|unknown(?! domain)|no such|address unknown|undeliverable))|\brecipient is not accepted\b|\brejected recipient\b|\brejecting recipient\b|#?5\.1\.0 address rejected/,
  /\bbadrcptto\b|\bbadrecipientto\b|\bbad[-_ ]recipient\b|\bvalidrcptto\b|\bcan'?t accept user\b|\bdestination server rejected recipients|\bthat domain or user isn'?t in my list\b|\benvelope recipient has been denied\b|\brecipient refuses to accept your mail\b/,
  /\brecip(?:ient)? ?notfound\b|\bundeliverable (?:recipient|address)\b|\bfollowing recipients? (?:was|were|is|are) undeliverable\b|\bemail name is not found\b|\bmissing home directory\b|\bnot a registered user\b|\bexpanded from .{0,120}: unknown\b/,
  /\bno existe (?:dicha persona|ese usuario)|\bnessun utente simile\b|\butilisateur inconnu\b|\bdestinataire invalide\b|\b(?:utilisateur|destinataire|compte) (?:\S{1,120} )?n'existe (?:pas|plus)\b|\bempfänger unbekannt\b/,
  /\b(?:mail ?box|account|user|recipient) (?:\S{1,120} )?(?:has been|was|is) (?:permanently )?(?:deleted|removed|closed)\b/,
];

/**
 * Texts of a reporting system about its own directory in its reader's language. They count only where no server reply
 * is quoted, since server replies are English.
 */
export const NOT_IN_DIRECTORY: readonly RegExp[] = [
  /(?:empfänger|benutzer|postfach|adresse|mailbox|account)(?: \S{1,120})? (?:ist |wurde )?(?:unbekannt|nicht (?:gefunden|bekannt|vorhanden)|existiert nicht|ungültig)|unbekannte[rsn]? (?:empfänger|benutzer|adresse)|konnte nicht gefunden werden/,
  /\brépertorié dans l'annuaire\b|(?:destinataire|adresse|compte|boîte)(?: \S{1,120}){0,3} (?:inconnue?|introuvable|inexistante?|n'existe (?:pas|plus))|est introuvable/,
  /(?:usuario|destinatario|destinatário|usuário|buz[óo]n|cuenta|conta|direcci[óo]n|caixa postal|endereço)(?: \S{1,120}){0,3} (?:desconocid[oa]|desconhecid[oa]|inexistente|no existe|n[ãa]o existe|no encontrad[oa]|inv[áa]lid[oa])/,
  /(?:utente|destinatario|indirizzo|casella)(?: \S{1,120}){0,3} (?:sconosciut[oa]|inesistente|non esiste|non trovat[oa]|non valid[oa])/,
  /(?:gebruiker|ontvanger|postbus|adres)(?: \S{1,120}){0,2} (?:onbekend|bestaat niet|niet gevonden)/,
  /(?:пользовател|получател|адрес|ящик)\S{0,4}(?: \S{1,120}){0,3} (?:не (?:найден|существует|зарегистрирован)|неизвест)|нет такого (?:пользователя|адреса)|не существует/,
  /(?:ユーザー?|宛先|アドレス|メールボックス|受信者)[^。]{0,60}(?:見つかり?ません|見つかりません|存在しません|不明|ありません|登録されていません)|リストにありません/,
  /(?:用户|收件人|邮箱|地址|帐号|账号)[^。]{0,30}(?:不存在|未找到|无效|不可用)|(?:使用者|收件者|信箱)[^。]{0,30}(?:不存在|找不到|無效)/,
];

/** The domain does not exist, or its mail system cannot be found. */
export const UNKNOWN_HOST: readonly RegExp[] = [
  /\b(?:unknown|no such|invalid|bad destination|illegal) (?:host|domain|mail system|system)\b|\bhost(?:name)?(?: or domain name)? (?:\S{1,255} )?(?:is )?(?:unknown|not found(?!, try)|does not exist|doesn'?t exist|not known|unreachable)\b/,
  /\bdomain (?:name )?(?:\S{1,255} )?(?:is )?(?:does not exist|doesn'?t exist|not (?:found|exist|known|registered|reachable)|couldn'?t be found|could not be found|invalid|unknown|nonexistent)\b|\b(?:account or )?domain may not exist\b|\bdomain mentioned in email address is unknown\b/,
  /\bnxdomain\b|\bnonexistentdomain\b|\bname or service not known\b|\bname has no usable|\bdomain must exist\b|\bremote domain doe?s ?n[o']?t exist\b|\bfind the recipient domain\b|\bdns server returned answer with no data\b/,
  /\bunroute?able address\b|\ball relevant mx records point to non-existent hosts\b|\ball host address lookups failed permanently\b|\billegal host\/domain\b|\b(?:can(?:'t|not|no)|couldn'?t|could not) find (?:any |a )?(?:host|domain)\b/,
  /\bnot a valid (?:domain|host)|\bdomain (?:part )?(?:was )?not found\b|\bdns (?:lookup )?(?:error|failure): .{0,60}(?:not found|no such)|(?:^|[\s:])(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,63} does not exist\b/,
  /(?:domain|domäne|rechner) (?:\S{1,255} )?(?:existiert nicht|unbekannt|nicht gefunden)|domaine (?:\S{1,255} )?(?:inexistant|introuvable|inconnu)|dominio (?:\S{1,255} )?(?:no existe|inexistente|desconocido|non esiste)|ドメイン[^。]{0,40}(?:存在しません|見つかりません)/,
];

/** The domain states that it accepts no mail (RFC 7505, RFC 7504), or the recipient has moved to another address. */
export const GONE: readonly RegExp[] = [
  /\bnull ?mx\b|\bno mx record found for domain\b|\bdoes(?: not|n'?t) (?:accept|receive) (?:any )?(?:e-?)?mail\b(?! from)|\bmail receiving disabled\b|\bindicated no smtp service\b|\bseem to reject all mails\b|\bno route for current request\b|\bname server: \.: host not found\b|\bno host found for existing smtp connection\b/,
  /\b(?:mailbox|user|recipient|account|address) (?:\S{1,120} )?(?:has |was )?(?:moved|changed|been (?:moved|replaced|changed))\b|\bno longer on (?:this |the )?server\b|\bno forwarding address\b|\bhas (?:a )?new (?:e-?mail )?address\b|\bhas moved to\b|\bhas been replaced by\b|\bnot our customer\b/,
];
