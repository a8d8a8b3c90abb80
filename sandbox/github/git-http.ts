import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { checkRights } from "./auth/rights.ts";
import type { SandboxContext } from "./context.ts";
import { zeroSha } from "./git/git-repository.ts";
import { readPushHead, type PushCommand } from "./git/push-commands.ts";
import { refusedEnvironment, writePushHook, type RefusedRef } from "./git/push-hook.ts";
import { gitEnvironment } from "./git/run-git.ts";
import { nameRefusedWorkflows } from "./git/push-report.ts";
import { ApiError } from "./http/api-error.ts";
import type { ApiRequest, ApiResponse } from "./http/messages.ts";
import { redirect } from "./http/reply.ts";
import type { Actor, RepositoryRecord } from "./records.ts";
import { idBehindOldName } from "./repository-names.ts";
import { repositoryPage } from "./render/repository.ts";
import { pushRefusals } from "./resources/push-rules.ts";
import { announceRefUpdate } from "./resources/ref-updates.ts";
import { mayChangeWorkflows } from "./resources/workflow-rights.ts";

type Service = "upload-pack" | "receive-pack";

interface GitCall {
  readonly context: SandboxContext;
  readonly request: ApiRequest;
  readonly repository: RepositoryRecord;
  readonly service: Service;
  readonly actor: Actor | undefined;
}

