import { readDocument } from "../yaml/read-document.ts";

const maxLength = 1024 * 1024;
const heading =
  "# What Pawl judges, promotes and watches; docs/guides/policy.md explains every key.\nversion: 1\n# One issue that shows every model, with boxes to ask for more:\n# dashboard: true\n";

/**
 * A first `.github/pawl.yml`: a model for each ONNX file that a stage of dvc.yaml writes, else an example in comments.
 * It is valid as it is.
 *
 * @param pipelineText the text of dvc.yaml; `undefined` when there is none.
 */
export function renderStarterPolicy(pipelineText: string | undefined): string {
  const artifacts = pipelineText === undefined ? [] : modelFiles(pipelineText);
  const models = new Map(artifacts.map((path) => [modelName(path), path]));
  if (models.size === 0) return `${heading}${example}`;
  const texts = [...models].map(
    ([name, path]) => `  ${name}:
    artifact: ${JSON.stringify(path)}
    # What the model does; or multiclass-classification, or regression.
    task: binary-classification
    # What a new version must reach, for instance a value of a metrics file of dvc.yaml:
    # gates:
    #   - {metric: "metrics.json:accuracy", direction: higher, max_regression: 1%}
`,
  );
  return `${heading}models:\n${texts.join("")}`;
}

const example = `models: {}
# Name the model file that a stage of dvc.yaml writes, and put it in the place of {}:
# models:
#   my-model:
#     artifact: models/model.onnx
#     task: binary-classification # or multiclass-classification, or regression
#     gates:
#       - {metric: "metrics.json:accuracy", direction: higher, max_regression: 1%}
`;

/** ONNX files among the outputs, as the stages write them; paths with templates are left out. */
function modelFiles(text: string): readonly string[] {
  const { document } = readDocument(text, { file: "dvc.yaml", maxLength });
  const stages = Object.values(asRecord(asRecord(document?.toData())["stages"]));
  return stages.flatMap((stage) => {
    const { wdir, outs } = asRecord(stage);
    const entries: readonly unknown[] = Array.isArray(outs) ? outs : [];
    const paths = entries.flatMap((out) => (typeof out === "string" ? [out] : Object.keys(asRecord(out))));
    const folder = typeof wdir === "string" && wdir !== "." ? `${wdir.replace(/\/$/, "")}/` : "";
    return paths.filter((path) => /^[\w./-]+\.onnx$/.test(path)).map((path) => `${folder}${path}`);
  });
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** A name that the policy takes: of the file, or of its folder when the file has a name that says nothing. */
function modelName(path: string): string {
  const parts = path.replace(/\.onnx$/, "").split("/");
  const own = parts.at(-1) ?? "model";
  const chosen = own === "model" ? (parts.findLast((part) => !/^(models?|\.*)$/.test(part)) ?? own) : own;
  const clean = chosen.replaceAll(/[^A-Za-z0-9_-]/g, "-").slice(0, 64);
  return clean.replace(/^[_-]{1,64}/, "").replace(/[_-]{1,64}$/, "") || "model";
}
