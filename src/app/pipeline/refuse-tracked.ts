import { PawlError } from "../../errors.ts";
import type { PipelinePorts } from "./pipeline-ports.ts";

/**
 * Data is kept by the cache or by git, not by both.
 *
 * @throws PawlError `input.invalid` when git keeps the path, or something below it.
 */
export async function refuseTracked(
  path: string,
  { ignoreRules }: Pick<PipelinePorts, "ignoreRules">,
): Promise<void> {
  if (!(await ignoreRules.isTracked(path))) return;
  throw new PawlError("input.invalid", {
    message: `Git keeps ${path} already.`,
    hint: `Take it out of git first: git rm -r --cached '${path.replaceAll("'", String.raw`'\''`)}'; or, for an output, say \`cache: false\`.`,
  });
}
