import { randomBytes } from "node:crypto";
import { makeAppKey, type AppKey } from "./app-key.ts";
import type { MembershipRecord } from "./auth/roles.ts";
import type { AppRecord, InstallationRecord, Permissions, UserRecord } from "./records.ts";
import type { DocumentStore } from "./store/document-store.ts";

/** Accounts to begin with; those that are in the state directory already stay as they are. */
export interface Seed {
  /** The first is the administrator: site owner of the App and admin of every organisation. */
  readonly users: readonly { readonly login: string; readonly token?: string; readonly name?: string }[];
  readonly organisations: readonly string[];
  /** `key` spares a new App the wait for one. */
  readonly app: { readonly slug: string; readonly id?: number; readonly key?: Promise<AppKey> };
}

/** App id of workflow tokens, as on GitHub. */
export const actionsAppId = 15368;

const appPermissions: Permissions = {
  actions: "write",
  administration: "write",
  checks: "write",
  contents: "write",
  deployments: "write",
  environments: "write",
  issues: "write",
  members: "read",
  metadata: "read",
  pull_requests: "write",
  statuses: "write",
  workflows: "write",
};

/** What the App listens to: all that the sandbox tells, as GitHub names it. */
const appEvents = [
  "check_run",
  "check_suite",
  "create",
  "delete",
  "deployment",
  "deployment_review",
  "deployment_status",
  "fork",
  "issue_comment",
  "issues",
  "label",
  "member",
  "milestone",
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "push",
  "release",
  "repository",
  "repository_dispatch",
  "status",
  "workflow_dispatch",
  "workflow_job",
  "workflow_run",
];

/** Adds an account unless its login is taken; returns the one that is there. */
export function addAccount(
  store: DocumentStore,
  account: Pick<UserRecord, "login" | "type"> & { readonly name?: string; readonly id?: number },
  createdAt: string,
): UserRecord {
  const users = store.collection<UserRecord>("users");
  const key = account.login.toLowerCase();
  const found = users.get("", key);
  if (found) return found;
  const id = account.id ?? store.nextId();
  const email = account.type === "Organization" ? null : `${id}+${account.login}@users.noreply.github.com`;
  const { login, type, name = login } = account;
  return users.put("", key, { id, login, type, name, email, createdAt });
}

function addInstallation(store: DocumentStore, app: AppRecord, account: UserRecord, createdAt: string): void {
  const installations = store.collection<InstallationRecord>("installations");
  const isThere = installations
    .all()
    .some(({ appId, accountId }) => appId === app.id && accountId === account.id);
  if (isThere) return;
  const id = store.nextId();
  installations.put("", id, { id, appId: app.id, accountId: account.id, createdAt });
}

async function addApp(
  store: DocumentStore,
  seed: Seed["app"],
  owner: UserRecord,
  createdAt: string,
): Promise<AppRecord> {
  const apps = store.collection<AppRecord>("apps");
  const found = apps.get("", "app");
  if (found) return found;
  const { privateKey, publicKey } = await (seed.key ?? makeAppKey());
  const bot = addAccount(store, { login: `${seed.slug}[bot]`, type: "Bot" }, createdAt);
  const id = seed.id ?? 100_000 + store.nextId();
  return apps.put("", "app", {
    id,
    slug: seed.slug,
    name: seed.slug,
    clientId: `Iv23li${randomBytes(7).toString("hex")}`,
    ownerId: owner.id,
    botId: bot.id,
    privateKey,
    publicKey,
    webhookSecret: randomBytes(20).toString("hex"),
    webhookUrl: null,
    permissions: appPermissions,
    events: appEvents,
    createdAt,
  });
}

/** Writes the seed into the store: users, organisations, the App with an installation on every account. */
export async function seedAccounts(store: DocumentStore, seed: Seed, createdAt: string): Promise<UserRecord> {
  const users = seed.users.map(({ login, name }) =>
    addAccount(store, { login, type: "User", ...(name ? { name } : {}) }, createdAt),
  );
  const administrator = users[0];
  if (!administrator) throw new Error("the sandbox needs at least one user");
  addAccount(store, { login: "github-actions[bot]", type: "Bot", id: 41_898_282 }, createdAt);
  const app = await addApp(store, seed.app, administrator, createdAt);
  const memberships = store.collection<MembershipRecord>("memberships");
  const organisations = seed.organisations.map((login) => {
    const organisation = addAccount(store, { login, type: "Organization" }, createdAt);
    if (!memberships.get(organisation.id, administrator.id)) {
      memberships.put(organisation.id, administrator.id, { userId: administrator.id, role: "admin" });
    }
    return organisation;
  });
  for (const account of [...users, ...organisations]) addInstallation(store, app, account, createdAt);
  return administrator;
}
