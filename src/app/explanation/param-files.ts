import type { RepositoryView } from "../../ports/repository-view.ts";
import { readValues } from "../../versioning/read-values.ts";
import { joinPath } from "../../versioning/repository-path.ts";
import type { Stage } from "../../versioning/stage.ts";
import { isValueList, isValueMap, type Value } from "../../versioning/value.ts";

/**
 * The files whose values are parameters of stages: those that `params` names, and those that `vars` brings into the
 * templates of a dvc.yaml, params.yaml beside it among them.
 *
 * @throws PawlError `file.unreadable`
 */
export async function listParamFiles(
  stages: readonly Stage[],
  view: Pick<RepositoryView, "readText">,
): Promise<readonly string[]> {
  const found = new Set(stages.flatMap((stage) => stage.params.map(({ path }) => path)));
  for (const file of new Set(stages.map((stage) => stage.file))) {
    const folder = joinPath(file, "..") ?? "";
    const text = await view.readText(file);
    const named = ["params.yaml", ...(text === undefined ? [] : varsOf(readValues(text, file)))];
    for (const name of named) {
      const path = joinPath(folder, name);
      if (path !== undefined && (await view.readText(path)) !== undefined) found.add(path);
    }
  }
  return [...found];
}

/** File names in `vars`, of the whole and of stages, relative to the folder of the dvc.yaml. */
function varsOf(value: Value): readonly string[] {
  if (!isValueMap(value)) return [];
  const stages = value.get("stages");
  const inner = (isValueMap(stages) ? [...stages.values()] : []).flatMap((stage) => {
    if (!isValueMap(stage)) return [];
    const folder = stage.get("wdir");
    return namesOf(stage.get("vars")).map((name) =>
      typeof folder === "string" ? `${folder}/${name}` : name,
    );
  });
  return [...namesOf(value.get("vars")), ...inner];
}

function namesOf(vars: Value | undefined): readonly string[] {
  if (!isValueList(vars)) return [];
  return vars.flatMap((item) => (typeof item === "string" ? [item.split(":")[0] ?? item] : []));
}
