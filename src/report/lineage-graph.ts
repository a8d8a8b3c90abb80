import type { Manifest } from "../registry/manifest-schema.ts";

/** The lineage of a version as a Mermaid graph: data, code and params → commit → model → version. */
export function renderLineage(manifest: Manifest): string {
  const { digests, artifact, commit, model, version } = manifest;
  return [
    "```mermaid",
    "flowchart LR",
    `  data["data ${digests.data.slice(0, 12)}"] --> train`,
    `  code["code ${digests.code.slice(0, 12)}"] --> train`,
    `  params["params ${digests.params.slice(0, 12)}"] --> train`,
    `  train["commit ${commit.slice(0, 7)}"] --> model["${label(artifact.path)}"]`,
    `  model --> version["${label(model)} ${label(version)}"]`,
    "```",
  ].join("\n");
}

/** Text inside a quoted Mermaid label: whatever could end it or be markup becomes a character reference. */
function label(text: string): string {
  return text.replace(/[^A-Za-z0-9 ._/-]/gu, (character) => `#${character.codePointAt(0)};`);
}
