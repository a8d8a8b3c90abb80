import { C as object, D as string } from "./chunks/schemas-CFgJ4ov0.js";
import { f as PawlError } from "./chunks/copy-W2n1VAGm.js";
import { On as openProvenance, an as createClock, dn as createModelServers, on as createFileSystem, sn as createGitHub } from "./chunks/pipeline-DJgoMtB1.js";
import { t as parseJson } from "./chunks/parse-json-N4_J43e3.js";
import { l as readModelState, n as findDeployments } from "./chunks/promotion-facts-BGaQ6fup.js";
import { t as sha256 } from "./chunks/sha256-Bf71bb9V.js";
import { t as readDeploymentPayload } from "./chunks/deployment-payload-C3riQ_lf.js";
import { t as manifestSchema } from "./chunks/manifest-schema-N-osMMzC.js";
import { n as recordRun, t as recordDecision } from "./chunks/run-place-D3Gjvc0_.js";
import { n as runAction } from "./chunks/run-action-Dqp5Gw2y.js";
import { a as tokenInput, o as defineAction, r as repositoryInputs } from "./chunks/shared-inputs-DSngGAsj.js";
import { r as findSmokeFailure, t as exampleRequest } from "./chunks/smoke-test-Cu2xPKpZ.js";
import { o as verifyProvenance } from "./chunks/open-registry-CgxxShHC.js";
import { t as readPolicyFile } from "./chunks/read-policy-DG0ZW3hd.js";
import { t as expandEnvironment } from "./chunks/expand-environment-D6mcx6oj.js";
import { t as mirrorToMlflow } from "./chunks/mirror-to-mlflow-CKGqySua.js";
import { t as recordRuns } from "./chunks/record-runs-duu1TC98.js";
import { n as workflowRepository } from "./chunks/workflow-repository-xL-ccSYK.js";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
//#region src/app/deploy.ts
async function deploy(request, ports) {
	const deployment = await ports.deployments.get(request.deploymentId);
	if (deployment === void 0) return fail("unknown.deployment", `there is no Deployment ${request.deploymentId}`);
	const payload = readDeploymentPayload(deployment.payload);
	if (payload?.environment !== deployment.environment) return fail("invalid.payload", `Deployment ${deployment.id} has no payload of pawl.deployment/1`);
	const own = {
		deployment,
		payload
	};
	const settled = await findSettled(own, ports);
	if (settled !== void 0) return settled;
	const version = await findAssigned(payload, ports);
	if ("decision" in version) return await settle(own, version, ports);
	await ports.deployments.createStatus(deployment.id, {
		state: "in_progress",
		description: `${payload.model} ${payload.version} is being put live`
	});
	return await settle(own, await carryOut({
		request,
		own,
		version
	}, ports).catch(toFailure), ports);
}
function fail(reasonCode, reason) {
	return {
		decision: "failed",
		reasonCode,
		reason
	};
}
function toFailure(error) {
	if (error instanceof PawlError) return fail("failed.start", error.message);
	throw error;
}
async function findSettled(own, ports) {
	const { deployment, payload } = own;
	const newest = (await ports.deployments.listStatuses(deployment.id))[0];
	if (newest !== void 0 && [
		"success",
		"failure",
		"error",
		"inactive"
	].includes(newest.state)) return {
		decision: "nothing",
		reasonCode: "finished",
		reason: `Deployment ${deployment.id} ended before: ${newest.state}`
	};
	const first = (await findDeployments(payload.environment, payload.tag, ports))[0];
	if (first === void 0 || first.deployment.id === deployment.id) return void 0;
	return await supersede(own, `Deployment ${first.deployment.id} carries out ${payload.tag}`, ports);
}
async function supersede(own, reason, ports) {
	await ports.deployments.createStatus(own.deployment.id, {
		state: "inactive",
		description: reason
	});
	return {
		decision: "nothing",
		reasonCode: "superseded",
		reason
	};
}
async function findAssigned(payload, ports) {
	const { model, environment, tag } = payload;
	const state = await readModelState(model, ports);
	const held = state.environments.get(environment);
	const assignment = held?.history.find((entry) => entry.tag === tag);
	const version = state.versions.find((entry) => entry.version === payload.version);
	if (version === void 0 || assignment?.version !== payload.version) return fail("unknown.assignment", `no tag ${tag} assigns ${model} ${payload.version} to ${environment}`);
	if (held?.current?.tag === tag) return version;
	return {
		decision: "superseded",
		reason: `${held?.current?.tag ?? "nothing"} is assigned by now`
	};
}
async function settle(own, result, ports) {
	if (result.decision === "superseded") return await supersede(own, result.reason, ports);
	if (result.decision === "live" || result.decision === "assigned") {
		await ports.deployments.createStatus(own.deployment.id, {
			state: "success",
			description: result.reason,
			...result.decision === "live" ? { environmentUrl: result.url } : {}
		});
		await retireOlder(own, ports);
	}
	if (result.decision === "failed") {
		const description = `${result.reasonCode}: ${result.reason}`;
		await ports.deployments.createStatus(own.deployment.id, {
			state: "failure",
			description
		});
	}
	return result;
}
async function retireOlder({ deployment, payload }, ports) {
	for (const older of await ports.deployments.list(payload.environment)) {
		if (readDeploymentPayload(older.payload)?.model !== payload.model || older.id >= deployment.id) continue;
		const newest = (await ports.deployments.listStatuses(older.id))[0];
		if (newest?.state === "inactive" || newest?.state === "failure" || newest?.state === "error") continue;
		const description = `replaced by ${payload.version}`;
		await ports.deployments.createStatus(older.id, {
			state: "inactive",
			description
		});
	}
}
async function carryOut(work, ports) {
	const { payload } = work.own;
	const released = await readRelease(payload, work.version, ports);
	if ("decision" in released) return released;
	const unproven = await findUnproven(work.request.provenance, released, ports);
	if (unproven !== void 0) return fail("refused.provenance", unproven);
	const { environment, model, version } = payload;
	const { isDeclared, ...place } = await work.request.serving(model);
	const before = await ports.servers.current(environment, model);
	if (released.manifest.signature === null) return assignWithoutServer(payload, isDeclared || before !== void 0);
	const { manifestText, modelBytes } = released;
	const serve = {
		environment,
		model,
		version,
		...place,
		manifestText,
		modelBytes
	};
	const loaded = before === void 0 ? await ports.servers.start(serve) : await ports.servers.reload(before, serve);
	if (loaded.decision === "refused") return fail("failed.start", loaded.reason);
	const failure = await smokeTest(loaded.server, released.manifest, ports);
	if (failure === void 0) {
		const { url } = loaded.server;
		return {
			decision: "live",
			reasonCode: "live",
			reason: `${model} ${version} is live in ${environment}`,
			model,
			environment,
			version,
			url
		};
	}
	await putBack(before, serve, ports);
	return fail("failed.smoke-test", failure);
}
function assignWithoutServer(payload, isServed) {
	const { environment, model, version } = payload;
	const named = `${model} ${version}`;
	if (isServed) return fail("unsupported.serving", `${named} is no ONNX model: ${environment} cannot serve it`);
	return {
		decision: "assigned",
		reasonCode: "not-served",
		reason: `${named} is assigned to ${environment}; it is no ONNX model, and no server was asked for`,
		model,
		environment,
		version
	};
}
async function findUnproven(policy, { release, manifest }, ports) {
	const verdict = await verifyProvenance({
		release,
		sha256: manifest.artifact.sha256
	}, policy, ports);
	if (verdict.decision === "verified") return void 0;
	const found = `${verdict.reasonCode}: ${verdict.reason}`;
	if (policy.required) return found;
	ports.log.warning(`${release.tag} goes live without proof of where it comes from (${found})`);
}
async function readRelease(payload, version, ports) {
	const release = await ports.releases.findByTag(version.tag);
	if (release === void 0 || release.draft) return fail("invalid.release", `the Release ${version.tag} is not published`);
	const manifestBytes = await download(release, "manifest.json", ports);
	const manifestText = new TextDecoder().decode(manifestBytes ?? new Uint8Array());
	const manifest = manifestSchema.safeParse(parseJson(manifestText)).data;
	if (manifest?.model !== payload.model || manifest.version !== payload.version) return fail("invalid.release", `manifest.json of ${version.tag} does not describe ${payload.version}`);
	const modelBytes = await download(release, manifest.artifact.asset, ports);
	const digest = modelBytes && await sha256(modelBytes);
	if (modelBytes === void 0 || digest !== manifest.artifact.sha256 || digest !== payload.sha256) {
		const found = digest ?? "no such asset";
		return fail("invalid.release", `the model of ${version.tag} is not the promoted one: ${found}`);
	}
	return {
		manifest,
		manifestText,
		modelBytes,
		release
	};
}
async function download(release, name, ports) {
	const asset = release.assets.find((entry) => entry.name === name && entry.state === "uploaded");
	return asset && await ports.releases.downloadAsset(asset.id);
}
async function smokeTest(server, manifest, ports) {
	const body = exampleRequest(manifest);
	if (body === void 0) {
		ports.log.warning(`${manifest.model} ${manifest.version} has no examples: it goes live without a smoke test`);
		return;
	}
	const answer = await ports.servers.infer(server, body);
	if (answer.status !== 200) return `the server answered ${answer.status}: ${JSON.stringify(answer.body)}`;
	return findSmokeFailure(manifest, answer.body);
}
async function putBack(before, serve, ports) {
	if (before === void 0) {
		await ports.servers.stop(serve.environment, serve.model);
		return;
	}
	const restored = await ports.servers.restore(before);
	if (restored.decision === "refused") ports.log.error(`${before.model} ${before.version} could not be put back: ${restored.reason}`);
}
//#endregion
//#region src/app/ledger/records-of-deployment.ts
function recordsOfDeployment(result, deploymentId, place) {
	if (result.decision === "nothing") return [];
	const run = toRun(result, deploymentId, place);
	return result.decision === "failed" ? [run] : [run, toDecision(result, deploymentId, place)];
}
function toRun(result, deploymentId, place) {
	const hasFailed = result.decision === "failed";
	return recordRun(place, String(deploymentId), {
		verb: "deploy",
		model: hasFailed ? null : {
			name: result.model,
			version: result.version,
			status: result.decision === "live" ? "deployed" : "registered",
			digest: null
		},
		state: hasFailed ? "failed" : "done",
		reasonCode: result.reasonCode
	});
}
function toDecision(result, deploymentId, place) {
	const { model, version, environment, reasonCode, reason } = result;
	return recordDecision(place, {
		key: `deploy/${deploymentId}`,
		action: "deploy",
		reasonCode,
		reason,
		model,
		version,
		environment,
		deploymentId
	});
}
//#endregion
//#region src/runtime/run-deploy.ts
async function runDeploy(options) {
	const { deploymentId, directory, token, repository, apiUrl, variables, log } = options;
	const started = createClock().now();
	const files = await createFileSystem(directory);
	const policy = await readPolicyFile(files, options.config);
	const provenance = await openProvenance(policy.provenance, files);
	const github = await createGitHub({
		apiUrl,
		repository,
		auth: { token }
	});
	const servers = await createModelServers(resolve(options.servingDirectory ?? variables["PAWL_SERVING_DIR"] ?? join(homedir(), ".pawl/serving")));
	const serving = async (model) => planServing(policy, model, {
		directory,
		variables
	});
	const result = await deploy({
		deploymentId,
		serving,
		provenance: policy.provenance
	}, {
		...github,
		servers,
		log,
		provenance
	});
	await recordRuns({
		runs: policy.runs,
		github,
		log,
		started,
		directory
	}, (place) => recordsOfDeployment(result, deploymentId, place));
	await mirrorToMlflow({
		policy,
		directory,
		config: options.config,
		repository,
		github,
		variables,
		log
	});
	return result;
}
function planServing(policy, model, place) {
	const { serving, monitoring } = policy.models[model] ?? {};
	const predictions = monitoring && expandEnvironment(monitoring.predictions, place.variables);
	return {
		port: serving?.port ?? 0,
		isDeclared: serving !== void 0,
		predictions: predictions === void 0 ? null : resolve(place.directory, predictions)
	};
}
//#endregion
//#region actions/deploy/main.ts
await runAction(defineAction({
	verb: "deploy",
	description: "Carries out a Deployment: server with the released model, smoke test, status; the old version stays when it fails.",
	inputs: object({
		token: tokenInput("deployments: write and contents: read"),
		deployment: string().regex(/^[1-9]\d{0,15}$/, { error: "the number of a Deployment" }).meta({ default: "${{ github.event.deployment.id || github.event.inputs.deployment }}" }).describe("Id of the Deployment. Default: that of the event."),
		"serving-dir": string().optional().describe("Directory where servers keep their state and models. Default: $PAWL_SERVING_DIR, else ~/.pawl/serving."),
		...repositoryInputs
	}),
	outputs: {
		url: "Address of the server; empty when nothing went live.",
		version: "Version that went live or was assigned, such as `v1.2.0`."
	}
}), async (inputs, log) => {
	const result = await runDeploy({
		...inputs,
		deploymentId: Number(inputs.deployment),
		servingDirectory: inputs["serving-dir"],
		directory: resolve(inputs["working-directory"]),
		...workflowRepository(),
		variables: process.env,
		log
	});
	const { reasonCode, reason } = result;
	const url = result.decision === "live" ? result.url : "";
	const version = "version" in result ? result.version : "";
	return {
		decision: result.decision === "failed" ? "negative" : "positive",
		reasonCode,
		reason,
		outputs: {
			url,
			version
		},
		result: {
			schema: "pawl.deploy/1",
			...result
		}
	};
});
//#endregion
export {};
