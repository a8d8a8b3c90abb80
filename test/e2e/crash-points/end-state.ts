import { createGitHub } from "../../../src/runtime/compose.ts";
import { openLedger } from "../../../src/runtime/open-ledger.ts";
import { git } from "../../support/git-world.ts";
import { readRelease, type SeenRelease } from "./release-state.ts";
import { repository, type World } from "./world.ts";

/** What is in a repository, by names that do not depend on when and under which number it came about. */
export type EndState = Readonly<Record<string, unknown>> & { readonly runs: readonly string[] };

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly body: string | null;
  readonly labels: readonly { readonly name: string }[];
}
interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string };
}
interface Reaction {
  readonly content: string;
  readonly user: { readonly login: string };
}
interface Check {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly output: { readonly title: string; readonly summary: string };
}
interface Deployment {
  readonly id: number;
  readonly environment: string;
  readonly ref: string;
  readonly payload: object;
}
interface Run {
  readonly event: string;
  readonly display_title: string;
}

/** Reads everything that Pawl writes, straight from the API and from the bare repository. */
export async function readEndState(world: World, apiUrl: string): Promise<EndState> {
  const { call } = world;
  const plain = (text: string): string => comparable(text, [world.github.url, apiUrl]);
  const directory = bareRepository(world);
  const releases = await call<SeenRelease[]>("GET", "/releases?per_page=100");
  const issues = await call<Issue[]>("GET", "/issues?state=all&per_page=100");
  const deployments = await call<Deployment[]>("GET", "/deployments?per_page=100");
  const comments = await call<Comment[]>("GET", "/issues/comments?per_page=100");
  const heads = git(directory, "for-each-ref", "--format=%(objectname)", "refs/heads").split("\n");
  return {
    refs: readRefs(directory, (text) => plain(namedComments(text, comments))),
    releases: await inOrder(releases, (release) => readRelease(release, world, plain)),
    issues: await inOrder(issues, (issue) => readIssue(issue, world, plain)),
    deployments: await inOrder(deployments, async ({ id, ...deployment }) => ({
      ...named(deployment, ["environment", "ref", "payload"]),
      statuses: (await call<{ state: string }[]>("GET", `/deployments/${id}/statuses`)).map(
        ({ state }) => state,
      ),
    })),
    checks: (
      await inOrder([...new Set([...heads, ...tagged(directory)])], (sha) => readChecks(sha, world, plain))
    ).flat(),
    runs: (await call<{ workflow_runs: Run[] }>("GET", "/actions/runs")).workflow_runs
      .map(({ event, display_title: title }) => `${event}: ${plain(title)}`)
      .sort(),
    decisions: await readDecisions(world),
  };
}

function named<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, value[key]])) as Pick<T, K>;
}

/** One after the other, in an order of their own text: ids and times say nothing. */
async function inOrder<T, U>(items: readonly T[], read: (item: T) => Promise<U>): Promise<readonly U[]> {
  const found: U[] = [];
  for (const item of items) found.push(await read(item));
  return found.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Without addresses, times, and marks of processes; and what a later look finished is as good as what was done at once. */
function comparable(text: string, addresses: readonly string[]): string {
  return addresses
    .reduce((moved, address) => moved.replaceAll(address, "GITHUB"), text)
    .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?( ?UTC|Z)?/g, "TIME")
    .replaceAll(/"starter": "[0-9a-f-]{36}"/g, '"starter": "SOMEBODY"')
    .replaceAll("(`resumed`)", "(`promoted`)");
}

function bareRepository({ github }: World): string {
  const [owner = "", name = ""] = repository.split("/");
  const found = github.context.findRepository(owner, name);
  if (found === undefined) throw new RangeError(`the sandbox has no ${repository}`);
  return github.context.git(found).directory;
}

function tagged(directory: string): readonly string[] {
  const text = git(directory, "for-each-ref", "--format=%(*objectname)", "refs/tags");
  return text === "" ? [] : text.split("\n");
}

/** Refs with what they mean: a tag its commit, type and message, a document of Pawl its text. */
function readRefs(directory: string, plain: (text: string) => string): readonly string[] {
  const format = "%(refname)%00%(objecttype)%00%(*objectname)%00%(contents:subject)%00%(objectname)";
  const lines = git(directory, "for-each-ref", `--format=${format}`).split("\n");
  return lines.map((line) => {
    const [name = "", type = "", commit = "", subject = "", sha = ""] = line.split("\0");
    if (name.startsWith("refs/tags/")) return `${name} ${type} ${commit} ${subject}`;
    if (name.startsWith("refs/pawl/")) return `${name} ${plain(readTree(directory, sha))}`;
    return name === "refs/heads/main" ? `${name} ${sha}` : name;
  });
}

/** All files of a commit with their text. */
function readTree(directory: string, sha: string): string {
  const files = git(directory, "ls-tree", "-r", "--name-only", sha).split("\n");
  return files.map((file) => `${file}: ${git(directory, "show", `${sha}:${file}`)}`).join("\n");
}

/** The number of a comment that is there, as whose it is and how it begins. */
function namedComments(text: string, comments: readonly Comment[]): string {
  return text.replaceAll(/"comment": (\d+)/g, (whole, id) => {
    const found = comments.find((comment) => comment.id === Number(id));
    return found === undefined ? whole : `"comment": "${found.user.login}: ${found.body.slice(0, 40)}"`;
  });
}

/** Keys of the ledger's decisions; each attempt of a job leaves a record of its own beside them. */
async function readDecisions({ github }: World): Promise<readonly string[]> {
  const auth = { token: github.adminToken };
  const client = await createGitHub({ apiUrl: github.url, repository, auth });
  const log = { warning: () => undefined, debug: () => undefined };
  const { entries, problems } = await openLedger({ github: client, log }).read();
  if (problems.length > 0) throw new RangeError(`the ledger is broken: ${JSON.stringify(problems)}`);
  return entries.flatMap(({ record }) => (record.schema === "pawl.audit/1" ? [record.key] : [])).sort();
}

async function readIssue(issue: Issue, world: World, plain: (text: string) => string): Promise<object> {
  const { call } = world;
  const comments = await call<Comment[]>("GET", `/issues/${issue.number}/comments?per_page=100`);
  return {
    ...named(issue, ["number", "title", "state"]),
    body: plain(issue.body ?? ""),
    labels: issue.labels.map(({ name }) => name).sort(),
    comments: await inOrder(comments, async ({ id, body, user }) => {
      const reactions = await call<Reaction[]>("GET", `/issues/comments/${id}/reactions`);
      return {
        by: user.login,
        body: plain(body),
        reactions: reactions.map((reaction) => `${reaction.user.login} ${reaction.content}`).sort(),
      };
    }),
  };
}

async function readChecks(
  sha: string,
  { call }: World,
  plain: (text: string) => string,
): Promise<readonly object[]> {
  const { check_runs: checks } = await call<{ check_runs: Check[] }>("GET", `/commits/${sha}/check-runs`);
  return checks
    .map(({ name, status, conclusion, output }) => ({
      sha,
      name,
      status,
      conclusion,
      title: output.title,
      summary: plain(output.summary ?? ""),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
