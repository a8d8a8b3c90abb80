import { confirmApp, readManifest, type Manifest } from "../app-manifest.ts";
import type { SandboxContext } from "../context.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiRequest, ApiResponse } from "../http/messages.ts";
import { redirect } from "../http/reply.ts";
import type { AppRecord, InstallationRecord, RepositoryRecord, UserRecord } from "../records.ts";
import { nodeId } from "../render/node-id.ts";
import { renderInstallation } from "../resources/apps.ts";
import { html, type Html } from "./html.ts";
import { renderPage } from "./layout.ts";

/** The three steps that a person does in a browser: see the manifest, confirm the App, install it. */
const newApp = /^(?:\/organizations\/(?<org>[^/]+))?\/settings\/apps\/new$/;
const confirmed = /^(?:\/organizations\/(?<org>[^/]+))?\/settings\/apps$/;
const installation = /^\/apps\/(?<slug>[^/]+)\/installations\/new$/;

/** Answers the pages on which Apps are made and installed, as the first user; `undefined` for all other addresses. */
export async function answerAppPage(
  context: SandboxContext,
  request: ApiRequest,
): Promise<ApiResponse | undefined> {
  const { path, method } = request;
  const found = newApp.exec(path) ?? confirmed.exec(path);
  const slug = installation.exec(path)?.groups?.["slug"];
  if (slug !== undefined) return answerInstallation(context, request, slug);
  if (!found) return undefined;
  const owner = ownerOf(context, found.groups?.["org"]);
  if (owner === undefined) return problemPage(404, ["There is no such organisation."]);
  if (method === "GET") return problemPage(200, ["An App is made from a form with its manifest here."]);
  if (method !== "POST") return undefined;
  const form = await readForm(request);
  const manifest = readManifest(form.get("manifest") ?? "", context.url);
  if (!("url" in manifest)) return problemPage(422, manifest);
  if (newApp.test(path))
    return confirmPage(manifest, owner, { path, form, state: request.query.get("state") });
  if (!isFromHere(request)) return problemPage(403, ["This form belongs to another page."]);
  return confirm(context, { manifest, owner, form });
}

function ownerOf(context: SandboxContext, organisation: string | undefined): UserRecord | undefined {
  if (organisation === undefined) return context.userById(context.app.ownerId);
  const found = context.findUser(organisation);
  return found?.type === "Organization" ? found : undefined;
}

async function readForm(request: ApiRequest): Promise<URLSearchParams> {
  return new URLSearchParams((await request.bytes(100_000)).toString("utf8"));
}

