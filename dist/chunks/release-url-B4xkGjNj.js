//#region src/adapters/object-store/release-url.ts
function parseReleaseUrl(url, serverUrl) {
	const isOwn = /^github-release:\/\//i.test(url);
	const path = isOwn ? url.slice(17) : url.startsWith(`${serverUrl}/`) ? url.slice(serverUrl.length + 1) : "";
	const separator = isOwn ? "/" : "/releases/download/";
	const [, owner, name, rest = ""] = /^([A-Za-z0-9-]{1,39})\/([A-Za-z0-9._-]{1,100})(\/.*)$/.exec(path) ?? [];
	if (owner === void 0 || !rest.startsWith(separator)) return void 0;
	const tag = decodeURIComponent(rest.slice(separator.length).replace(/\/$/, ""));
	if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/.test(tag) || tag.includes("..")) return void 0;
	return {
		repository: `${owner}/${name}`,
		tag
	};
}
function githubServer(environment) {
	return (environment["GITHUB_SERVER_URL"] || "https://github.com").replace(/\/$/, "");
}
//#endregion
export { parseReleaseUrl as n, githubServer as t };
