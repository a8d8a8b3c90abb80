import { PawlError } from "../errors.ts";

/** Which repository a command talks to, and as whom. */
export interface GitHubOptions {
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly apiUrl: string;
}

/**
 * GitHub as the environment names it: `GITHUB_TOKEN` or `GH_TOKEN`, `GITHUB_REPOSITORY`, `GITHUB_API_URL`.
 *
 * @param named a repository that an option names; it wins.
 * @throws PawlError `usage.invalid` when token or repository is not set.
 */
export function readGitHubOptions(verb: string, named?: string): GitHubOptions {
  const token = process.env["GITHUB_TOKEN"] ?? process.env["GH_TOKEN"] ?? "";
  const repository = named ?? process.env["GITHUB_REPOSITORY"] ?? "";
  if (token !== "" && repository !== "") {
    return { token, repository, apiUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com" };
  }
  throw new PawlError("usage.invalid", {
    message: `pawl ${verb} works on GitHub, and GITHUB_TOKEN or GITHUB_REPOSITORY is not set.`,
    hint: "Set GITHUB_TOKEN and GITHUB_REPOSITORY=owner/name.",
  });
}
