import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The logs of jobs: one text file each, written line by line while the job runs. */
export class JobLogs {
  readonly #directory: string;

  constructor(stateDirectory: string) {
    this.#directory = join(stateDirectory, "actions", "logs");
    mkdirSync(this.#directory, { recursive: true });
  }

  /** Adds complete lines. */
  append(jobId: number, text: string): void {
    appendFileSync(this.#file(jobId), text);
  }

  /** All that was written so far; "" for a job that wrote nothing. */
  read(jobId: number): string {
    const file = this.#file(jobId);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  /** Deletes a job's log. */
  remove(jobId: number): void {
    rmSync(this.#file(jobId), { force: true });
  }

  #file(jobId: number): string {
    return join(this.#directory, `${jobId}.log`);
  }
}
