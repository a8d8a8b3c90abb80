import { spawn, type ChildProcess } from "node:child_process";
import { gitEnvironment, runGit } from "./run-git.ts";

/** A change of one ref. Names and ids must have passed `ref-grammar.ts`. */
export interface RefChange {
  readonly ref: string;
  /** `null` deletes. */
  readonly sha: string | null;
  /** What the ref must be at; zeros: it must not exist; absent: anything. */
  readonly old: string | undefined;
}

/** Writes after which loose refs are packed: a list of thousands of files is slow to read. */
const packAfter = 256;

/**
 * Moves refs through one lasting `git update-ref --stdin` process, one transaction a change, one after the other. Git ends
 * the process with a refusal; the next change starts another.
 */
export class RefWriter {
  readonly #directory: string;
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #answers = "";
  #settle: ((isDone: boolean) => void) | undefined;
  #writes = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Whether the ref was at `old` and is changed now. */
  write(change: RefChange): Promise<boolean> {
    const done = this.#last.then(() => this.#write(change));
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Ends the process. */
  close(): void {
    this.#child?.stdin?.end();
    this.#child?.kill();
    this.#child = undefined;
  }

  async #write({ ref, sha, old }: RefChange): Promise<boolean> {
    const child = this.#start();
    const verb = sha === null ? "delete" : "update";
    const words = [verb, ref, ...(sha === null ? [] : [sha]), ...(old === undefined ? [] : [old])];
    const isDone = await new Promise<boolean>((resolve) => {
      this.#settle = resolve;
      this.#answers = "";
      child.stdin?.write(`start\noption no-deref\n${words.join(" ")}\ncommit\n`);
    });
    this.#writes += 1;
    if (this.#writes % packAfter === 0) await runGit(this.#directory, ["pack-refs", "--all"]);
    return isDone;
  }

  #start(): ChildProcess {
    if (this.#child) return this.#child;
    const child = spawn("git", [`--git-dir=${this.#directory}`, "update-ref", "--stdin"], {
      env: gitEnvironment(),
      stdio: ["pipe", "pipe", "ignore"],
    });
    child.unref();
    child.stdin?.on("error", () => undefined);
    child.stdout?.on("data", (chunk: Buffer) => {
      this.#answers += chunk.toString();
      if (this.#answers.endsWith("commit: ok\n")) this.#settle?.(true);
    });
    const gone = (): void => {
      if (this.#child === child) this.#child = undefined;
      this.#settle?.(false);
    };
    child.on("error", gone);
    child.on("close", gone);
    this.#child = child;
    return child;
  }
}
