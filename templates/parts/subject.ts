/** Sets what was bought behind a subject, where both fit into what an inbox shows. */

/** Letters that a desk's inbox shows; a Japanese letter takes the room of two. */
const ROOM = 60;
const WIDE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/u;

/** `Order #1001 is on its way · Wool blanket` */
export function named(subject: string, product: string | null): string {
  if (product === null) return subject;
  const whole = `${subject} · ${product}`;
  return widthOf(whole) <= ROOM ? whole : subject;
}

function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + (WIDE.test(letter) ? 2 : 1), 0);
}
