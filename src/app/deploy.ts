import type { Policy } from "../config/schema.ts";
import { PawlError } from "../errors.ts";
import type { GitHub } from "../ports/github/github.ts";
import type { Release } from "../ports/github/releases.ts";
import type { Log } from "../ports/log.ts";
import type { ModelServer, ModelServers, ServeRequest } from "../ports/model-servers.ts";
import { readDeploymentPayload, type DeploymentPayload } from "../registry/deployment-payload.ts";
import { manifestSchema, type Manifest } from "../registry/manifest-schema.ts";
import type { RegisteredVersion } from "../registry/registry-state.ts";
import { sha256 } from "../registry/sha256.ts";
import { exampleRequest, findSmokeFailure } from "../serving/smoke-test.ts";
import { findDeployments, readModelState, type OwnDeployment } from "./promotion-facts.ts";
import { verifyProvenance, type VerifyProvenancePorts } from "./verify-provenance.ts";
import { parseJson } from "../parse-json.ts";

/** One Deployment to carry out on this machine. */
export interface DeployRequest {
  readonly deploymentId: number;
  /** What is asked of the model's provenance, by the policy of the default branch. */
  readonly provenance: Policy["provenance"];
  /** How the model is served, from the policy of the default branch. */
  readonly serving: (model: string) => Promise<{
    readonly port: number;
    /** Whether the policy has `serving`: then the model must be one that can be served. */
    readonly isDeclared: boolean;
    /** Absolute directory of the prediction log; `null` writes none. */
    readonly predictions: string | null;
  }>;
}

/** What a deployment reads and writes. */
export type DeployPorts = Pick<GitHub, "gitData" | "releases" | "deployments"> &
  VerifyProvenancePorts & {
    readonly servers: ModelServers;
    readonly log: Log;
  };

/** Why a Deployment is not live. */
export type DeployFailureCode =
  | "unknown.deployment"
  | "invalid.payload"
  | "unknown.assignment"
  | "invalid.release"
  | "refused.provenance"
  | "unsupported.serving"
  | "failed.start"
  | "failed.smoke-test";

/** What came of it. */
export type DeployResult =
  | {
      readonly decision: "live";
      readonly reasonCode: "live";
      readonly reason: string;
      readonly model: string;
      readonly environment: string;
      readonly version: string;
      readonly url: string;
    }
  /** The version stands in the environment, and no server runs: it is no ONNX, and its policy asks for none. */
  | {
      readonly decision: "assigned";
      readonly reasonCode: "not-served";
      readonly reason: string;
      readonly model: string;
      readonly environment: string;
      readonly version: string;
    }
  /** Nothing was to do: it is finished already, or a newer assignment took its place. */
  | { readonly decision: "nothing"; readonly reasonCode: "finished" | "superseded"; readonly reason: string }
  | { readonly decision: "failed"; readonly reasonCode: DeployFailureCode; readonly reason: string };

type Failure = Extract<DeployResult, { decision: "failed" }>;

/**
 * Carries out one Deployment: verifies the Release against the payload, starts or reloads the server, proves it over
 * HTTP on the manifest's examples, and says so in the Deployment's statuses. When it fails the version before stays live.
 */
export async function deploy(request: DeployRequest, ports: DeployPorts): Promise<DeployResult> {
  const deployment = await ports.deployments.get(request.deploymentId);
  if (deployment === undefined) {
    return fail("unknown.deployment", `there is no Deployment ${request.deploymentId}`);
  }
  const payload = readDeploymentPayload(deployment.payload);
  if (payload?.environment !== deployment.environment) {
    return fail("invalid.payload", `Deployment ${deployment.id} has no payload of pawl.deployment/1`);
  }
  const own = { deployment, payload };
  const settled = await findSettled(own, ports);
  if (settled !== undefined) return settled;
  const version = await findAssigned(payload, ports);
  if ("decision" in version) return await settle(own, version, ports);
  await ports.deployments.createStatus(deployment.id, {
    state: "in_progress",
    description: `${payload.model} ${payload.version} is being put live`,
  });
  const result = await carryOut({ request, own, version }, ports).catch(toFailure);
  return await settle(own, result, ports);
}

function fail(reasonCode: DeployFailureCode, reason: string): Failure {
  return { decision: "failed", reasonCode, reason };
}

