/** Matches the names that storefronts and plugins give to fields filled in by the customer. */

/** Matches `Gift message`, `gift_note`, `Grußkarte`, `_gift_wrap_message`. */
export const GIFT_MESSAGE_NAME =
  /gift[\s_-]*(wrap(ping)?[\s_-]*)?(message|note|text|card[\s_-]*message)|gru(ß|ss)[\s_-]*(karte|text|nachricht|botschaft)|message[\s_-]*cadeau|mensaje[\s_-]*(de[\s_-]*)?regalo|ギフトメッセージ|メッセージカード/i;

/** Matches `PO number`, `_billing_po_number`, `purchase_order_number`, `Bestellnummer des Kunden`. */
export const PO_NUMBER_NAME =
  /(^|[\s_-])p\.?o\.?[\s_-]*(number|no\.?|#|num)|purchase[\s_-]*order([\s_-]*(number|no\.?|#|num))?$|kunden[\s_-]*bestellnummer|bestellnummer[\s_-]*des[\s_-]*kunden|numéro[\s_-]*de[\s_-]*bon[\s_-]*de[\s_-]*commande|número[\s_-]*de[\s_-]*orden[\s_-]*de[\s_-]*compra|発注番号/i;
