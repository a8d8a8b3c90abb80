import type { CheckRun } from "../ports/github/checks.ts";

/** Our check runs bear this; a workflow job may have the same name. */
export const checkExternalId = "pawl:1";

/**
 * Whether a check run is ours. Anybody's workflow may have a job called `ml/metrics`, and it gets a check run of that name
 * on the same commit: so the name alone says nothing.
 *
 * @param self who we are; without an App's id (a workflow's or a person's token) only the external id tells.
 */
export function isOwnCheck(
  run: Pick<CheckRun, "externalId" | "appId">,
  self: { readonly appId: number | null },
): boolean {
  return run.externalId === checkExternalId && (self.appId === null || run.appId === self.appId);
}
