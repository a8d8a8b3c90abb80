import { z } from "zod";
import { roles, type Members, type Role } from "../../ports/github/members.ts";
import type { Client } from "./client.ts";

const permissionSchema = z.object({
  permission: z.string(),
  role_name: z.string().optional(),
  user: z.object({ permissions: z.record(z.string(), z.boolean()).optional() }).nullish(),
});
const repositorySchema = z.object({
  id: z.number(),
  full_name: z.string(),
  default_branch: z.string(),
  html_url: z.string(),
});
const userSchema = z.object({ login: z.string() });
const appSchema = z.object({ id: z.number(), slug: z.string() });
/** A refused query is answered with 200, `errors`, and no viewer. */
const viewerSchema = z.object({
  data: z
    .object({ viewer: userSchema.nullish() })
    .nullish()
    .transform((data) => data ?? {}),
});

/** The author of what a workflow's own token writes. */
const workflowLogin = "github-actions[bot]";

/** {@link Members} over the REST API. `isApp` says that the client writes as an App. */
export function createMembers(client: Client, isApp: boolean): Members {
  let self: ReturnType<Members["self"]> | undefined;
  return {
    roleOf: async (login) => {
      const route = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
      const found = await client.find(route, { username: login }, permissionSchema);
      return found === undefined ? "none" : toRole(found);
    },
    isInTeam: async (login, team) => {
      const [org, slug] = team.replace(/^@/, "").split("/");
      const found = await client.find(
        "GET /orgs/{org}/teams/{slug}/memberships/{username}",
        { org, slug, username: login },
        z.object({ state: z.string() }),
      );
      return found?.state === "active";
    },
    self: () => {
      // A failure is not remembered: the next call asks again.
      self ??= readSelf(client, isApp).catch((error: unknown) => {
        self = undefined;
        throw error;
      });
      return self;
    },
    repository: async () => {
      const found = await client.request("GET /repos/{owner}/{repo}", {}, repositorySchema);
      return {
        id: found.id,
        fullName: found.full_name,
        defaultBranch: found.default_branch,
        url: found.html_url,
      };
    },
  };
}

/** A custom role has a name of its own; then the flags tell which built-in role it extends. */
function toRole(found: z.infer<typeof permissionSchema>): Role {
  const named = roles.find((role) => role === found.role_name);
  if (named !== undefined) return named;
  const flags = found.user?.permissions ?? {};
  const byFlag = {
    admin: "admin",
    maintain: "maintain",
    push: "write",
    triage: "triage",
    pull: "read",
  } as const;
  for (const [flag, role] of Object.entries(byFlag)) if (flags[flag] === true) return role;
  return roles.find((role) => role === found.permission) ?? "none";
}

/** A workflow's token may not read `/user`; the GraphQL viewer tells its name where it is offered. */
async function readSelf(client: Client, isApp: boolean): ReturnType<Members["self"]> {
  if (isApp) {
    const app = await client.request("GET /app", {}, appSchema);
    return { login: `${app.slug}[bot]`, appId: app.id };
  }
  const user = await client.send("GET /user", {}, [401, 403, 404]);
  if (user.status < 300)
    return { login: client.check(userSchema, user.data, "GET /user").login, appId: null };
  const query = "query { viewer { login } }";
  const viewer = await client.send("POST /graphql", { query }, [400, 401, 403, 404, 501]);
  if (viewer.status >= 300) return { login: workflowLogin, appId: null };
  const { data } = client.check(viewerSchema, viewer.data, "POST /graphql");
  return { login: data.viewer?.login ?? workflowLogin, appId: null };
}
