import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import type { ActionCall } from "../action-call.ts";
import type { HostRepository } from "../host.ts";
import type { StepScope } from "../job-state.ts";
import { runProcess } from "../process-runner.ts";
import { unsupported, WorkflowError } from "../workflow-error.ts";
import { booleanInput, refuseInputs, textInput, type BuiltinAction } from "./builtin-action.ts";

interface Checkout {
  readonly scope: StepScope;
  readonly call: ActionCall;
  readonly repository: HostRepository;
  readonly directory: string;
  /** Ref or sha as asked for; "" for the one of the run. */
  readonly asked: string;
  readonly depth: number;
  readonly authorization: string;
  readonly remote: string;
}

/** What to fetch and what to stand on afterwards. */
interface CheckoutPlan {
  readonly refspecs: readonly string[];
  /** Branch to make, or `undefined` for a detached head. */
  readonly branch: string | undefined;
  readonly target: string;
}

const shaPattern = /^[0-9a-f]{40}$/;

async function git(
  { scope, call, directory, authorization }: Checkout,
  args: readonly string[],
  isQuiet = false,
): Promise<string> {
  const lines: string[] = [];
  const { PATH, HOME } = process.env;
  if (!isQuiet) scope.job.log.line(`[command]git ${args.join(" ")}`);
  const { exitCode } = await runProcess({
    command: "git",
    args: ["-c", "protocol.version=2", "-c", `http.extraheader=AUTHORIZATION: ${authorization}`, ...args],
    cwd: directory,
    env: {
      PATH: PATH ?? "",
      HOME: HOME ?? "",
      LC_ALL: "C",
      GIT_TERMINAL_PROMPT: "0",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
    },
    onLine: (line) => {
      lines.push(line);
      if (!isQuiet) scope.job.log.line(line);
    },
    signal: call.signal,
    killDelays: scope.job.options.killDelays,
  });
  if (exitCode !== 0)
    throw new WorkflowError(
      `The process 'git ${args[0]}' failed with exit code ${exitCode}: ${lines.join("\n")}`,
    );
  return lines.join("\n");
}

/** Plans a checkout: what to fetch, and the branch or commit to stand on. */
export function planCheckout(ref: string, sha: string, depth: number): CheckoutPlan {
  const everything = ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"];
  const all = depth === 0 ? everything : [];
  const short = ref.replace(/^refs\/(heads|tags)\//, "");
  if (ref.startsWith("refs/heads/")) {
    const remote = `refs/remotes/origin/${short}`;
    // With all branches the remote one comes along as it is now; the commit of the run is fetched beside it.
    if (depth === 0) {
      return {
        refspecs: [...all, ...(sha === "" ? [] : [sha])],
        branch: short,
        target: sha === "" ? remote : sha,
      };
    }
    return { refspecs: [`+${sha === "" ? ref : sha}:${remote}`], branch: short, target: remote };
  }
  if (ref.startsWith("refs/tags/")) {
    return {
      refspecs: [...all, `+${ref}:${ref}`],
      branch: undefined,
      target: sha === "" ? `${ref}^{commit}` : sha,
    };
  }
  if (ref.startsWith("refs/pull/")) {
    const remote = ref.replace("refs/pull/", "refs/remotes/pull/");
    return { refspecs: [...all, `+${sha === "" ? ref : sha}:${remote}`], branch: undefined, target: remote };
  }
  return { refspecs: [...all, sha], branch: undefined, target: sha };
}

async function fullRef(checkout: Checkout): Promise<{ ref: string; sha: string }> {
  const { asked, scope, repository, remote } = checkout;
  const isOwn = repository.id === scope.job.repository.id;
  if (asked === "" && isOwn) return { ref: scope.job.run.ref, sha: scope.job.run.sha };
  if (shaPattern.test(asked)) return { ref: "", sha: asked };
  if (asked.startsWith("refs/")) return { ref: asked, sha: "" };
  const name = asked === "" ? repository.defaultBranch : asked;
  const listed = await git(checkout, ["ls-remote", remote, `refs/heads/${name}`, `refs/tags/${name}`], true);
  for (const ref of [`refs/heads/${name}`, `refs/tags/${name}`])
    if (listed.includes(`\t${ref}`)) return { ref, sha: "" };
  throw new WorkflowError(`A branch or tag with the name '${name}' could not be found`);
}

function emptyDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true, force: true });
}

