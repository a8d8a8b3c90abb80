import { parsePolicy, policyPath } from "../config/parse-policy.ts";
import type { Policy } from "../config/schema.ts";
import { PawlError } from "../errors.ts";
import type { FileSystem } from "../ports/file-system.ts";
import { renderProblems } from "../yaml/problem.ts";

/**
 * Reads the policy of a work tree.
 *
 * @param path relative to the root of `files`; default `.github/pawl.yml`.
 * @throws PawlError `config.missing`, or `config.invalid` with everything that is wrong, one line each.
 */
export async function readPolicyFile(
  files: Pick<FileSystem, "root" | "stat" | "readText">,
  path: string = policyPath,
): Promise<Policy> {
  if ((await files.stat(path))?.kind !== "file") {
    throw new PawlError("config.missing", { message: `${path} does not exist in ${files.root}.` });
  }
  const parsed = parsePolicy(await files.readText(path), path);
  if (parsed.problems === undefined) return parsed.policy;
  throw new PawlError("config.invalid", { message: renderProblems(parsed.problems) });
}
