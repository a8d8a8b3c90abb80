import { z } from "zod";
import type { GitHub } from "../../ports/github/github.ts";
import type { HookDeliveries } from "../../ports/github/hook-deliveries.ts";
import { createChecks } from "./checks.ts";
import { Client, type ClientOptions, type GitHubAuth } from "./client.ts";
import { createComments } from "./comments.ts";
import { createCommits } from "./commits.ts";
import { createDeployments } from "./deployments.ts";
import { createGitData } from "./git-data.ts";
import { createHookDeliveries } from "./hook-deliveries.ts";
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
  readonly repositoryId: number;
  /** `owner/name`, as it is now. */
  readonly repository: string;
}

/**
 * Every repository in which an App is installed.
 * @throws PawlError `github.request-failed` when the App's key is refused
 */
export async function listInstallations(app: AppCredentials & ClientShare): Promise<readonly Installation[]> {
  const listed = z.object({ id: z.number(), suspended_at: z.string().nullish() });
  const found: Installation[] = [];
  for (const installation of await clientOf(app).list("GET /app/installations", {}, listed)) {
    // It gives no token, and one owner's choice must not keep the App from the others.
    if (installation.suspended_at != null) continue;
    const client = clientOf({ ...app, installationId: installation.id });
    const repositories = await client.list("GET /installation/repositories", {}, namedSchema, "repositories");
    found.push(
      ...repositories.map((repository) => ({
        installationId: installation.id,
        repositoryId: repository.id,
        repository: repository.full_name,
      })),
    );
  }
  return found;
}

/** Gives the name that a repository has now, or `undefined` when the installation does not reach it. */
export type ReadRepositoryName = (repositoryId: number) => Promise<string | undefined>;

/**
 * {@link ReadRepositoryName} for one installation, with one token for all its questions. What it returns throws PawlError
 * `github.request-failed` when the installation is gone or suspended.
 */
export function createRepositoryNames(
  place: AppCredentials & ClientShare & { readonly installationId: number },
): ReadRepositoryName {
  const client = clientOf(place);
  return async (id) => (await client.find("GET /repositories/{id}", { id }, namedSchema))?.full_name;
}

/** The log of the App's webhook. */
export function createAppDeliveries(app: AppCredentials & ClientShare): HookDeliveries {
  return createHookDeliveries(clientOf(app));
}

/** What clients may share, and who watches them. */
export type ClientShare = Pick<ClientOptions, "gate" | "reads" | "observer">;

const namedSchema = z.object({ id: z.number(), full_name: z.string() });

/** A client of no repository: the App itself, or an installation of it. */
function clientOf(place: AppCredentials & ClientShare & { readonly installationId?: number }): Client {
  const { apiUrl, appId, privateKey, installationId, gate, reads, observer } = place;
  return new Client({
    apiUrl,
    repository: "any/any",
    auth: { appId, privateKey, ...(installationId === undefined ? {} : { installationId }) },
    ...(gate === undefined ? {} : { gate }),
    ...(reads === undefined ? {} : { reads }),
    ...(observer === undefined ? {} : { observer }),
  });
}
