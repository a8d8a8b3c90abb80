import type { RunRecord } from "../../runner/host.ts";
import type { ApiRequest, ApiResponse, JsonObject, Router } from "../http/messages.ts";
import type { ActionsService } from "./actions-service.ts";

/** A Twirp error: its code, and the HTTP status that goes with it. */
export function twirpError(status: number, code: string, msg: string): ApiResponse {
  return { status, body: { code, msg } };
}

function camelName(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A member by its proto name or its JSON name; "" when it is missing or neither text nor number. */
export function member(request: JsonObject, name: string): string {
  const value = request[name] ?? request[camelName(name)];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** A repeated text member by either name; `[]` when it is missing. */
export function listMember(request: JsonObject, name: string): readonly string[] {
  const value = request[name] ?? request[camelName(name)];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The run whose runtime token signs the request; `undefined` for another token. */
function runOfToken({ ledger }: ActionsService, { actor }: ApiRequest): RunRecord | undefined {
  return actor.runId === null ? undefined : ledger.findRun(actor.runId);
}

/** A method of a service, asked by a run with its runtime token. */
export type TwirpMethod = (request: JsonObject, run: RunRecord) => ApiResponse;

/** One of the services that the toolkit's packages speak to. */
export interface TwirpService {
  /** `ArtifactService`. */
  readonly name: string;
  readonly methods: Readonly<Record<string, TwirpMethod>>;
  /** Whether a request may be made with the token of this run. */
  readonly permits: (request: JsonObject, run: RunRecord) => boolean;
}

async function answer(
  service: ActionsService,
  { name, methods, permits }: TwirpService,
  apiRequest: ApiRequest,
): Promise<ApiResponse> {
  const asked = apiRequest.params["method"] ?? "";
  const method = Object.hasOwn(methods, asked) ? methods[asked] : undefined;
  if (method === undefined)
    return twirpError(404, "bad_route", `no method ${asked} in the sandbox's ${name}`);
  const request = await apiRequest.json();
  const run = runOfToken(service, apiRequest);
  if (run === undefined || !permits(request, run)) {
    return twirpError(403, "permission_denied", "the token is not one of this workflow run");
  }
  return method(request, run);
}

/** Adds the routes of a service: Twirp in JSON. */
export function addTwirpService(app: Router, service: ActionsService, twirp: TwirpService): void {
  const path = `/twirp/github.actions.results.api.v1.${twirp.name}/:method`;
  app.route("POST", path, {}, (request) => answer(service, twirp, request));
}
