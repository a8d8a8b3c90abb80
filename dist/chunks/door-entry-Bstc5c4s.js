import { f as PawlError } from "./copy-W2n1VAGm.js";
import { existsSync } from "node:fs";
//#region src/cli/door-entry.ts
function findDoorEntry(name, source) {
	const found = [
		`./${name}.js`,
		`../${name}.js`,
		`../../${source}`
	].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
	if (found !== void 0) return found;
	throw new PawlError("file.missing", {
		message: `dist/${name}.js is not in this installation of Pawl.`,
		hint: "Install Pawl again, whole."
	});
}
//#endregion
export { findDoorEntry as t };
