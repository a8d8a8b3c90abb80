import { D as string, E as strictObject, b as literal } from "./schemas-D12ORNH4.js";
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
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
//#endregion
export { readDeploymentPayload as t };
