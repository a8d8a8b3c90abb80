import { f as PawlError } from "./copy-B5uvovW0.js";
import { t as manifestSchema } from "./manifest-schema-DippKlK2.js";
//#region src/app/released-manifest.ts
const manifestAsset = "manifest.json";
async function readReleasedManifest(release, releases) {
	const asset = release.assets.find((entry) => entry.name === "manifest.json" && entry.state === "uploaded");
	if (asset === void 0) return void 0;
	return parseManifest(new TextDecoder().decode(await releases.downloadAsset(asset.id)), release.tag);
}
function parseManifest(text, tag) {
	try {
		return manifestSchema.parse(JSON.parse(text));
	} catch (cause) {
		throw new PawlError("registry.manifest-invalid", {
			message: `${manifestAsset} of the Release ${tag} is not a valid pawl.manifest/1.`,
			cause
		});
	}
}
//#endregion
export { readReleasedManifest as n, manifestAsset as t };
