import { f as PawlError } from "./copy-W2n1VAGm.js";
import { n as parseHubUrl, t as hubEndpoint } from "./hub-url-B58EdcL4.js";
import { n as parseReleaseUrl, t as githubServer } from "./release-url-B4xkGjNj.js";
import { a as remoteSection, u as checkConfig } from "./edit-dvc-config-DkMCn1bM.js";
//#region src/adapters/object-store/open-object-store.ts
const kinds = {
	s3: async (remote) => (await import("./s3-BI7gcv_i.js")).createS3Store(remote),
	http: openWeb,
	https: openWeb,
	ssh: async (remote) => (await import("./ssh-CiTIeEZE.js")).createSshStore(remote),
	hf: openHub,
	"github-release": openRelease
};
async function openHub(remote) {
	return (await import("./hugging-face-De03QQwy.js")).createHuggingFaceStore(remote);
}
async function openRelease(remote) {
	return (await import("./github-release-AcCwoJuf.js")).createGitHubReleaseStore(remote);
}
async function openWeb(remote) {
	if (parseHubUrl(remote.url, hubEndpoint(remote)) !== void 0) return openHub(remote);
	if (parseReleaseUrl(remote.url, githubServer(remote.environment)) !== void 0) return openRelease(remote);
	return (await import("./http-CW9I4Vg9.js")).createHttpStore(remote);
}
async function openObjectStore(remote) {
	const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(remote.url)?.[1]?.toLowerCase() ?? "";
	const open = Object.hasOwn(kinds, scheme) ? kinds[scheme] : void 0;
	if (open === void 0) throw new PawlError("remote.unsupported", { message: `The remote ${remote.name} is of the kind ${scheme}://. Pawl speaks ${Object.keys(kinds).join(", ")} and directories.` });
	const options = new Map([...remote.options, ["url", remote.url]]);
	const problems = checkConfig(new Map([[remoteSection(remote.name), options]]));
	if (problems.length > 0) throw new PawlError("dvc.invalid", {
		message: problems.join("\n"),
		hint: "docs/guides/remotes.md lists the options of each kind of remote."
	});
	const cloud = ["version_aware", "worktree"].find((name) => remote.options.get(name)?.toLowerCase() === "true");
	if (cloud !== void 0) throw new PawlError("remote.unsupported", {
		message: `The remote ${remote.name} has ${cloud} = true: Pawl reads and writes the layout of DVC's cache only.`,
		hint: "Use a remote without version_aware and worktree."
	});
	return open({
		...remote,
		options
	});
}
//#endregion
export { openObjectStore };
