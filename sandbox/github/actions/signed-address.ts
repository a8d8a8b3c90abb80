import { timingSafeEqual } from "node:crypto";
import { ApiError } from "../http/api-error.ts";
import type { ApiRequest } from "../http/messages.ts";
import type { ActionsService } from "./actions-service.ts";
import { signPath } from "./actions-store.ts";

const lifetimeMs = 3_600_000;

/** Makes an address that works for an hour without a token. */
export function signedAddress({ context, store }: ActionsService, path: string): string {
  const expires = new Date(context.now().getTime() + lifetimeMs).toISOString();
  const url = new URL(path, context.url);
  url.searchParams.set("se", expires);
  url.searchParams.set("sig", signPath(store, path, expires));
  return url.href;
}

/** @throws {ApiError} 403 when the address was not signed here, or its time is over */
export function checkSignature({ context, store }: ActionsService, request: ApiRequest): void {
  const expires = request.query.get("se") ?? "";
  const given = Buffer.from(request.query.get("sig") ?? "");
  const wanted = Buffer.from(signPath(store, request.path, expires));
  const isSigned = given.length === wanted.length && timingSafeEqual(given, wanted);
  if (!isSigned || Date.parse(expires) < context.now().getTime()) {
    throw new ApiError(
      403,
      "Server failed to authenticate the request: the address is not signed, or expired",
    );
  }
}
