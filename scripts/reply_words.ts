/** Texts of the shop's mail and the customer's replies, in five languages, for `reply_fixtures.ts`. */

export const LANGUAGES = ["en", "de", "fr", "es", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Ours {
  readonly subject: string;
  readonly lines: readonly string[];
}

export interface Answers {
  /** Above the quotation. */
  readonly top: readonly string[];
  /** The writer's own text that looks like a header, a field, a list or a signature. */
  readonly tricky: readonly string[];
  /** Answers between the quoted lines: after our third line, and at the end. */
  readonly between: readonly [string, string];
  /** Below it. */
  readonly bottom: readonly string[];
}

export const OURS: Readonly<Record<Language, Ours>> = {
  en: {
    subject: "Your order #1001",
    lines: [
      "Hello Ada,",
      "",
      "thank you for your order. We are getting two coffee mills ready for you.",
      "Which colour would you like for the second one, moss green or slate?",
      "",
      "The parcel will go to Torstrasse 1, 10119 Berlin. Is that still right?",
      "",
      "Kind regards",
      "Kontor & Söhne, Speicherstadt 4, 20457 Hamburg",
    ],
  },
  de: {
    subject: "Ihre Bestellung #1001",
    lines: [
      "Guten Tag Ada Lovelace,",
      "",
      "vielen Dank für Ihre Bestellung. Wir machen zwei Kaffeemühlen für Sie fertig.",
      "Welche Farbe soll die zweite haben, Moosgrün oder Schiefer?",
      "",
      "Das Paket geht an die Torstraße 1, 10119 Berlin. Stimmt das noch?",
      "",
      "Mit freundlichen Grüßen",
      "Kontor & Söhne, Speicherstadt 4, 20457 Hamburg",
    ],
  },
  fr: {
    subject: "Votre commande nº 1001",
    lines: [
      "Bonjour Ada,",
      "",
      "merci pour votre commande. Nous préparons deux moulins à café pour vous.",
      "Quelle couleur souhaitez-vous pour le second, vert mousse ou ardoise ?",
      "",
      "Le colis partira vers la Torstrasse 1, 10119 Berlin. Est-ce toujours exact ?",
      "",
      "Cordialement",
      "Kontor & Söhne, Speicherstadt 4, 20457 Hamburg",
    ],
  },
  es: {
    subject: "Su pedido n.º 1001",
    lines: [
      "Hola, Ada:",
      "",
      "gracias por su pedido. Estamos preparando dos molinillos de café para usted.",
      "¿De qué color quiere el segundo, verde musgo o pizarra?",
      "",
      "El paquete irá a la Torstrasse 1, 10119 Berlín. ¿Sigue siendo correcto?",
      "",
      "Un saludo cordial",
      "Kontor & Söhne, Speicherstadt 4, 20457 Hamburg",
    ],
  },
  ja: {
    subject: "ご注文 #1001",
    lines: [
      "ラブレス様",
      "",
      "ご注文ありがとうございます。コーヒーミルを二台ご用意しております。",
      "二台目のお色は、モスグリーンとスレートのどちらになさいますか。",
      "",
      "お届け先はベルリン、トーア通り1番地でよろしいでしょうか。",
      "",
      "今後ともよろしくお願いいたします。",
      "Kontor & Söhne, Speicherstadt 4, 20457 Hamburg",
    ],
  },
};

export const REPLIES: Readonly<Record<Language, Answers>> = {
  en: {
    top: ["Moss green, please. And the address is still right.", "", "Thank you!", "Ada"],
    tricky: [
      "Two things:",
      "- On Monday I wrote to you: nothing came back.",
      "- From: the first floor. To: the third, please. Ring twice.",
      "",
      "My neighbour said on 3 November at 12:30: the parcel is too large for the lift.",
      "Sent from my old address last time, so please look twice.",
    ],
    between: ["Slate for the second one, please.", "No, please send it to Torstrasse 2."],
    bottom: ["Slate, please. Please deliver after 6 pm.", "", "Ada"],
  },
  de: {
    top: ["Moosgrün, bitte. Die Adresse stimmt noch.", "", "Danke!", "Ada"],
    tricky: [
      "Zwei Dinge:",
      "- Am Montag schrieb ich Ihnen: es kam nichts zurück.",
      "- Von: erster Stock. An: bitte den dritten. Zweimal klingeln.",
      "",
      "Meine Nachbarin sagte am 3. November um 12:30: das Paket ist zu groß für den Aufzug.",
      "Gesendet habe ich es letztes Mal an die alte Adresse, bitte genau hinsehen.",
    ],
    between: ["Für die zweite bitte Schiefer.", "Nein, bitte an die Torstraße 2."],
    bottom: ["Schiefer, bitte. Bitte nach 18 Uhr liefern.", "", "Ada"],
  },
  fr: {
    top: ["Vert mousse, s'il vous plaît. L'adresse est toujours la bonne.", "", "Merci !", "Ada"],
    tricky: [
      "Deux choses :",
      "- Le lundi je vous ai écrit : rien n'est revenu.",
      "- De : premier étage. À : troisième, s'il vous plaît. Sonnez deux fois.",
      "",
      "Ma voisine a dit le 3 novembre à 12:30 : le colis est trop grand pour l'ascenseur.",
      "Envoyé à l'ancienne adresse la dernière fois, regardez bien.",
    ],
    between: ["Ardoise pour le second, s'il vous plaît.", "Non, envoyez-le à la Torstrasse 2."],
    bottom: ["Ardoise, s'il vous plaît. Livrez après 18 h.", "", "Ada"],
  },
  es: {
    top: ["Verde musgo, por favor. La dirección sigue siendo correcta.", "", "¡Gracias!", "Ada"],
    tricky: [
      "Dos cosas:",
      "- El lunes les escribí: no llegó nada.",
      "- De: primer piso. Para: el tercero, por favor. Llamen dos veces.",
      "",
      "Mi vecina dijo el 3 de noviembre a las 12:30: el paquete es demasiado grande para el ascensor.",
      "Enviado a la dirección antigua la última vez, miren bien.",
    ],
    between: ["Pizarra para el segundo, por favor.", "No, envíenlo a la Torstrasse 2."],
    bottom: ["Pizarra, por favor. Entreguen después de las 18 h.", "", "Ada"],
  },
  ja: {
    top: ["モスグリーンでお願いします。住所はそのままで結構です。", "", "よろしくお願いします。", "ラブレス"],
    tricky: [
      "二つお願いがあります。",
      "・月曜日にメールを書きました：返事がありません。",
      "・宛先：三階です。二回鳴らしてください。",
      "",
      "11月3日の12:30に隣の人が言いました：荷物が大きすぎます。",
      "前回は古い住所から送信したので、ご確認ください。",
    ],
    between: ["二台目はスレートでお願いします。", "いいえ、トーア通り2番地にお願いします。"],
    bottom: ["スレートでお願いします。18時以降に届けてください。", "", "ラブレス"],
  },
};
