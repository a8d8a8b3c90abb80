import { PawlError } from "../../errors.ts";

/** A set of permissions: name and level, as a job's `permissions:` and an App's settings have them. */
const setPattern = /^[a-z_]{1,60}=(?:read|write|admin)(?:,[a-z_]{1,60}=(?:read|write|admin)){0,9}$/;

/**
 * What an endpoint takes, out of GitHub's header `x-accepted-github-permissions`: "`issues: write` or `pull_requests: write`".
 * The header holds sets separated by semicolons, of which one is enough, each with its permissions separated by commas.
 * `undefined` without a header, or for one of another form. Source: GitHub's changelog of 2023-08-10.
 */
export function describeAcceptedPermissions(header: unknown): string | undefined {
  if (typeof header !== "string" || header.length > 1000) return undefined;
  const sets = header.split(";").map((set) => set.trim());
  if (!sets.every((set) => setPattern.test(set))) return undefined;
  return sets
    .map((set) =>
      set
        .split(",")
        .map((permission) => `\`${permission.replace("=", ": ")}\``)
        .join(" with "),
    )
    .join(" or ");
}

const permissionHint =
  "Give it in the job's `permissions:`, or to the App and accept it for the installation; docs/guides/bot-installation.md lists what Pawl needs.";

/** A request that GitHub did not carry out. */
export interface RefusedRequest {
  readonly route: string;
  readonly error: unknown;
  /** What GitHub answered; without `response` it gave no answer, `undefined` for an error of another kind. */
  readonly refusal:
    | {
        readonly status: number;
        readonly response?: { readonly headers: Readonly<Record<string, unknown>> } | undefined;
      }
    | undefined;
  /** When another attempt makes sense, where that is known: milliseconds since 1970. */
  readonly retryAtMs: number | undefined;
}

/** `github.request-failed` with GitHub's words, and for a token that may not do it the permissions that it takes. */
export function refusedRequest({ route, error, refusal, retryAtMs }: RefusedRequest): PawlError {
  const text = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  const answer = refusal?.response;
  const mayLack = refusal?.status === 403 && !/rate limit/i.test(text);
  const accepted = mayLack
    ? describeAcceptedPermissions(answer?.headers["x-accepted-github-permissions"])
    : undefined;
  const needs = accepted === undefined ? "" : `. It takes a token with ${accepted}`;
  // octokit gives status 500 to a request that got no answer.
  const message =
    answer === undefined
      ? `No answer from GitHub to ${route}: ${text}`
      : `GitHub refused ${route} (${refusal?.status}): ${text}${needs}`;
  // octokit's own error holds the request with its credentials, so it is no cause.
  return new PawlError("github.request-failed", {
    message,
    cause: refusal === undefined ? error : undefined,
    isRefusal:
      answer !== undefined && refusal !== undefined && refusal.status < 500 && refusal.status !== 408,
    ...(accepted === undefined ? {} : { hint: permissionHint }),
    ...(retryAtMs === undefined ? {} : { retryAtMs }),
  });
}
