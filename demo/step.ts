/** One step of the demo. It finds what an earlier, interrupted play left and goes on from there. */
export interface DemoStep {
  readonly name: string;
  /** Returns the address of the page that shows the result and, if any, one line about it. */
  run(): Promise<{ readonly url: string; readonly note?: string }>;
}

/** How a step went. */
export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly url: string;
  readonly note?: string;
  readonly error?: string;
}
