import { z } from "zod";
import type { GitHub } from "../../ports/github/github.ts";
import { createChecks } from "./checks.ts";
import { Client, type ClientOptions, type GitHubAuth } from "./client.ts";
import { createComments } from "./comments.ts";
import { createCommits } from "./commits.ts";
import { createDeployments } from "./deployments.ts";
import { createGitData } from "./git-data.ts";
import { createIssues } from "./issues.ts";
import { createLabels } from "./labels.ts";
import { createMembers } from "./members.ts";
import { createPullRequests } from "./pull-requests.ts";
import { createReleases } from "./releases.ts";
import { createWorkflows } from "./workflows.ts";

/** All of GitHub for one repository, over its REST API. */
export function createGitHub(options: ClientOptions & { readonly auth: GitHubAuth }): GitHub {
  const client = new Client(options);
  const members = createMembers(client, "appId" in options.auth);
  return {
    checks: createChecks(client),
    comments: createComments(client),
    commits: createCommits(client),
    deployments: createDeployments(client),
    gitData: createGitData(client, () => members.self()),
    issues: createIssues(client),
    labels: createLabels(client),
    members,
    pullRequests: createPullRequests(client),
    releases: createReleases(client),
    workflows: createWorkflows(client),
  };
}

/** An App, by its private key. */
export interface AppCredentials {
  readonly apiUrl: string;
  readonly appId: number;
  readonly privateKey: string;
}

/** A repository in which the App is installed. */
export interface Installation {
  readonly installationId: number;
  /** `owner/name`. */
  readonly repository: string;
}

/**
 * Every repository in which an App is installed.
 * @throws PawlError `github.request-failed` when the App's key is refused
 */
export async function listInstallations(app: AppCredentials): Promise<readonly Installation[]> {
  const listed = z.object({ id: z.number(), suspended_at: z.string().nullish() });
  const named = z.object({ full_name: z.string() });
  const clientOf = (installation: { readonly installationId?: number }): Client =>
    new Client({
      apiUrl: app.apiUrl,
      repository: "any/any",
      auth: { appId: app.appId, privateKey: app.privateKey, ...installation },
    });
  const found: Installation[] = [];
  for (const installation of await clientOf({}).list("GET /app/installations", {}, listed)) {
    // It gives no token, and one owner's choice must not keep the App from the others.
    if (installation.suspended_at != null) continue;
    const client = clientOf({ installationId: installation.id });
    const repositories = await client.list("GET /installation/repositories", {}, named, "repositories");
    found.push(
      ...repositories.map((repository) => ({
        installationId: installation.id,
        repository: repository.full_name,
      })),
    );
  }
  return found;
}
