import { PawlError } from "../../errors.ts";
import type { RepositoryView } from "../../ports/repository-view.ts";
import type { PlotTemplate } from "../../report/plots/plot-report.ts";
import { defaultTemplate, plotTemplates } from "../../report/plots/templates.ts";
import { parseJson } from "../../versioning/parse-json.ts";
import { joinPath } from "../../versioning/repository-path.ts";
import { isValueMap, type ValueMap } from "../../versioning/value.ts";

const maxLength = 256 * 1024;

/**
 * Finds a template: `.dvc/plots/<name>` or `.dvc/plots/<name>.json` of the work tree, a file of the work tree, else a built-in one.
 *
 * @param name default `linear`.
 * @throws PawlError `plot.invalid` when there is none, `file.unreadable` when it is no JSON object.
 */
export async function readTemplate(
  name: string = defaultTemplate,
  view: Pick<RepositoryView, "readText">,
): Promise<PlotTemplate> {
  for (const path of [`.dvc/plots/${name}`, `.dvc/plots/${name}.json`, name]) {
    const inside = joinPath(path);
    const text = inside === undefined || inside === "" ? undefined : await view.readText(inside);
    if (text !== undefined) return { name, content: parseTemplate(text, path), isBuiltIn: false };
  }
  const content = plotTemplates.get(name);
  if (content !== undefined) return { name, content, isBuiltIn: true };
  throw new PawlError("plot.invalid", {
    message: `There is no template ${JSON.stringify(name)}: neither .dvc/plots/${name}.json nor one of ${[...plotTemplates.keys()].join(", ")}.`,
  });
}

function parseTemplate(text: string, path: string): ValueMap {
  if (text.length > maxLength) {
    throw new PawlError("file.too-large", {
      message: `The template ${path} has ${text.length} characters; at most ${maxLength} are read.`,
    });
  }
  const content = parseJson(text, path);
  if (isValueMap(content)) return content;
  throw new PawlError("file.unreadable", { message: `The template ${path} is not a JSON object.` });
}
