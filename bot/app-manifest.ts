import { eventNames, type EventName } from "./events.ts";

/** A permission of the App, and what the bot does with it. */
interface AppPermission {
  readonly access: "read" | "write";
  /** Ends the sentence "the bot needs it …". */
  readonly why: string;
}

/** The permissions that the bot's App has, by GitHub's names; the manifest and the guide are made of this table. */
export const appPermissions = {
  actions: { access: "write", why: "to read runs and reports, and to start, repeat and cancel runs" },
  checks: { access: "write", why: "for `ml/config`, `ml/metrics` and `ml/promotion`, and their buttons" },
  contents: { access: "write", why: "for tags, Releases, the run ledger and the bot's own `refs/pawl/*`" },
  deployments: { access: "write", why: "for the Deployment of a promotion and its status" },
  issues: { access: "write", why: "for drift issues, the dashboard and its pin, comments and labels" },
  members: { access: "read", why: "to know whether an approver is in a team of the organisation" },
  metadata: { access: "read", why: "for names, ids and the roles of people" },
  pull_requests: { access: "write", why: "for its comment and labels, and the onboarding pull request" },
  workflows: {
    access: "write",
    why: "for the workflow file in the onboarding pull request, and for nothing else",
  },
} as const satisfies Readonly<Record<string, AppPermission>>;

/** A name of {@link appPermissions}. */
export type PermissionName = keyof typeof appPermissions;

/** Every App is told of these, and none may subscribe to them. */
const unasked: ReadonlySet<EventName> = new Set<EventName>(["installation", "installation_repositories"]);

/** The events that the App subscribes to: those that the bot listens to, but for those that come unasked. */
export const subscribedEvents: readonly EventName[] = eventNames.filter((name) => !unasked.has(name));

/** What a manifest is made for. */
export interface ManifestRequest {
  /** At most 34 characters; the person may change it on GitHub's page. */
  readonly name: string;
  /** Where GitHub sends events. */
  readonly webhookUrl: string;
  /** Where GitHub sends the browser back, with `code` and `state`. */
  readonly redirectUrl: string;
  /** Whether the bot opens onboarding pull requests; without them it asks for no permission to write workflows. */
  readonly onboards: boolean;
}

/** The members of GitHub's App manifest that Pawl sets. */
export interface AppManifest {
  readonly name: string;
  readonly url: string;
  readonly description: string;
  readonly hook_attributes: { readonly url: string; readonly active: boolean };
  readonly redirect_url: string;
  readonly public: boolean;
  readonly default_permissions: Readonly<Record<string, "read" | "write">>;
  readonly default_events: readonly string[];
}

/**
 * The manifest of the bot's App: private, with the permissions and events of the table. Its members are those of GitHub's
 * page "Registering a GitHub App from a manifest".
 */
export function createManifest(request: ManifestRequest): AppManifest {
  const { name, webhookUrl, redirectUrl, onboards } = request;
  const held = Object.entries(appPermissions).filter(
    ([permission]) => onboards || permission !== "workflows",
  );
  return {
    name: name.slice(0, 34),
    // An App needs a homepage; that of the bot is where its webhooks go.
    url: new URL("/", webhookUrl).href,
    description: "MLOps in your pull requests. A model only moves forward.",
    hook_attributes: { url: webhookUrl, active: true },
    redirect_url: redirectUrl,
    public: false,
    default_permissions: Object.fromEntries(held.map(([permission, { access }]) => [permission, access])),
    default_events: subscribedEvents,
  };
}

/**
 * The address of GitHub's pages that belongs to the base of its API: github.com, a company on ghe.com, a GitHub Enterprise
 * Server (`https://HOST/api/v3`), or any other server under its own address.
 */
export function pagesOf(apiUrl: string): string {
  const url = new URL(apiUrl);
  if (url.hostname === "api.github.com" || /^api\.[\w-]+\.ghe\.com$/.test(url.hostname)) {
    return `https://${url.hostname.slice("api.".length)}`;
  }
  return url.origin;
}

/** The page on which GitHub takes a manifest: of an organisation, or without one of the person's own account. */
export function newAppPage(apiUrl: string, organisation: string | undefined): string {
  const place = organisation === undefined ? "" : `/organizations/${encodeURIComponent(organisation)}`;
  return `${pagesOf(apiUrl)}${place}/settings/apps/new`;
}