function toFailure(error: unknown): Failure {
  if (error instanceof PawlError) return fail("failed.start", error.message);
  throw error;
}

async function findSettled(own: OwnDeployment, ports: DeployPorts): Promise<DeployResult | undefined> {
  const { deployment, payload } = own;
  const newest = (await ports.deployments.listStatuses(deployment.id))[0];
  const ended = ["success", "failure", "error", "inactive"];
  if (newest !== undefined && ended.includes(newest.state)) {
    const reason = `Deployment ${deployment.id} ended before: ${newest.state}`;
    return { decision: "nothing", reasonCode: "finished", reason };
  }
  const first = (await findDeployments(payload.environment, payload.tag, ports))[0];
  if (first === undefined || first.deployment.id === deployment.id) return undefined;
  return await supersede(own, `Deployment ${first.deployment.id} carries out ${payload.tag}`, ports);
}

async function supersede(own: OwnDeployment, reason: string, ports: DeployPorts): Promise<DeployResult> {
  await ports.deployments.createStatus(own.deployment.id, { state: "inactive", description: reason });
  return { decision: "nothing", reasonCode: "superseded", reason };
}

/** The payload is only believed as far as the registry's tags say the same. */
async function findAssigned(
  payload: DeploymentPayload,
  ports: DeployPorts,
): Promise<RegisteredVersion | Failure | { decision: "superseded"; reason: string }> {
  const { model, environment, tag } = payload;
  const state = await readModelState(model, ports);
  const held = state.environments.get(environment);
  const assignment = held?.history.find((entry) => entry.tag === tag);
  const version = state.versions.find((entry) => entry.version === payload.version);
  if (version === undefined || assignment?.version !== payload.version) {
    return fail("unknown.assignment", `no tag ${tag} assigns ${model} ${payload.version} to ${environment}`);
  }
  if (held?.current?.tag === tag) return version;
  return { decision: "superseded", reason: `${held?.current?.tag ?? "nothing"} is assigned by now` };
}

/** Writes how it ended into the Deployment's statuses. */
async function settle(
  own: OwnDeployment,
  result: DeployResult | { readonly decision: "superseded"; readonly reason: string },
  ports: DeployPorts,
): Promise<DeployResult> {
  if (result.decision === "superseded") return await supersede(own, result.reason, ports);
  if (result.decision === "live" || result.decision === "assigned") {
    await ports.deployments.createStatus(own.deployment.id, {
      state: "success",
      description: result.reason,
      ...(result.decision === "live" ? { environmentUrl: result.url } : {}),
    });
    await retireOlder(own, ports);
  }
  if (result.decision === "failed") {
    const description = `${result.reasonCode}: ${result.reason}`;
    await ports.deployments.createStatus(own.deployment.id, { state: "failure", description });
  }
  return result;
}

/** Older Deployments of the same model become inactive; those of other models in the environment stay. */
async function retireOlder({ deployment, payload }: OwnDeployment, ports: DeployPorts): Promise<void> {
  for (const older of await ports.deployments.list(payload.environment)) {
    const other = readDeploymentPayload(older.payload);
    if (other?.model !== payload.model || older.id >= deployment.id) continue;
    const newest = (await ports.deployments.listStatuses(older.id))[0];
    if (newest?.state === "inactive" || newest?.state === "failure" || newest?.state === "error") continue;
    const description = `replaced by ${payload.version}`;
    await ports.deployments.createStatus(older.id, { state: "inactive", description });
  }
}

interface Work {
  readonly request: DeployRequest;
  readonly own: OwnDeployment;
  readonly version: RegisteredVersion;
}

async function carryOut(work: Work, ports: DeployPorts): Promise<DeployResult> {
  const { payload } = work.own;
  const released = await readRelease(payload, work.version, ports);
  if ("decision" in released) return released;
  const unproven = await findUnproven(work.request.provenance, released, ports);
  if (unproven !== undefined) return fail("refused.provenance", unproven);
  const { environment, model, version } = payload;
  const { isDeclared, ...place } = await work.request.serving(model);
  const before = await ports.servers.current(environment, model);
  if (released.manifest.signature === null) {
    return assignWithoutServer(payload, isDeclared || before !== undefined);
  }
  const { manifestText, modelBytes } = released;
  const serve = { environment, model, version, ...place, manifestText, modelBytes };
  const loaded =
    before === undefined ? await ports.servers.start(serve) : await ports.servers.reload(before, serve);
  if (loaded.decision === "refused") return fail("failed.start", loaded.reason);
  const failure = await smokeTest(loaded.server, released.manifest, ports);
  if (failure === undefined) {
    const { url } = loaded.server;
    const reason = `${model} ${version} is live in ${environment}`;
    return { decision: "live", reasonCode: "live", reason, model, environment, version, url };
  }
  await putBack(before, serve, ports);
  return fail("failed.smoke-test", failure);
}

