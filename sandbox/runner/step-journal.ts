import type { Conclusion, JobRecord, RunnerHost, StepRecord } from "./host.ts";

/** Writes the steps of a job down as they start and end, for the API to show. */
export class StepJournal {
  readonly #host: RunnerHost;
  #job: JobRecord;
  #steps: StepRecord[] = [];

  constructor(host: RunnerHost, job: JobRecord) {
    this.#host = host;
    this.#job = job;
  }

  /** The job as written last. */
  get job(): JobRecord {
    return this.#job;
  }

  /** A step starts. Returns how to end it. */
  start(name: string): (conclusion: Conclusion) => void {
    const number = this.#steps.length + 1;
    const started: StepRecord = {
      name,
      number,
      status: "in_progress",
      conclusion: null,
      startedAt: this.#host.timestamp(),
      completedAt: null,
    };
    this.#steps.push(started);
    this.update({});
    return (conclusion) => {
      this.#steps = this.#steps.map((step) =>
        step.number === number
          ? { ...step, status: "completed", conclusion, completedAt: this.#host.timestamp() }
          : step,
      );
      this.update({});
    };
  }

  /** Writes a change of the job, with the steps as they stand. */
  update(change: Partial<JobRecord>): void {
    this.#job = this.#host.ledger.updateJob(this.#job, { steps: this.#steps, ...change });
  }
}