/** No page of elsewhere confirms or installs for the person in front of the browser. */
function isFromHere({ headers }: ApiRequest): boolean {
  const { origin, host } = headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

function problemPage(status: number, problems: readonly string[]): ApiResponse {
  const body = html`<h1>New GitHub App</h1>
    <ul>
      ${problems.map((problem) => html`<li>${problem}</li>`)}
    </ul>`;
  return renderPage({ title: "New GitHub App", body }, status);
}

function listing(manifest: Manifest): Html {
  return html`<table>
      <thead>
        <tr>
          <th>Permission</th>
          <th>Access</th>
        </tr>
      </thead>
      <tbody>
        ${Object.entries(manifest.permissions).map(
          ([name, level]) =>
            html`<tr>
              <td>${name}</td>
              <td>${level}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p>Events: ${manifest.events.join(", ")}</p>
    <p>Webhook: ${manifest.webhookUrl ?? "none"}</p>`;
}

interface Asked {
  readonly path: string;
  readonly form: URLSearchParams;
  readonly state: string | null;
}

function confirmPage(manifest: Manifest, owner: UserRecord, { path, form, state }: Asked): ApiResponse {
  const body = html`<h1>Create GitHub App for ${owner.login}</h1>
    <form method="post" action="${path.replace(/\/new$/, "")}">
      <input type="hidden" name="manifest" value="${form.get("manifest") ?? ""}" />
      <input type="hidden" name="state" value="${state ?? ""}" />
      <p>
        <label>GitHub App name <input name="name" value="${manifest.name}" required maxlength="34" /></label>
        <button>Create GitHub App for ${owner.login}</button>
      </p>
    </form>
    ${listing(manifest)}`;
  // Browsers hold the redirect that follows the form to this policy too.
  return renderPage({
    title: "Create GitHub App",
    body,
    formTargets: ["'self'", new URL(manifest.redirectUrl).origin],
  });
}

function confirm(
  context: SandboxContext,
  asked: { readonly manifest: Manifest; readonly owner: UserRecord; readonly form: URLSearchParams },
): ApiResponse {
  const { form, owner } = asked;
  const manifest = { ...asked.manifest, name: (form.get("name") ?? asked.manifest.name).slice(0, 34) };
  const pending = confirmApp(context, manifest, owner);
  if (pending === undefined) return problemPage(422, ["Name is already taken, or has no letters."]);
  const target = new URL(manifest.redirectUrl);
  target.searchParams.set("code", pending.code);
  const state = form.get("state") ?? "";
  if (state !== "") target.searchParams.set("state", state);
  return redirect(target.href);
}

async function answerInstallation(
  context: SandboxContext,
  request: ApiRequest,
  slug: string,
): Promise<ApiResponse | undefined> {
  const app = context.apps().find((one) => one.slug === slug);
  if (app === undefined) return undefined;
  const accounts = accountsFor(context, app);
  if (request.method !== "POST") return installationPage(app, accounts);
  if (!isFromHere(request)) return problemPage(403, ["This form belongs to another page."]);
  const target = (await readForm(request)).get("target");
  const account = accounts.find(({ login }) => login === target);
  if (account === undefined) throw new ApiError(422, "The App cannot be installed there.");
  install(context, app, account);
  return installationPage(app, accountsFor(context, app));
}

/** Where it is not installed yet: its owner's account, and organisations. */
function accountsFor(context: SandboxContext, app: AppRecord): readonly UserRecord[] {
  const installed = installations(context)
    .list("")
    .filter(({ appId }) => appId === app.id)
    .map(({ accountId }) => accountId);
  return context.store
    .collection<UserRecord>("users")
    .all()
    .filter(({ id, type }) => (type === "Organization" || id === app.ownerId) && !installed.includes(id));
}

function installations(context: SandboxContext) {
  return context.store.collection<InstallationRecord>("installations");
}

function installationPage(app: AppRecord, accounts: readonly UserRecord[]): ApiResponse {
  const body = html`<h1>Install ${app.name}</h1>
    ${accounts.map(
      ({ login }) =>
        html`<form method="post">
          <button name="target" value="${login}">Install on ${login}</button>
        </form>`,
    )}
    ${accounts.length === 0 && html`<p>It is installed everywhere.</p>`}`;
  return renderPage({ title: `Install ${app.name}`, body, formTargets: ["'self'"] });
}

function install(context: SandboxContext, app: AppRecord, account: UserRecord): void {
  const id = context.store.nextId();
  const record = { id, appId: app.id, accountId: account.id, createdAt: context.timestamp() };
  installations(context).put("", id, record);
  const user = context.userById(context.app.ownerId);
  if (user === undefined) throw new ApiError(404, "Not Found");
  const repositories = context.store
    .collection<RepositoryRecord>("repositories")
    .all()
    .filter(({ ownerId }) => ownerId === account.id)
    .map((one) => ({
      id: one.id,
      node_id: nodeId("R", one.id),
      name: one.name,
      full_name: one.fullName,
      private: one.private,
    }));
  const none = { permissions: null, repositoryIds: null, appId: null, installationId: null, runId: null };
  context.emit({
    event: "installation",
    action: "created",
    repository: null,
    payload: { installation: renderInstallation(context, record), repositories, requester: null },
    actor: { kind: "user", user, ...none },
  });
}
