import { type ComparedRevision, versionOf } from "../app/compare.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import type { ModelPolicy } from "../config/schema.ts";
import { selectModels } from "../config/select-models.ts";
import type { FileSystem } from "../ports/file-system.ts";
import { createFileSystem, openGitRepository } from "./compose.ts";
import { requireCommit } from "./run-evaluate.ts";

/** Two revisions of a repository whose models are compared. */
export interface ComparisonPlace {
  /** Absolute path of the repository's work tree. */
  readonly directory: string;
  readonly config: string;
  readonly base: string;
  readonly head: string;
  /** Only this model; default: those that both revisions may be about. */
  readonly model?: string | undefined;
}

/** What is compared, by the policy of the work tree. */
export interface Comparison {
  readonly files: FileSystem;
  readonly git: Awaited<ReturnType<typeof openGitRepository>>;
  readonly base: ComparedRevision & { readonly commit: string };
  readonly head: ComparedRevision & { readonly commit: string };
  readonly models: Readonly<Record<string, ModelPolicy>>;
}

/**
 * Opens a comparison. A registered version names its model.
 *
 * @throws PawlError `config.*`; `git.failed` for a revision that is none.
 */
export async function openComparison(place: ComparisonPlace): Promise<Comparison> {
  const files = await createFileSystem(place.directory);
  const git = await openGitRepository(place.directory);
  const base = { name: place.base, commit: await requireCommit(git, place.base) };
  const head = { name: place.head, commit: await requireCommit(git, place.head) };
  const policy = await readPolicyFile(files, place.config);
  const named = Object.keys(policy.models).find((model) =>
    [base, head].some(({ name }) => versionOf(name, model) !== null),
  );
  return { files, git, base, head, models: selectModels(policy, place.model ?? named) };
}
