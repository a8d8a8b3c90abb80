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
  try {
    return await startGit(root, extra).raw([...args]);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message.trim() : String(cause);
    throw new PawlError("git.failed", { message: `git ${args[0] ?? ""} failed in ${root}: ${said}`, cause });
  }
}

/** The bytes of a blob. @param oid its full object id. */
export async function readBlob(root: string, oid: string): Promise<Uint8Array> {
  return startGit(root, {}).binaryCatFile(["blob", oid]) as Promise<Buffer>; // typed `any` by the library
}

function startGit(root: string, extra: GitVariables): SimpleGit {
  return simpleGit({
    baseDir: root,
    allowEnvironment: ownVariables,
    unsafe: { allowUnsafeConfigEnvCount: true },
    errors: (error, result) => error ?? failure(result),
  }).env({ ...gitEnvironment(process.env), ...extra });
}

/** The library takes a silent non-zero exit for success. */
function failure(result: { exitCode: number; stdErr: Buffer[]; stdOut: Buffer[] }): Buffer | undefined {
  if (result.exitCode === 0) return undefined;
  const said = Buffer.concat([...result.stdErr, ...result.stdOut]);
  return said.length > 0 ? said : Buffer.from(`exit status ${result.exitCode}`);
}
