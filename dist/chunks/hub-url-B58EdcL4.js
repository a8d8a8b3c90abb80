//#region src/adapters/object-store/hub-url.ts
const standardEndpoint = "https://huggingface.co";
function hubEndpoint({ options, environment }) {
	return ((options.get("endpointurl") ?? environment["HF_ENDPOINT"]) || standardEndpoint).replace(/\/$/, "");
}
function parseHubUrl(url, endpoint) {
	const isOwn = /^hf:\/\//i.test(url);
	const [kind, owner = "", second = "", ...rest] = (isOwn ? url.slice(5) : url.startsWith(`${endpoint}/`) ? url.slice(endpoint.length + 1) : "").split("/");
	const [name = "", given] = second.split("@");
	const isName = [owner, name].every((part) => /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}$/.test(part));
	if (kind !== "datasets" || !isName) return void 0;
	if (!isOwn && rest.shift() !== "resolve") return void 0;
	const revision = decodeURIComponent((isOwn ? given : rest.shift()) ?? "main");
	const folder = rest.filter((part) => part !== "").join("/");
	return {
		repository: `${owner}/${name}`,
		revision,
		folder
	};
}
//#endregion
export { parseHubUrl as n, hubEndpoint as t };
