/**
 * Reports that a mail cannot be written because of one header: names the field and the rule, never the value, which
 * may be personal.
 */
export class HeaderRefused extends Error {
  override readonly name = "HeaderRefused";
  readonly field: string;
  readonly rule: string;

  constructor(field: string, rule: string) {
    super(`Cannot compose the mail as ${field} must ${rule}`);
    this.field = field;
    this.rule = rule;
  }
}
