import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PawlError } from "../errors.ts";

/**
 * The text of the workflow that `pawl init` writes: `workflows-templates/pawl.yml` beside `dist`, or in the source tree;
 * or that of `pawl-app.yml`, for a repository that has the bot as an App.
 *
 * @throws PawlError `file.missing` when the installation lacks it.
 */
export async function readWorkflowTemplate(name: "pawl.yml" | "pawl-app.yml" = "pawl.yml"): Promise<string> {
  // A bundle lies in dist/ or dist/chunks/, this file in src/runtime/.
  const places = [`../workflows-templates/${name}`, `../../workflows-templates/${name}`].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  for (const place of places) {
    const text = await readFile(place, "utf8").catch(() => undefined);
    if (text !== undefined) return text;
  }
  throw new PawlError("file.missing", {
    message: `The workflow template is at none of ${places.join(", ")}.`,
    hint: "Install Pawl anew; the folder workflows-templates belongs beside dist.",
  });
}
