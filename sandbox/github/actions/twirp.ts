import type { RunRecord } from "../../runner/host.ts";
import type { ApiRequest, ApiResponse, JsonObject } from "../http/messages.ts";
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
export function runOfToken({ ledger }: ActionsService, { actor }: ApiRequest): RunRecord | undefined {
  return actor.runId === null ? undefined : ledger.findRun(actor.runId);
}
