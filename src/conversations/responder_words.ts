/**
 * Recognises automatic answers for an absent person by their text, in the languages of the usual mail programs. It
 * never reads headers.
 */

/**
 * Subjects that the usual mail programs give their answers, at the beginning, after "Re: " at most. Only such as no person
 * writes: "Abwesenheit am 24.12." and 不在通知 (a missed delivery) are what customers write about.
 */
export const RESPONDER_SUBJECT = new RegExp(
  "^(?:(?:re|aw|sv|antw|vs|odp|r|res): ?)?[[(【「《*]?(?:" + [
    // A word for absence before the subject that is answered; no person writes both.
    "(?:absence|absente?|abwesend|abwesenheit|urlaub|assente|assenza|ausente|ausencia|away|vacation|on leave|cong[ée]s?|vacaciones|ferie)\\s?[:：] ?(?:re|aw|antw?|rép|rv|sv|r)\\s?[:：]",
    "auto(?:matic(?:ally)?|mated)?[ -]?(?:reply|response|respond(?:er)?|answer|generated)",
    "out[ -]of[ -](?:the )?office|ooo(?: reply)?\\s?:",
    "(?:away|absent) from (?:the |my )?office|vacation (?:reply|notice|message)|autoreply",
    "automatische (?:antwort|e?-?mail|rückantwort)|(?:abwesenheits|urlaubs)-?(?:notiz|nachricht|benachrichtigung|meldung|assistent|hinweis|agent)|au(?:ß|ss)er haus\\s?:",
    "réponse automatique|absen(?:t|te|ce) du bureau|(?:message|notification|réponse) (?:automatique )?d.absence",
    "respuesta autom[áa]tica|fuera de (?:la )?oficina|ausente de la oficina|ausencia de la oficina",
    "risposta automatica|fuori sede|fuori (?:dall.)?ufficio|assen(?:te|za) dall",
    "resposta autom[áa]tica|fora do escrit[óo]rio|aus[êe]ncia (?:tempor[áa]ria|do escrit[óo]rio)|ausente do escrit[óo]rio",
    "automatisch antwoord|afwezigheids?(?:bericht|assistent|melding)|(?:automatisch )?afwezigheidsbericht|niet op kantoor\\s?:",
    "automatiskt? svar|autosvar|autoreplik|fr[åa]nvaro(?:meddelande|assistent)|frav[æa]rs?(?:besked|assistent)|ikke p[åa] kontoret\\s?:",
    "automaattinen vastaus|poissaoloilmoitus|poissa toimistosta",
    "odpowied[źz] automatyczna|automatyczna odpowied[źz]|poza biurem|nieobecno[śs][ćc] w biurze",
    "automatick[áa] odpov[ěe][ďd]|mimo kancel[áa][řr]|automatikus válasz|házon kívül|irodán kívül",
    "răspuns automat|r[ăa]spuns automat|în afara biroului|automatski odgovor|samodejni odgovor|izvan ureda",
    "автоматический ответ|автоответ|вне офиса|автоматична відповідь|поза офісом|автоматичен отговор",
    "otomatik yan[ıi]t|ofis dı[şs]ında|αυτόματη απάντηση|εκτός γραφείου",
    "自動(?:返信|応答|回答)|不在(?:時の)?自動|自动(?:回复|答复)|自動(?:回覆|回复)|부재 ?중 ?(?:자동|알림|메시지)|자동 ?(?:회신|응답|답장)",
    "מענה אוטומטי|תשובה אוטומטית|מחוץ למשרד|رد تلقائي|خارج المكتب|ตอบกลับอัตโนมัติ|trả lời tự động|balasan otomatis",
  ].join("|") + ")",
  "iu",
);

