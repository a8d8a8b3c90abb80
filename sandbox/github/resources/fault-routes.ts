import type { RouteModule } from "../context.ts";
import { ApiError, validationFailed } from "../http/api-error.ts";
import type { DeliveryEffect, DeliveryFault, Faults, RequestEffect, RequestFault } from "../http/faults.ts";
import type { ApiRequest, JsonObject } from "../http/messages.ts";
import { created, noContent } from "../http/reply.ts";

/** Longest wait that a fault may ask for, in milliseconds. */
const mostDelayMs = 60_000;

function invalid(field: string): ApiError {
  return validationFailed({ resource: "Fault", field, code: "invalid" });
}

function effectOf(body: JsonObject): JsonObject {
  const { effect } = body;
  if (typeof effect !== "object" || effect === null || Array.isArray(effect)) throw invalid("effect");
  return effect as JsonObject;
}

function callsOf({ calls = "all" }: JsonObject): readonly number[] | "all" {
  if (calls === "all") return calls;
  if (!Array.isArray(calls) || calls.length > 1000) throw invalid("calls");
  const numbers: readonly unknown[] = calls;
  return numbers.map((call) => wholeNumber(call, "calls", Number.MAX_SAFE_INTEGER));
}

function wholeNumber(value: unknown, field: string, most: number): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
  throw invalid(field);
}

function nameOf(body: JsonObject, field: "route" | "event"): string {
  const name = body[field];
  if (typeof name === "string" && name !== "") return name;
  throw invalid(field);
}

function requestEffect(effect: JsonObject): RequestEffect {
  const { kind, status, when } = effect;
  switch (kind) {
    case "status":
      if (status === 500 || status === 502 || status === 503 || status === 504) return { kind, status };
      throw invalid("effect.status");
    case "secondary-rate-limit": {
      const retryAfterSeconds = wholeNumber(effect["retryAfterSeconds"], "effect.retryAfterSeconds", 3600);
      return { kind, retryAfterSeconds };
    }
    case "timeout":
    case "cut":
      return { kind };
    case "reset":
      if (when === "before" || when === "after") return { kind, when };
      throw invalid("effect.when");
    case "delay":
      return { kind, delayMs: wholeNumber(effect["delayMs"], "effect.delayMs", mostDelayMs) };
    default:
      throw invalid("effect.kind");
  }
}

function deliveryEffect(effect: JsonObject): DeliveryEffect {
  const { kind } = effect;
  switch (kind) {
    case "drop":
    case "double":
    case "reorder":
      return { kind };
    case "delay":
      return { kind, delayMs: wholeNumber(effect["delayMs"], "effect.delayMs", mostDelayMs) };
    default:
      throw invalid("effect.kind");
  }
}

function requestFault(body: JsonObject): RequestFault {
  return { route: nameOf(body, "route"), calls: callsOf(body), effect: requestEffect(effectOf(body)) };
}

function deliveryFault(body: JsonObject): DeliveryFault {
  return { event: nameOf(body, "event"), calls: callsOf(body), effect: deliveryEffect(effectOf(body)) };
}

/** Only the operator, whose token the sandbox prints at its start, may make it fail. */
function requireOperator({ isAnonymous, actor, headers }: ApiRequest, operatorToken: string): void {
  if (isAnonymous) throw new ApiError(401, "Requires authentication");
  const token = /^(?:token|bearer) +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  if (actor.kind !== "user" || token !== operatorToken)
    throw new ApiError(403, "Only the operator's token may do this.");
}

/**
 * Fault switches for tests that run in another process. They are the sandbox's own, so they lie below `/_sandbox/`, and no
 * fault hits them.
 *
 * @param operatorToken known once the sandbox has started
 */
export function createFaultRoutes(faults: Faults, operatorToken: () => string): RouteModule {
  return (app) => {
    app.route("POST", "/_sandbox/faults/requests", {}, async (request) => {
      requireOperator(request, operatorToken());
      faults.onRequest(requestFault(await request.json()));
      return created({});
    });
    app.route("POST", "/_sandbox/faults/deliveries", {}, async (request) => {
      requireOperator(request, operatorToken());
      faults.onDelivery(deliveryFault(await request.json()));
      return created({});
    });
    app.route("DELETE", "/_sandbox/faults", {}, (request) => {
      requireOperator(request, operatorToken());
      faults.clear();
      return noContent();
    });
  };
}
