import { f as PawlError } from "./copy-W2n1VAGm.js";
import { t as readDeploymentPayload } from "./deployment-payload-C3riQ_lf.js";
import { a as profileSchema } from "./bins-DFEt-Vnh.js";
//#region src/app/monitoring/live-version.ts
const profileAsset = "profile.json";
async function findLiveVersion(model, environment, deployments) {
	for (const deployment of await deployments.list(environment)) {
		const payload = readDeploymentPayload(deployment.payload);
		if (payload?.model !== model || payload.environment !== environment) continue;
		const [newest] = await deployments.listStatuses(deployment.id);
		if (newest?.state === "success") return payload;
	}
}
async function readReleasedProfile(live, releases) {
	const tag = `${live.model}@${live.version}`;
	const asset = (await releases.findByTag(tag))?.assets.find((entry) => entry.name === "profile.json" && entry.state === "uploaded");
	if (asset === void 0) return void 0;
	const text = new TextDecoder().decode(await releases.downloadAsset(asset.id));
	try {
		return profileSchema.parse(JSON.parse(text));
	} catch (cause) {
		throw new PawlError("monitor.profile-invalid", {
			message: `${profileAsset} of the Release ${tag} is not a valid pawl.profile/1.`,
			cause
		});
	}
}
//#endregion
export { readReleasedProfile as n, findLiveVersion as t };