/** A line that says of the mail itself that no person wrote it. */
const SAYS_AUTOMATIC = new RegExp(
  "^[^\\p{L}\\n]{0,20}(?:" + [
    "(?:please note: )?this is an? (?:auto(?:matic|mated|matically generated)?)[ -](?:reply|response|e-?mail|message|answer|notification)",
    "(?:this|the following) (?:e-?mail|message|reply|response) (?:is|was|has been) (?:generated automatically|automatically generated|sent automatically|auto-generated)",
    "(?:hinweis: )?(?:dies|das|hierbei) (?:ist|handelt es sich um) eine (?:automatische|automatisch (?:generierte|erzeugte|erstellte|versendete))[rsn]? (?:antwort|nachricht|e-?mail|abwesenheitsnotiz|mail)",
    "diese (?:e-?mail|nachricht|antwort) (?:wurde|ist) automatisch",
    "(?:ceci est|il s.agit d.) ?une? (?:réponse|message|courriel|e-?mail) automatique",
    "(?:este|esta|éste|ésta) es una? (?:respuesta|mensaje|correo) autom[áa]tic[oa]|este (?:correo|mensaje) (?:se ha generado|ha sido generado|fue generado) autom",
    "this (?:mailbox|inbox|address|e-?mail address) is (?:(?:not|no longer) (?:monitored|read|attended|in use)|(?:unattended|unmonitored))|dieses postfach wird nicht (?:gelesen|überwacht)|diese adresse wird nicht (?:gelesen|überwacht)|cette (?:boîte|adresse) n.est (?:pas|plus) (?:relevée|surveillée|consultée)|este buz[óo]n no (?:se lee|est[áa] atendido|recibe respuestas)|questa casella non (?:è|e') (?:presidiata|monitorata)",
    "هذا رد (?:آلي|تلقائي)|هذه رسالة (?:آلية|تلقائية)",
    "quest[oa] (?:è|e') una? (?:risposta|messaggio|e-?mail) automatic[oa]",
    "(?:esta|este) é uma? (?:resposta|mensagem|e-?mail) autom[áa]tic[oa]",
    "dit is een automatisch(?:e)? (?:antwoord|bericht|e-?mail|gegenereerd)",
    "detta är ett automatiskt|dette er en? automatisk|to jest (?:automatyczna|wiadomość automatyczna|odpowiedź automatyczna)|tämä on automaattinen",
    "это автоматический ответ|это автоматическое сообщение|данное сообщение (?:создано|отправлено) автоматически",
    "(?:[^\\n]{0,120}[。！!])?(?:※\\s?)?(?:この|本)(?:メール|メッセージ|返信)は[、,]?(?:システムより|システムから)?自動(?:返信|送信|配信|応答|的に)|(?:これは)?自動(?:返信|応答|配信)(?:メール|メッセージ)?です",
    "这是(?:一封)?自动(?:回复|答复)|此(?:邮件|信)(?:为|是)自动|這是自動(?:回覆|回复)|이 (?:메일|메시지)은? 자동|자동 ?(?:회신|응답) ?(?:메일|메시지)?입니다",
  ].join("|") + ")",
  "imu",
);

/** Somebody is away. */
const ABSENT =
  /\b(?:our|the) office (?:is|will be) closed\b|\b(?:unser|das) büro ist [^\n]{0,40}geschlossen|\bnos bureaux (?:sont|seront) fermés|\bnuestras? oficinas? (?:está|estará|permanecerá)n? cerrad|\b(?:i am|i'm|i will be|i'll be) (?:currently |presently )?(?:out of (?:the |my )?office|away from (?:the |my )?(?:office|desk|e-?mail)|on (?:annual |parental |maternity |paternity |sick )?(?:leave|vacation|holidays?)|travell?ing)\b|\b(?:ich bin|bin ich) (?:derzeit |zurzeit |momentan |(?:bis|vom|ab) [^\n]{1,40}? )?(?:nicht im (?:büro|haus)|außer haus|im urlaub|abwesend|nicht erreichbar|in elternzeit)|\bich befinde mich (?:derzeit |zurzeit |momentan |bis [^\n]{1,40}? )?(?:im urlaub|in elternzeit|auf (?:dienst)?reise)|\bje (?:suis|serai) (?:actuellement |absente? |en |hors )[^.\n]{0,30}(?:absente?|congés?|vacances|bureau)|\bje suis absente?\b|\b(?:estoy|estaré|me encuentro) (?:actualmente )?(?:fuera de (?:la )?oficina|de vacaciones|ausente|de baja)|\b(?:sono|sarò) (?:attualmente |al momento )?(?:fuori (?:ufficio|sede)|in ferie|assente)|\b(?:ik ben|ben ik) (?:momenteel |op dit moment |tot [^.\n]{1,40} )?(?:afwezig|niet (?:op kantoor|aanwezig|bereikbaar)|met (?:vakantie|verlof))|\b(?:estou|estarei|encontro-me) (?:atualmente |actualmente )?(?:fora do escritório|de férias|ausente)|休暇(?:中|を(?:いただ|取得))|休業(?:とさせて|いたします|中)|不在(?:のため|にして|としており|です)|出張(?:中|のため)|\b(?:jag är|jeg er) (?:för närvarande |for tiden )?(?:inte på kontoret|ikke på kontoret|på semester|på ferie|bortrest)|\bprzebywam na urlopie|\bjestem poza biurem|(?<!\p{L})в отпуске(?!\p{L})|(?:我|本人)?(?:正在|目前)(?:休假|出差|度假)|휴가 ?중입니다|부재 ?중입니다|(?<!\p{L})(?:y[ıi]ll[ıi]k )?izindeyim(?!\p{L})|(?:أنا|سأكون) (?:حالي[اً]{1,2} )?(?:خارج المكتب|في إجازة)/iu;

