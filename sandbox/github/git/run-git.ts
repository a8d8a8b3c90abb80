import { spawn } from "node:child_process";

/** How a git command ended. */
export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** What a git command gets. */
export interface GitInput {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** A git command that failed where it must not. */
export class GitFailure extends Error {
  readonly status: number;

  /** Keeps the arguments and what git said. */
  constructor(args: readonly string[], result: GitResult) {
    super(`git ${args.join(" ")} failed with status ${result.status}: ${result.stderr.trim()}`);
    this.name = "GitFailure";
    this.status = result.status;
  }
}

/** The environment of every git process: nothing of the user's configuration, no prompts, plain English. */
export function gitEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    ...extra,
  };
}

/** Runs git in a bare repository and collects its output; a non-zero status is a result, not an error. */
export function runGit(
  directory: string,
  args: readonly string[],
  { input, env }: GitInput = {},
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", [`--git-dir=${directory}`, ...args], {
      env: gitEnvironment(env),
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ status: code ?? 1, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() });
    });
    // git may close its input early; its status says why.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}
