/** What the store keeps. Records hold no URLs: those depend on the port and are rendered per answer. */

/** Rights in a repository, least first. */
export const roleNames = ["none", "read", "triage", "write", "maintain", "admin"] as const;

/** One of {@link roleNames}. */
export type RoleName = (typeof roleNames)[number];

/** A user, an organisation or the bot user of an App. */
export interface UserRecord {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Organization" | "Bot";
  readonly name: string | null;
  readonly email: string | null;
  readonly createdAt: string;
}

/** A repository. Its git data lies in `<stateDirectory>/git/<id>.git`. */
export interface RepositoryRecord {
  readonly id: number;
  readonly name: string;
  readonly ownerId: number;
  readonly ownerLogin: string;
  readonly fullName: string;
  readonly description: string | null;
  readonly homepage: string | null;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly archived: boolean;
  readonly topics: readonly string[];
  /** The repository this one was forked from. */
  readonly parentId: number | null;
  readonly settings: RepositorySettings;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly pushedAt: string;
}

/** Switches of a repository. */
export interface RepositorySettings {
  readonly hasIssues: boolean;
  readonly hasProjects: boolean;
  readonly hasWiki: boolean;
  readonly allowSquashMerge: boolean;
  readonly allowMergeCommit: boolean;
  readonly allowRebaseMerge: boolean;
  readonly allowAutoMerge: boolean;
  readonly deleteBranchOnMerge: boolean;
}

/** A GitHub App: the one that the sandbox begins with, and those made from a manifest. */
export interface AppRecord {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly clientId: string;
  readonly ownerId: number;
  readonly botId: number;
  readonly privateKey: string;
  readonly publicKey: string;
  readonly webhookSecret: string;
  readonly webhookUrl: string | null;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly createdAt: string;
  /** Address of its homepage. Default: the sandbox. */
  readonly homepage?: string;
  readonly description?: string;
}

/** An installation of an App on an account: all its repositories. */
export interface InstallationRecord {
  readonly id: number;
  readonly appId: number;
  readonly accountId: number;
  readonly createdAt: string;
  /** Since when its tokens are refused and nothing is delivered for it. */
  readonly suspendedAt?: string | null;
}

/** Rights of an App or of a workflow token, by GitHub's permission names. */
export type Permissions = Readonly<Record<string, "read" | "write" | "admin">>;

/** A token that may sign requests. */
export interface TokenRecord {
  readonly token: string;
  readonly kind: "user" | "installation" | "job";
  readonly userId: number;
  readonly appId: number | null;
  readonly installationId: number | null;
  /** The account that an installation is on: other accounts' repositories are out of reach. */
  readonly accountId?: number | null;
  /** `null` for a user token: the user's own rights hold. */
  readonly permissions: Permissions | null;
  /** `null` for all repositories in reach. */
  readonly repositoryIds: readonly number[] | null;
  readonly runId: number | null;
  /** Milliseconds since 1970; `null` never ends. */
  readonly expiresAt: number | null;
}

/** Who makes a request. */
export interface Actor {
  readonly kind: "user" | "app" | "installation" | "job";
  readonly user: UserRecord;
  readonly permissions: Permissions | null;
  readonly repositoryIds: readonly number[] | null;
  readonly appId: number | null;
  readonly installationId: number | null;
  readonly accountId?: number | null;
  readonly runId: number | null;
}
