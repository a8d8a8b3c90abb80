import { execFile, type ExecFileException } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** What a finished program left. */
export interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is started. */
export interface StartOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Written to its standard input. */
  readonly input?: string;
}

/**
 * The path of a peer below `.cache/interop`, such as `dvc/bin/gto`.
 *
 * @throws Error when test/interop/setup.sh has not put it there: no test is left out for want of its peer.
 */
export function peer(path: string): string {
  const found = resolve(".cache/interop", path);
  if (!existsSync(found)) throw new Error(`${found} is missing; run test/interop/setup.sh`);
  return found;
}

/** Runs a program to its end, whatever its exit status, without blocking servers of this process. */
export async function finish(
  program: string,
  args: readonly string[],
  options: StartOptions = {},
): Promise<Finished> {
  const { cwd, env = process.env, input } = options;
  return await new Promise((settle, fail) => {
    const limits = { encoding: "utf8", maxBuffer: 2 ** 28, timeout: 240_000 } as const;
    const child = execFile(program, args, { ...limits, cwd, env }, (error, stdout, stderr) => {
      const status = statusOf(error);
      if (status === undefined) fail(new Error(`${program} did not run to its end`, { cause: error }));
      else settle({ status, stdout, stderr });
    });
    // A program that ends before it has read all its input says so by its exit status.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input ?? "");
  });
}

function statusOf(error: ExecFileException | null): number | undefined {
  if (error === null) return 0;
  return typeof error.code === "number" ? error.code : undefined;
}

/** Runs a program; its standard output. @throws Error with its messages when it fails. */
export async function output(
  program: string,
  args: readonly string[],
  options: StartOptions = {},
): Promise<string> {
  const { status, stdout, stderr } = await finish(program, args, options);
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.join(" ")} ended with ${status}:\n${stdout}\n${stderr}`);
}

/** Runs a script of test/interop/python in the environment of one peer, hands it JSON, and reads JSON. */
export async function runPython(
  environment: "dvc" | "mlflow" | "python",
  script: string,
  request: unknown,
): Promise<unknown> {
  const python = peer(`${environment}/bin/python`);
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  const text = await output(python, [resolve("test/interop/python", script)], {
    env,
    input: JSON.stringify(request),
  });
  return JSON.parse(text);
}
