/** Says what a reader would stumble over in a shop's own text: too long, too loud. It forbids nothing. Pure. */

export type TextAdvice =
  | "subject_long"
  | "subject_cut"
  | "button_long"
  | "much_longer"
  | "loud"
  | "capitals"
  | "double_blank"
  | "long_sentence";

/** Letters of a subject that a phone shows, and those that most inboxes do. */
const SUBJECT_PHONE = 45;
const SUBJECT_MAX = 70;
const BUTTON_MAX = 40;
const WORDS_MAX = 32;
/** How much longer than the usual text one of more than a few words may be. */
const LONGER = 2.2;
const SHORT = 20;

/** `name`: the text's own name, as `subject_till`; `usual`: what it takes the place of. */
export function textAdvice(name: string, text: string, usual: string): readonly TextAdvice[] {
  const said = spoken(text);
  const length = [...said].length;
  const is_subject = name.startsWith("subject");
  const usual_length = [...spoken(usual)].length;
  return [
    ...(is_subject && length > SUBJECT_MAX ? ["subject_cut" as const] : []),
    ...(is_subject && length > SUBJECT_PHONE && length <= SUBJECT_MAX ? ["subject_long" as const] : []),
    ...(/^(?:submit|send|open|view|pay|button)/.test(name) && length > BUTTON_MAX
      ? ["button_long" as const]
      : []),
    ...(usual_length >= SHORT && length > usual_length * LONGER ? ["much_longer" as const] : []),
    ...(/!.*!|!\s*!/s.test(said) ? ["loud" as const] : []),
    ...(/(?:\p{Lu}{4,}[^\p{L}]+){2}|\p{Lu}{4,}[^\p{L}]+\p{Lu}{4,}/u.test(said) ? ["capitals" as const] : []),
    ...(/ {2}/.test(text) ? ["double_blank" as const] : []),
    ...(said.split(/[.!?。！？]/).some((sentence) => sentence.trim().split(/\s+/).length > WORDS_MAX)
      ? ["long_sentence" as const]
      : []),
  ];
}

/** The text as it is read, with a usual word for each variable. */
function spoken(text: string): string {
  return text.replaceAll(/\{\w+\}/g, "#1001")
    .replaceAll(
      /\{\w+, (?:plural|select|selectordinal),|\b(?:one|other|few|many|two|zero) ?\{|=\d ?\{|\}/g,
      "",
    );
}
