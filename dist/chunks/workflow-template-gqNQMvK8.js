import { f as PawlError } from "./copy-W2n1VAGm.js";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
//#region src/runtime/workflow-template.ts
async function readWorkflowTemplate(name = "pawl.yml") {
	const places = [`../workflows-templates/${name}`, `../../workflows-templates/${name}`].map((path) => fileURLToPath(new URL(path, import.meta.url)));
	for (const place of places) {
		const text = await readFile(place, "utf8").catch(() => void 0);
		if (text !== void 0) return text;
	}
	throw new PawlError("file.missing", {
		message: `The workflow template is at none of ${places.join(", ")}.`,
		hint: "Install Pawl anew; the folder workflows-templates belongs beside dist."
	});
}
//#endregion
export { readWorkflowTemplate as t };
