import { f as PawlError } from "./copy-W2n1VAGm.js";
//#region src/config/expand-environment.ts
function expandEnvironment(text, environment) {
	const missing = new Set();
	const expanded = text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, name) => {
		const value = environment[name];
		if (value === void 0) missing.add(name);
		return value ?? whole;
	});
	if (missing.size === 0) return expanded;
	throw new PawlError("config.variable-missing", { message: `${JSON.stringify(text)} of the policy needs ${[...missing].join(", ")}, not set in the environment.` });
}
//#endregion
export { expandEnvironment as t };