/** Of a model that is no ONNX only the assignment can be carried out; never beside a server with another version. */
function assignWithoutServer(payload: DeploymentPayload, isServed: boolean): DeployResult {
  const { environment, model, version } = payload;
  const named = `${model} ${version}`;
  if (isServed) {
    return fail("unsupported.serving", `${named} is no ONNX model: ${environment} cannot serve it`);
  }
  const reason = `${named} is assigned to ${environment}; it is no ONNX model, and no server was asked for`;
  return { decision: "assigned", reasonCode: "not-served", reason, model, environment, version };
}

interface Released extends Pick<ServeRequest, "modelBytes" | "manifestText"> {
  readonly manifest: Manifest;
  readonly release: Release;
}

/** Why the model's provenance stands in the way; where the policy asks for none it is only warned of. */
async function findUnproven(
  policy: Policy["provenance"],
  { release, manifest }: Released,
  ports: DeployPorts,
): Promise<string | undefined> {
  const model = { release, sha256: manifest.artifact.sha256 };
  const verdict = await verifyProvenance(model, policy, ports);
  if (verdict.decision === "verified") return undefined;
  const found = `${verdict.reasonCode}: ${verdict.reason}`;
  if (policy.required) return found;
  ports.log.warning(`${release.tag} goes live without proof of where it comes from (${found})`);
  return undefined;
}

async function readRelease(
  payload: DeploymentPayload,
  version: RegisteredVersion,
  ports: DeployPorts,
): Promise<Released | Failure> {
  const release = await ports.releases.findByTag(version.tag);
  if (release === undefined || release.draft) {
    return fail("invalid.release", `the Release ${version.tag} is not published`);
  }
  const manifestBytes = await download(release, "manifest.json", ports);
  const manifestText = new TextDecoder().decode(manifestBytes ?? new Uint8Array());
  const manifest = manifestSchema.safeParse(parseJson(manifestText)).data;
  if (manifest?.model !== payload.model || manifest.version !== payload.version) {
    return fail("invalid.release", `manifest.json of ${version.tag} does not describe ${payload.version}`);
  }
  const modelBytes = await download(release, manifest.artifact.asset, ports);
  const digest = modelBytes && (await sha256(modelBytes));
  if (modelBytes === undefined || digest !== manifest.artifact.sha256 || digest !== payload.sha256) {
    const found = digest ?? "no such asset";
    return fail("invalid.release", `the model of ${version.tag} is not the promoted one: ${found}`);
  }
  return { manifest, manifestText, modelBytes, release };
}

async function download(release: Release, name: string, ports: DeployPorts): Promise<Uint8Array | undefined> {
  const asset = release.assets.find((entry) => entry.name === name && entry.state === "uploaded");
  return asset && (await ports.releases.downloadAsset(asset.id));
}

async function smokeTest(
  server: ModelServer,
  manifest: Manifest,
  ports: DeployPorts,
): Promise<string | undefined> {
  const body = exampleRequest(manifest);
  if (body === undefined) {
    ports.log.warning(
      `${manifest.model} ${manifest.version} has no examples: it goes live without a smoke test`,
    );
    return undefined;
  }
  const answer = await ports.servers.infer(server, body);
  if (answer.status !== 200) return `the server answered ${answer.status}: ${JSON.stringify(answer.body)}`;
  return findSmokeFailure(manifest, answer.body);
}

async function putBack(
  before: ModelServer | undefined,
  serve: ServeRequest,
  ports: DeployPorts,
): Promise<void> {
  if (before === undefined) {
    await ports.servers.stop(serve.environment, serve.model);
    return;
  }
  const restored = await ports.servers.restore(before);
  if (restored.decision === "refused") {
    ports.log.error(`${before.model} ${before.version} could not be put back: ${restored.reason}`);
  }
}