const place =
  /^\/([A-Za-z0-9._-]+)\/([A-Za-z0-9._-]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

function askForPassword(): ApiResponse {
  return {
    status: 401,
    bytes: "Authentication required\n",
    headers: { "www-authenticate": 'Basic realm="GitHub"', "content-type": "text/plain" },
  };
}

function refused(error: unknown): ApiResponse {
  if (!(error instanceof ApiError)) throw error;
  return { status: error.status, bytes: `${error.message}\n`, headers: { "content-type": "text/plain" } };
}

const noCache = {
  "cache-control": "no-cache, max-age=0, must-revalidate",
  expires: "Fri, 01 Jan 1980 00:00:00 GMT",
};

function packetLine(text: string): string {
  return (text.length + 4).toString(16).padStart(4, "0") + text;
}

function protocolEnvironment(request: ApiRequest): Record<string, string> {
  const protocol = request.headers["git-protocol"];
  return typeof protocol === "string" && /^[\w=:.-]+$/.test(protocol) ? { GIT_PROTOCOL: protocol } : {};
}

const serviceSettings = [
  "-c",
  "uploadpack.allowAnySHA1InWant=true",
  "-c",
  "uploadpack.allowFilter=true",
  "-c",
  "receive.autogc=false",
  "-c",
  "receive.denyDeleteCurrent=ignore",
  "-c",
  "receive.fsckObjects=true",
];

/** What one run of a git service gets. */
interface ServiceRun {
  /** Tells the refs instead of serving. */
  readonly isAdvertisement: boolean;
  readonly body: AsyncIterable<Buffer>;
  readonly settings?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Changes what git answers, once it has all. */
  readonly edit?: (answer: Buffer) => Buffer;
}

/** Runs one git service between the request's body and the response; resolves when git has ended. */
async function runService(call: GitCall, run: ServiceRun): Promise<void> {
  const { context, request, repository, service } = call;
  const { isAdvertisement, body, settings = [], environment = {}, edit } = run;
  const { directory } = context.git(repository);
  const options = isAdvertisement ? ["--advertise-refs"] : [];
  const args = [...serviceSettings, ...settings, service, "--stateless-rpc", ...options, directory];
  const child = spawn("git", args, {
    env: gitEnvironment({ ...protocolEnvironment(request), ...environment }),
    stdio: ["pipe", "pipe", "ignore"],
  });
  const type = isAdvertisement ? "advertisement" : "result";
  request.response.writeHead(200, { ...noCache, "content-type": `application/x-git-${service}-${type}` });
  if (isAdvertisement) request.response.write(`${packetLine(`# service=git-${service}\n`)}0000`);
  const fed = isAdvertisement ? child.stdin.end() : pipeline(body, child.stdin);
  const ended = new Promise((resolve) => child.on("close", resolve));
  // A client that goes away mid-way ends the pipes with an error; git's own end decides what was done.
  const answered = edit
    ? buffer(child.stdout).then((answer) => request.response.write(edit(answer)))
    : pipeline(child.stdout, request.response, { end: false });
  await Promise.allSettled([fed, answered, ended]);
}

/** A push that git may have done and that was not told yet; the scope is the repository's id. */
interface OpenPush {
  readonly userId: number;
  /** Refs before the push: name and commit. */
  readonly refs: readonly (readonly [string, string])[];
}

function openPushes(context: SandboxContext) {
  return context.store.collection<OpenPush>("open-pushes");
}

async function readRefs(
  context: SandboxContext,
  repository: RepositoryRecord,
): Promise<ReadonlyMap<string, string>> {
  const refs = await context.git(repository).listRefs("refs/");
  return new Map(refs.map((entry) => [entry.ref, entry.sha]));
}

interface Pusher {
  readonly context: SandboxContext;
  readonly repository: RepositoryRecord;
  readonly actor: Actor | undefined;
}

async function announcePush(
  { context, repository, actor }: Pusher,
  before: ReadonlyMap<string, string>,
): Promise<void> {
  const after = await readRefs(context, repository);
  if (!actor) return;
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  for (const ref of names) {
    const [old, now] = [before.get(ref) ?? zeroSha, after.get(ref) ?? zeroSha];
    if (old !== now) await announceRefUpdate(context, { repository, ref, before: old, after: now, actor });
  }
}

/** Pushes to one repository run one after the other, so that each sees its own difference of refs. */
const pushes = new WeakMap<SandboxContext, Map<number, Promise<void>>>();

/** The rules that hold for each ref of a push. */
function refusedRefs(call: GitCall, commands: readonly PushCommand[]): readonly RefusedRef[] {
  const { context, repository, actor } = call;
  if (!actor) return [];
  return commands.flatMap(({ ref, before, after }) =>
    pushRefusals(context, { repository, ref, before, after, actor })
      .filter(({ onlyForced }) => !onlyForced || (before !== zeroSha && after !== zeroSha))
      .map((refusal) => ({ ref, ...refusal })),
  );
}

async function receive(call: GitCall, source: Readable): Promise<void> {
  const { context, repository } = call;
  const queue = pushes.get(context) ?? new Map<number, Promise<void>>();
  pushes.set(context, queue);
  const push = async (): Promise<void> => {
    const before = await readRefs(context, repository);
    const userId = call.actor?.user.id ?? 0;
    openPushes(context).put(repository.id, "push", { userId, refs: [...before] });
    const { commands, body } = await readPushHead(source);
    const environment = refusedEnvironment(refusedRefs(call, commands), {
      rulesPage: `${repositoryPage(context, repository)}/rules`,
      mayChangeWorkflows: call.actor === undefined || mayChangeWorkflows(call.actor),
    });
    const settings = ["-c", `core.hooksPath=${await writePushHook(context.stateDirectory)}`];
    await runService(call, {
      isAdvertisement: false,
      body,
      settings,
      environment,
      edit: nameRefusedWorkflows,
    });
    await announcePush(call, before);
    openPushes(context).remove(repository.id, "push");
  };
  const turn = (queue.get(repository.id) ?? Promise.resolve()).then(push, push);
  queue.set(repository.id, turn);
  context.track(turn);
  await turn;
}

/** Tells the pushes that git took just before the sandbox was killed. */
export async function tellOpenPushes(context: SandboxContext): Promise<void> {
  for (const repository of context.store.collection<RepositoryRecord>("repositories").all()) {
    const open = openPushes(context).get(repository.id, "push");
    if (!open) continue;
    const user = context.userById(open.userId);
    const none = { permissions: null, repositoryIds: null, appId: null, installationId: null, runId: null };
    const actor: Actor | undefined = user && { kind: "user", user, ...none };
    await announcePush({ context, repository, actor }, new Map(open.refs));
    openPushes(context).remove(repository.id, "push");
  }
}

/** The repository of a name that it has or had. */
function findByAnyName(context: SandboxContext, owner: string, name: string): RepositoryRecord | undefined {
  const id = idBehindOldName(context.store, owner, name);
  return context.findRepository(owner, name) ?? (id === undefined ? undefined : context.repositoryById(id));
}

/** Answers git clients: `info/refs`, `git-upload-pack`, `git-receive-pack`; `undefined` for other addresses. */
export async function answerGit(
  context: SandboxContext,
  request: ApiRequest,
  actor: Actor | undefined,
): Promise<ApiResponse | undefined> {
  const match = place.exec(request.path);
  if (!match) return undefined;
  const [, owner = "", name = "", tail = ""] = match;
  const asked = tail === "info/refs" ? request.query.get("service") : tail;
  if (asked !== "git-upload-pack" && asked !== "git-receive-pack") {
    return { status: 403, bytes: "Please use the smart HTTP protocol.\n" };
  }
  const service: Service = asked === "git-upload-pack" ? "upload-pack" : "receive-pack";
  const repository = findByAnyName(context, owner, name);
  const isWriting = service === "receive-pack";
  if (!actor && (isWriting || !repository || repository.private)) return askForPassword();
  if (!repository) return { status: 404, bytes: "Repository not found.\n" };
  try {
    const permission = isWriting ? "contents:write" : "contents:read";
    checkRights(actor, { permission }, repository, (user, of) => context.roleOf(user, of));
  } catch (error) {
    return refused(error);
  }
  if (repository.fullName.toLowerCase() !== `${owner}/${name}`.toLowerCase()) {
    // An old name: git follows a redirect of its first request and asks there from then on.
    return redirect(`${context.url}/${repository.fullName}.git/${tail}${new URL(request.href).search}`, 301);
  }
  const call: GitCall = { context, request, repository, service, actor };
  const isPacked = request.headers["content-encoding"] === "gzip";
  const source: Readable = isPacked ? request.raw.pipe(createGunzip()) : request.raw;
  const isAdvertisement = tail === "info/refs";
  if (isWriting && !isAdvertisement) await receive(call, source);
  else await runService(call, { isAdvertisement, body: source });
  request.response.end();
  return "handled";
}
