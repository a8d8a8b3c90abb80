import { PawlError } from "../errors.ts";

/** Whether GitHub refused because the token may not do it: status 403, and not a rate limit. */
export function isNotPermitted(error: unknown): error is PawlError {
  if (!(error instanceof PawlError) || error.code !== "github.request-failed") return false;
  return error.message.includes("(403)") && !/rate limit/i.test(error.message);
}
