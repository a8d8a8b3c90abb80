import type { UserRecord } from "../records.ts";
import type { JsonObject } from "../http/messages.ts";
import { nodeId } from "./node-id.ts";

const kinds = { User: "U", Organization: "O", Bot: "BOT" } as const;

/** A user as it stands inside other answers ("simple user"). */
export function renderUser(url: string, user: UserRecord): JsonObject {
  const api = `${url}/users/${encodeURIComponent(user.login)}`;
  const isBot = user.type === "Bot";
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId(kinds[user.type], user.id),
    avatar_url: `${url}/avatars/${encodeURIComponent(user.login)}.svg`,
    gravatar_id: "",
    url: api,
    html_url: isBot ? `${url}/apps/${user.login.replace(/\[bot\]$/, "")}` : `${url}/${user.login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: user.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** The account that answers `GET /user` and `GET /users/:login`. */
export function renderFullUser(url: string, user: UserRecord): JsonObject {
  return {
    ...renderUser(url, user),
    name: user.name,
    company: null,
    blog: "",
    location: null,
    email: user.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    notification_email: user.email,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: user.createdAt,
    updated_at: user.createdAt,
  };
}

/** An organisation with all its members, as `GET /orgs/:org` and teams have it. */
export function renderFullOrganization(url: string, user: UserRecord): JsonObject {
  return {
    ...renderOrganization(url, user),
    name: user.name,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${url}/${user.login}`,
    has_organization_projects: false,
    has_repository_projects: false,
    type: "Organization",
    created_at: user.createdAt,
    updated_at: user.createdAt,
    archived_at: null,
  };
}

/** An organisation as it stands in webhook payloads. */
export function renderOrganization(url: string, user: UserRecord): JsonObject {
  const api = `${url}/orgs/${user.login}`;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId("O", user.id),
    url: api,
    repos_url: `${api}/repos`,
    events_url: `${api}/events`,
    hooks_url: `${api}/hooks`,
    issues_url: `${api}/issues`,
    members_url: `${api}/members{/member}`,
    public_members_url: `${api}/public_members{/member}`,
    avatar_url: `${url}/avatars/${user.login}.svg`,
    description: user.name,
  };
}
