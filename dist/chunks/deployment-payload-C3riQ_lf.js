import { D as string, E as strictObject, b as literal } from "./schemas-CFgJ4ov0.js";
import { t as parseJson } from "./parse-json-N4_J43e3.js";
//#region src/registry/deployment-payload.ts
const deploymentPayloadSchema = strictObject({
	schema: literal("pawl.deployment/1"),
	model: string().min(1),
	version: string().min(1),
	environment: string().min(1),
	tag: string().min(1),
	sha256: string().regex(/^[0-9a-f]{64}$/)
});
function readDeploymentPayload(payload) {
	const parsed = deploymentPayloadSchema.safeParse(typeof payload === "string" ? parseJson(payload) : payload);
	return parsed.success ? parsed.data : void 0;
}
//#endregion
export { readDeploymentPayload as t };
