/** States of a deployment status. */
export type DeploymentState =
  "queued" | "in_progress" | "success" | "failure" | "error" | "inactive" | "pending";

/** A status of a Deployment. */
export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  readonly description: string;
  readonly environmentUrl: string;
  readonly createdAt: string;
}

/** A Deployment. */
export interface Deployment {
  readonly id: number;
  readonly ref: string;
  readonly sha: string;
  readonly environment: string;
  readonly description: string;
  /** As it was given; untrusted until a schema has read it. */
  readonly payload: unknown;
  readonly createdAt: string;
  readonly url: string;
}

/** What GitHub asks for before a job may use an environment. */
export interface EnvironmentRules {
  /** Minutes. */
  readonly waitMinutes: number;
  /** Logins with `@`, and teams as `@slug`. */
  readonly reviewers: readonly string[];
}

/** Deployments of one repository. */
export interface Deployments {
  get(id: number): Promise<Deployment | undefined>;
  /** Newest first, all pages. */
  list(environment: string): Promise<readonly Deployment[]>;
  /** The protection rules of an environment; `undefined` when it has none, or the plan or the token does not show them. */
  protection(environment: string): Promise<EnvironmentRules | undefined>;
  create(request: {
    readonly ref: string;
    readonly environment: string;
    readonly description: string;
    readonly payload: Readonly<Record<string, unknown>>;
  }): Promise<Deployment>;
  /** Newest first. */
  listStatuses(deploymentId: number): Promise<readonly DeploymentStatus[]>;
  createStatus(
    deploymentId: number,
    status: {
      readonly state: DeploymentState;
      readonly description: string;
      readonly environmentUrl?: string;
      readonly logUrl?: string;
    },
  ): Promise<void>;
}
