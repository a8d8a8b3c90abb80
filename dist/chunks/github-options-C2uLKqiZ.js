import { f as PawlError } from "./copy-W2n1VAGm.js";
//#region src/cli/github-options.ts
function readGitHubOptions(verb, named) {
	const token = process.env["GITHUB_TOKEN"] ?? process.env["GH_TOKEN"] ?? "";
	const repository = named ?? process.env["GITHUB_REPOSITORY"] ?? "";
	if (token !== "" && repository !== "") return {
		token,
		repository,
		apiUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com"
	};
	throw new PawlError("usage.invalid", {
		message: `pawl ${verb} works on GitHub, and GITHUB_TOKEN or GITHUB_REPOSITORY is not set.`,
		hint: "Set GITHUB_TOKEN and GITHUB_REPOSITORY=owner/name."
	});
}
//#endregion
export { readGitHubOptions as t };