function prepare(scope: StepScope, call: ActionCall): Checkout {
  const { job } = scope;
  refuseInputs(call, ["ssh-key", "submodules", "lfs", "sparse-checkout", "filter", "github-server-url"]);
  const name = textInput(call, "repository", job.repository.fullName);
  const repository = job.host.findRepository(name);
  if (repository === undefined) throw new WorkflowError(`repository '${name}' is not in the sandbox`);
  const directory = resolve(job.paths.workspace, textInput(call, "path", "."));
  if (directory !== job.paths.workspace && !directory.startsWith(job.paths.workspace + sep)) {
    throw new WorkflowError(`Repository path '${directory}' is not under '${job.paths.workspace}'`);
  }
  const depth = Number(textInput(call, "fetch-depth", "1"));
  if (!Number.isInteger(depth) || depth < 0)
    throw unsupported(`${call.uses}: fetch-depth: ${textInput(call, "fetch-depth")}`);
  const token = textInput(call, "token", job.token);
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  job.mask.add(basic);
  const remote = `${job.host.urls.git}/${repository.fullName}`;
  return {
    scope,
    call,
    repository,
    directory,
    asked: textInput(call, "ref"),
    depth,
    authorization: `basic ${basic}`,
    remote,
  };
}

async function fetchAndCheckOut(checkout: Checkout): Promise<{ ref: string; commit: string }> {
  const { call, depth, remote } = checkout;
  await git(checkout, ["-c", "init.defaultBranch=main", "init", "--quiet", "."]);
  await git(checkout, ["remote", "add", "origin", remote]);
  const { ref, sha } = await fullRef(checkout);
  const plan = planCheckout(ref, sha, depth);
  const shallow = depth === 0 ? [] : [`--depth=${depth}`];
  const tags = booleanInput(call, "fetch-tags", false) || depth === 0 ? ["--tags"] : ["--no-tags"];
  await git(checkout, [
    "fetch",
    "--quiet",
    "--prune",
    "--no-recurse-submodules",
    ...tags,
    ...shallow,
    "origin",
    ...plan.refspecs,
  ]);
  const stand = plan.branch === undefined ? ["--detach", plan.target] : ["-B", plan.branch, plan.target];
  await git(checkout, ["checkout", "--quiet", "--force", ...stand]);
  const commit = await git(checkout, ["rev-parse", "HEAD"], true);
  return { ref: ref === "" ? sha : ref, commit };
}

async function persistCredentials(checkout: Checkout): Promise<void> {
  const { scope, remote, authorization } = checkout;
  const key = `http.${new URL(remote).origin}/.extraheader`;
  await git(checkout, ["config", "--local", key, `AUTHORIZATION: ${authorization}`], true);
  scope.job.posts.push({
    name: `Post ${checkout.call.name}`,
    condition: "always()",
    scope,
    run: async (signal) => {
      await git(
        { ...checkout, call: { ...checkout.call, signal } },
        ["config", "--local", "--unset-all", key],
        true,
      ).catch(() => scope.job.log.line("The checkout's credentials are gone already."));
      return { status: "success", outputs: {} };
    },
  });
}

/** `actions/checkout`: fetches over HTTP with the token, as the real one does. */
export const checkoutAction: BuiltinAction = {
  run: async (scope, call) => {
    const checkout = prepare(scope, call);
    emptyDirectory(checkout.directory);
    const { ref, commit } = await fetchAndCheckOut(checkout);
    if (booleanInput(call, "persist-credentials", true)) await persistCredentials(checkout);
    scope.job.log.line(`HEAD is now at ${commit}`);
    return { ref, commit };
  },
};
