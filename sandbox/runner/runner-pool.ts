import { WaitingLine } from "./waiting-line.ts";
import { WorkflowError } from "./workflow-error.ts";

/** A runner of the sandbox: jobs run on it one after the other. */
export interface RunnerDescription {
  /** Shown by the API and in logs; also the name of its work folder. */
  readonly name: string;
  /** Labels that it has; upper and lower case are one. */
  readonly labels: readonly string[];
}

/** A runner that a job has for itself until it gives it back. */
export interface AcquiredRunner extends RunnerDescription {
  /** From 1, in the order of the options. */
  readonly id: number;
  readonly release: () => void;
}

interface Runner extends RunnerDescription {
  readonly id: number;
  isBusy: boolean;
}

function hasLabels({ labels }: RunnerDescription, wanted: readonly string[]): boolean {
  const own = new Set(labels.map((label) => label.toLowerCase()));
  return wanted.every((label) => own.has(label.toLowerCase()));
}

/** The runners of a sandbox. A job waits for the first free one that has all its labels; the oldest job goes first. */
export class RunnerPool {
  readonly #runners: readonly Runner[];
  readonly #line = new WaitingLine<readonly string[], Runner>();

  constructor(descriptions: readonly RunnerDescription[]) {
    this.#runners = descriptions.map((one, index) => ({ ...one, id: index + 1, isBusy: false }));
  }

  /**
   * Waits for a runner with all labels; `undefined` when the signal aborts first.
   *
   * @throws WorkflowError at once when no runner has them: GitHub would let the job wait for a day
   */
  async acquire(labels: readonly string[], signal: AbortSignal): Promise<AcquiredRunner | undefined> {
    this.#check(labels);
    const acquired = this.#line.join(labels, signal);
    this.#handOut();
    const runner = await acquired;
    if (runner === undefined) return undefined;
    const { id, name, labels: own } = runner;
    return { id, name, labels: own, release: () => this.#release(runner) };
  }

  #check(labels: readonly string[]): void {
    if (this.#runners.some((runner) => hasLabels(runner, labels))) return;
    const shown = this.#runners.map(({ name, labels: own }) => `${name} has ${own.join(", ")}`);
    throw new WorkflowError(
      `runs-on: no runner of the sandbox has the label(s) ${labels.join(", ")}; ${shown.join("; ")}`,
    );
  }

  #release(runner: Runner): void {
    runner.isBusy = false;
    this.#handOut();
  }

  #handOut(): void {
    this.#line.serve((labels) => {
      const runner = this.#runners.find((one) => !one.isBusy && hasLabels(one, labels));
      if (runner !== undefined) runner.isBusy = true;
      return runner;
    });
  }
}
