import { policyPath } from "../config/parse-policy.ts";
import { renderStarterPolicy } from "../config/starter-policy.ts";
import { PawlError } from "../errors.ts";
import type { FileSystem } from "../ports/file-system.ts";
import type { GitWorkTree } from "../ports/git-work-tree.ts";
import { pipelinePath } from "./pipeline/load-pipeline.ts";

/** How a repository is set up. */
export interface InitRequest {
  /** Without git. */
  readonly isWithoutGit?: boolean;
  /** In a folder below the top of the git work tree. */
  readonly isSubdirectory?: boolean;
  /** Removes a `.dvc` that is there, its cache too. */
  readonly isForced?: boolean;
  /** The text of the workflow; `$default-branch` in it is replaced. */
  readonly workflow: string;
}

/** What `pawl init` did. */
export interface InitResult {
  /** Files that were written, relative to the directory. */
  readonly written: readonly string[];
  /** Of those, the files that git now has in its index. */
  readonly staged: readonly string[];
}

/** What {@link init} needs; `files` and `git` at the directory that is set up. */
export interface InitPorts {
  readonly files: FileSystem;
  readonly git: GitWorkTree;
}

const workflowPath = ".github/workflows/pawl.yml";
const dvcFiles: Readonly<Record<string, string>> = {
  ".dvc/config": "",
  ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
  ".dvcignore":
    "# Add patterns of files dvc should ignore, which could improve\n# the performance. Learn more at\n# https://dvc.org/doc/user-guide/dvcignore\n",
};

/**
 * Sets a repository up: DVC's files as `dvc init` writes them, added to git's index, and at the top of a git work tree the
 * policy and the workflow. Files that are there stay as they are.
 *
 * @throws PawlError `usage.invalid` outside git, where git ignores `.dvc`, or when there is nothing left to set up.
 */
export async function init(request: InitRequest, ports: InitPorts): Promise<InitResult> {
  const { files, git } = ports;
  if (request.isWithoutGit === true && request.isSubdirectory === true) {
    throw refuse("--no-scm and --subdir exclude each other.", "Choose one.");
  }
  const isTop = request.isWithoutGit !== true && (await checkPlace(request, ports));
  const isThere = (await files.stat(".dvc")) !== undefined;
  const written: string[] = [];
  if (!isThere || request.isForced === true) written.push(...(await writeDvcFiles(request, files)));
  const staged = request.isWithoutGit === true ? [] : [...written];
  if (staged.length > 0) await git.stage(staged);
  if (isTop) written.push(...(await writePawlFiles(request, ports)));
  if (written.length > 0) return { written, staged };
  throw refuse(
    `${files.root} is set up already: .dvc exists.`,
    "Use --force to begin anew without its cache.",
  );
}

function refuse(message: string, hint: string): PawlError {
  return new PawlError("usage.invalid", { message, hint });
}

/** Whether the directory is the top of the work tree. */
async function checkPlace(request: InitRequest, { files, git }: InitPorts): Promise<boolean> {
  const top = await git.top();
  const isTop = top === files.root;
  if (top === undefined || (!isTop && request.isSubdirectory !== true)) {
    throw refuse(
      `${files.root} is not the top of a git work tree.`,
      "Run `git init` first; or use --subdir below the top of one, or --no-scm without git.",
    );
  }
  if (await git.isIgnored(".dvc"))
    throw refuse(`${files.root}/.dvc is ignored by git.`, "Add !.dvc to .gitignore.");
  return isTop;
}

async function writeDvcFiles(request: InitRequest, files: FileSystem): Promise<readonly string[]> {
  if ((await files.stat(".dvc")) !== undefined) await files.remove(".dvc");
  const texts = request.isWithoutGit === true ? withoutGit : dvcFiles;
  const written: string[] = [];
  for (const [path, text] of Object.entries(texts)) {
    if ((await files.stat(path)) === undefined) await files.write(path, text);
    written.push(path);
  }
  return written;
}

const { ".dvc/.gitignore": _, ...withoutIgnore } = dvcFiles;
const withoutGit = { ...withoutIgnore, ".dvc/config": "[core]\n    no_scm = True\n" };

async function writePawlFiles(request: InitRequest, { files, git }: InitPorts): Promise<readonly string[]> {
  const hasPipeline = (await files.stat(pipelinePath)) !== undefined;
  const pipeline = hasPipeline ? await files.readText(pipelinePath) : undefined;
  const branch = await git.defaultBranch();
  const texts = renderPawlFiles({ pipeline, branch, workflow: request.workflow });
  const written: string[] = [];
  for (const [path, text] of Object.entries(texts)) {
    if ((await files.stat(path)) !== undefined) continue;
    await files.write(path, text);
    written.push(path);
  }
  return written;
}

/** The two files that Pawl needs: path → text. */
export function renderPawlFiles(facts: {
  /** The text of dvc.yaml; `undefined` without one. */
  readonly pipeline: string | undefined;
  /** The default branch. */
  readonly branch: string;
  /** The text of the workflow; `$default-branch` in it is replaced. */
  readonly workflow: string;
}): Readonly<Record<string, string>> {
  const { pipeline, branch, workflow } = facts;
  return {
    [policyPath]: renderStarterPolicy(pipeline),
    [workflowPath]: workflow.replaceAll("$default-branch", () => JSON.stringify(branch)),
  };
}
