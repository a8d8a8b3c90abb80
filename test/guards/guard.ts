/** A guard of the source, how it looks when it is taken away, and the tests of which at least one must fail then. */
export interface Guard {
  /** What it keeps out, as one reads it. */
  readonly name: string;
  readonly file: string;
  /** Text of the file, there exactly once. */
  readonly guard: string;
  /** What stands in its place when the guard is gone. */
  readonly without: string;
  /** Files or folders of tests, the quickest first. */
  readonly tests: readonly string[];
}
