import { PawlError } from "../../errors.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import { parseDvcConfig } from "../../versioning/dvc-config.ts";
import type { ParsingOptions } from "../../versioning/templating/command-arguments.ts";

/**
 * The section `parsing` of the repository's DVC configuration. Nothing is read when there is no template.
 *
 * @param pipeline text of a dvc.yaml.
 * @throws PawlError `config.invalid` for a value that DVC does not know.
 */
export async function readParsingOptions(
  pipeline: string,
  view: Pick<RepositoryView, "readText">,
): Promise<ParsingOptions> {
  if (!pipeline.includes("${")) return {};
  const files = await Promise.all([view.readText(".dvc/config"), view.readText(".dvc/config.local")]);
  const { options } = parseDvcConfig(files.filter((text) => text !== undefined));
  const [bool, list] = [options.get("parsing.bool"), options.get("parsing.list")];
  return {
    ...(bool === undefined ? {} : { bool: oneOf("bool", bool, ["store_true", "boolean_optional"] as const) }),
    ...(list === undefined ? {} : { list: oneOf("list", list, ["nargs", "append"] as const) }),
  };
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new PawlError("config.invalid", {
    message: `parsing.${name} in .dvc/config is ${JSON.stringify(value)}; allowed: ${allowed.join(", ")}.`,
    hint: "Correct the value in .dvc/config.",
  });
}
