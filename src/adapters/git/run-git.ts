import { simpleGit, type SimpleGit } from "simple-git";
import { PawlError } from "../../errors.ts";
import { gitEnvironment, ownVariables } from "./git-environment.ts";

/** Variables for one command. */
export type GitVariables = Readonly<Record<string, string>>;

/**
 * Starts git at `root` with a fixed argument list.
 *
 * @throws PawlError `git.failed` with git's own message.
 */
export async function runGit(
  root: string,
  args: readonly string[],
  extra: GitVariables = {},
): Promise<string> {
  return run(root, args, startGit(root, extra));
}

/**
 * {@link runGit} for questions whose answer must be whole: what git warns of and passes over, such as a broken ref, fails too.
 *
 * @throws PawlError `git.failed`
 */
export async function runStrictGit(root: string, args: readonly string[]): Promise<string> {
  return run(root, args, startGit(root, {}, strictFailure));
}

async function run(root: string, args: readonly string[], git: SimpleGit): Promise<string> {
  try {
    return await git.raw([...args]);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message.trim() : String(cause);
    throw new PawlError("git.failed", { message: `git ${args[0] ?? ""} failed in ${root}: ${said}`, cause });
  }
}

/** The bytes of a blob. @param oid its full object id. */
export async function readBlob(root: string, oid: string): Promise<Uint8Array> {
  return startGit(root, {}).binaryCatFile(["blob", oid]) as Promise<Buffer>; // typed `any` by the library
}

interface Ended {
  readonly exitCode: number;
  readonly stdErr: readonly Buffer[];
  readonly stdOut: readonly Buffer[];
}

function startGit(root: string, extra: GitVariables, judge = failure): SimpleGit {
  return simpleGit({
    baseDir: root,
    allowEnvironment: ownVariables,
    unsafe: { allowUnsafeConfigEnvCount: true },
    errors: (error, result) => error ?? judge(result),
  }).env({ ...gitEnvironment(process.env), ...extra });
}

/** The library takes a silent non-zero exit for success. */
function failure(result: Ended): Buffer | undefined {
  if (result.exitCode === 0) return undefined;
  const said = Buffer.concat([...result.stdErr, ...result.stdOut]);
  return said.length > 0 ? said : Buffer.from(`exit status ${result.exitCode}`);
}

function strictFailure(result: Ended): Buffer | undefined {
  const said = Buffer.concat([...result.stdErr]);
  return failure(result) ?? (said.length > 0 ? said : undefined);
}