/** Phrases that an absent person's program uses and a customer does not. */
const RETURNING = new RegExp(
  [
    // Little access, and what becomes of the mail meanwhile
    "\\b(?:limited|intermittent|no|restricted) access to (?:my )?e-?mails?|(?:wird|werden) (?:[^.\n]{1,30} )?nicht (?:weitergeleitet|gelesen)|accès limité à|acceso limitado",
    // Whom to ask meanwhile, and never the writer
    "\\b(?:in (?:urgent cases|case of urgency)|for (?:urgent|immediate) (?:matters|assistance|issues|requests)|if (?:this|it|your (?:matter|request)) is urgent)(?![^.\\n]{0,30} me\\b)|in dringenden (?:fällen|angelegenheiten)(?![^.\\n]{0,30} mich\\b)",
    "en cas d.urgence(?![^.\\n]{0,30}-moi)|en caso de urgencia(?!,? ll[áa]m[ea]nme)|in caso di urgenza|per (?:urgenze|questioni urgenti)|(?:in|voor) dringende (?:gevallen|zaken)|em caso de urgência|assuntos urgentes|お急ぎの(?:場合|方|ご用件)|vid brådskande|w pilnych sprawach|в срочных случаях|في الحالات العاجلة|للأمور العاجلة",
    // That an answer follows
    "\\b(?:will|shall|'ll) (?:respond|reply|answer|get back to you|return your|attend to your)\\b|(?:nach meiner rückkehr|wieder (?:im büro|erreichbar|für sie da))(?![^\\n]{0,40}(?:bitte|liefer|anruf))|bei meiner rückkehr",
    "(?:répond|recontact|trait)\\S{0,8}[^.\\n]{0,60} mon retour|mon retour[^.\\n]{0,60}(?:répond|recontact|traite)|(?:respond|contest|atend|contact)\\S{0,8}[^.\\n]{0,60} mi (?:regreso|vuelta)|mi (?:regreso|vuelta)[^.\\n]{0,60}(?:respond|contest|atend|contact)",
    "(?:rispond|ricontatt)\\S{0,8}[^.\\n]{0,60} mio (?:rientro|ritorno)|mio (?:rientro|ritorno)[^.\\n]{0,60}(?:rispond|ricontatt)|bij (?:mijn )?terugkomst|na mijn (?:vakantie|terugkeer)|no (?:meu )?regresso|quando (?:eu )?(?:voltar|regressar)",
    "(?:返信|返事|ご連絡|対応|回答)(?:が|は)?[^。\\n]{0,12}(?:遅(?!れました|くなりました|れ(?:て|まして)?(?:すみ|申し|ごめ))|後日|以降|出来|でき)|när jag är tillbaka|når jeg er tilbake|når jeg er tilbage|po powrocie|по возвращении|عند عودتي|بعد عودتي|如有(?:急事|紧急)|紧急(?:事宜|情况)请|복귀[^.\\n]{0,20}(?:답변|회신|연락)|acil durum(?:lar)?(?:da)?(?:(?: için)|,)",
    "(?:please )?(?:reach out to|contact|write to|turn to|e-?mail) [^\\s@]{1,64}@\\S{3,100} (?:instead|in the meantime|meanwhile|in my absence)",
  ].join("|"),
  "iu",
);

/** Somebody is no longer there for whom the mail was meant. */
const LEFT =
  /\b(?:i (?:no longer|do not|don't) work (?:for|at|with)|i(?:'ve| have) left the (?:company|organi[sz]ation|firm)|i am no longer (?:with the company|employed (?:by|at))|ich bin nicht mehr (?:für|bei) [^.\n]{1,60} (?:tätig|beschäftigt|angestellt)|je ne (?:fais plus partie|travaille plus (?:pour|chez|dans|au sein))|ya no trabajo (?:en|para|con)|non lavoro più (?:in|per|presso)|ik ben niet meer werkzaam|já não trabalho|não trabalho mais)\b|退職(?:いた|致)?しました|لم أعد أعمل/iu;
/** A person who moves their mail to an address of their own. */
const OWN_ADDRESS =
  /\bmy (?:new|private|personal|own|home|other)\b|\bmeine[rn]? (?:neue|private|eigene)|\bmon (?:nouve|adresse|e-?mail|perso)|\bmi (?:nuev|corre|propi)|\bmi[ao] (?:nuov|personal|privat)|\bmijn (?:nieuwe|privé|eigen)/iu;
