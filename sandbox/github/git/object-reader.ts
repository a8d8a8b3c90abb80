import { spawn, type ChildProcess } from "node:child_process";
import { gitEnvironment } from "./run-git.ts";

/** A git object. */
export interface GitObject {
  readonly sha: string;
  readonly type: "blob" | "tree" | "commit" | "tag";
  readonly sizeBytes: number;
  readonly bytes: Buffer;
}

interface Waiter {
  readonly hasContents: boolean;
  readonly resolve: (object: GitObject | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** Reads objects through one lasting `git cat-file --batch-command` process: no new process per read. */
export class ObjectReader {
  readonly #directory: string;
  #child: ChildProcess | undefined;
  #waiting: Waiter[] = [];
  #chunks: Buffer[] = [];
  #length = 0;
  #needed = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** `name` is anything that git can resolve, `main:path` too; `undefined` when there is no such object. */
  read(name: string): Promise<GitObject | undefined> {
    return this.#ask("contents", name);
  }

  /** Type and size alone; `bytes` is empty. */
  info(name: string): Promise<GitObject | undefined> {
    return this.#ask("info", name);
  }

  /** Ends the process. */
  close(): void {
    this.#child?.stdin?.end();
    this.#child?.kill();
    this.#child = undefined;
  }

  #ask(command: "contents" | "info", name: string): Promise<GitObject | undefined> {
    if (/[\n\0]/.test(name)) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const child = this.#start();
      this.#waiting.push({ hasContents: command === "contents", resolve, reject });
      child.stdin?.write(`${command} ${name}\n`);
    });
  }

  #start(): ChildProcess {
    if (this.#child) return this.#child;
    const child = spawn("git", [`--git-dir=${this.#directory}`, "cat-file", "--batch-command"], {
      env: gitEnvironment(),
      stdio: ["pipe", "pipe", "ignore"],
    });
    child.unref();
    child.stdin?.on("error", () => undefined);
    child.stdout?.on("data", (chunk: Buffer) => {
      this.#take(chunk);
    });
    child.on("close", () => {
      this.#child = undefined;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const waiter of waiting) waiter.reject(new Error("git cat-file ended"));
    });
    this.#child = child;
    return child;
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed) return;
    let buffer = Buffer.concat(this.#chunks);
    let used = this.#answer(buffer);
    while (used > 0) {
      buffer = buffer.subarray(used);
      used = this.#answer(buffer);
    }
    this.#chunks = [buffer];
    this.#length = buffer.length;
  }

  /** Answers one waiter from the front of the buffer; returns the bytes used, 0 when more must come. */
  #answer(buffer: Buffer): number {
    this.#needed = 0;
    const end = buffer.indexOf(10);
    if (end < 0) return 0;
    const line = buffer.toString("utf8", 0, end);
    const match = /^([0-9a-f]{40}) (blob|tree|commit|tag) (\d+)$/.exec(line);
    if (!match) {
      this.#waiting.shift()?.resolve(undefined);
      return end + 1;
    }
    return this.#answerObject(buffer, end, match);
  }

  #answerObject(buffer: Buffer, end: number, match: RegExpExecArray): number {
    const sizeBytes = Number(match[3]);
    const hasContents = this.#waiting[0]?.hasContents ?? false;
    const total = hasContents ? end + 1 + sizeBytes + 1 : end + 1;
    if (buffer.length < total) {
      this.#needed = total;
      return 0;
    }
    this.#waiting.shift()?.resolve({
      sha: match[1] ?? "",
      type: match[2] as GitObject["type"],
      sizeBytes,
      bytes: hasContents ? Buffer.from(buffer.subarray(end + 1, end + 1 + sizeBytes)) : Buffer.alloc(0),
    });
    return total;
  }
}
