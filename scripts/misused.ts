/** An error that the caller of a task can correct. */
export class Misused extends Error {}