/** Where the mail is to go instead: an address, and a word that sends there. */
const REDIRECTED =
  /(?:\b(?:direct|redirect|forward|send|contact|address|write|e-?mail|wenden|richten|adress|écri|contact|diri[gj]|escrib|scriv|contatt|indirizz|richt|contacte)\p{L}{0,6}\b|連絡|宛|التواصل|مراسلة)[^\n]{0,120}[\w.+-]@[\w-]|[\w.+-]@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}[^\n]{0,20}(?:連絡|お願い)/iu;

/** What a desk of tickets says at once: that the mail has come, and that somebody will answer. */
const RECEIVED =
  /\bwe (?:have )?received your (?:message|e-?mail|request|enquiry|inquiry)\b[^\n]{0,80}(?:\b(?:will|shall|aim to|try to)|'ll)\b[^\n]{0,40}\b(?:get back|respond|reply|answer|be in touch)|\bthank you for (?:contacting|writing to|your (?:message|e-?mail|request))[^]{0,120}\ba (?:support )?(?:ticket|case) has been (?:created|opened|logged|raised)\b|\byour (?:request|ticket|case|enquiry|inquiry) (?:[(#\[]\S{1,20} )?has been (?:received|logged) and is (?:currently )?being (?:reviewed|processed|handled|looked (?:at|into)|worked on)\b|unter der (?:ticket|vorgangs|bearbeitungs|referenz)-?(?:nummer|nr\.?|id) [^\n]{1,60} (?:erfasst|aufgenommen|bearbeite|angelegt)|nous accusons réception de votre (?:message|demande|e-?mail|courriel)[^\n]{0,120}(?:répond|recontact|traiter)|hemos registrado su (?:mensaje|solicitud|consulta|correo)[^\n]{0,120}(?:respond|contest|contact)|abbiamo registrato la (?:sua|tua) (?:richiesta|segnalazione)[^\n]{0,120}(?:rispond|contatt)|(?:ihre (?:nachricht|anfrage|e-?mail) (?:ist eingegangen|erhalten)|ihre (?:nachricht|anfrage|e-?mail) (?:haben wir )?erhalten)[^\n]{0,80}(?:melden uns|antworten|bearbeiten)|nous avons bien reçu votre (?:message|demande|e-?mail)[^\n]{0,100}(?:répond|reviendrons|traiter)|hemos recibido su (?:mensaje|solicitud|consulta|correo)[^\n]{0,100}(?:respond|contest|contact)|abbiamo ricevuto (?:il suo|la sua|la tua|il tuo) (?:messaggio|richiesta|e-?mail)[^\n]{0,100}(?:rispond|contatt)|お問い合わせ(?:を|いただき)[^。\n]{0,30}(?:受け付け|承り)(?:いた)?しました/iu;

/** Subjects of customers' mails; a program's text that mentions one is shown rather than dropped. */
const SHOP_MATTER =
  /\b(?:order|deliver|delivery|parcel|package|shipment|ship|refund|return(?! (?:to|on|from))s?(?= (?:the|my|it|an))|cancel|exchange|address|size|colou?r|invoice|bestell|liefer|paket|sendung|rücksend|stornier|adresse|rechnung|größe|commande|livr|colis|rembours|annul|pedido|entreg|paquete|e?nv[íi]o|reembols|direcci[óo]n|ordine|consegn|pacco|spedi|rimbors|bestelling|bezorg|pakket|lever|encomenda|reembolso)\w{0,12}\b|\b(?:neighbou?r|nachbar|voisin|vecin[oa]|vicin[oa]|buren|survey|umfrage)\w{0,5}\b|注文|配送|配達|届け|届き|荷物|返品|返金|キャンセル|住所|طرد|توصيل|تسليم|شحن|إرجاع|استرداد|عنوان(?!ي الإلكتروني)/iu;

const ABSENCE_MAX_CHARS = 1_500;

/** Returns whether `own_text`, without quotations, says that a program wrote it, or can only be an absence notice. */
export function readsLikeResponder(own_text: string): boolean {
  const text = own_text.slice(0, 4 * ABSENCE_MAX_CHARS);
  if (SAYS_AUTOMATIC.test(text)) return true;
  return text.length <= ABSENCE_MAX_CHARS && !/[?？]/.test(text) && !SHOP_MATTER.test(text) &&
    (ABSENT.test(text) && RETURNING.test(text) ||
      LEFT.test(text) && REDIRECTED.test(text) && !OWN_ADDRESS.test(text) ||
      RECEIVED.test(text));
}
