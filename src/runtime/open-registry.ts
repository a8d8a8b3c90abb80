import { readLineage } from "../app/artifact-lineage.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { tagsOnGitHub, type ReadModelsPorts } from "../app/read-models.ts";
import type { VerifyPorts } from "../app/verify-models.ts";
import { verifyProvenance } from "../app/verify-provenance.ts";
import type { Policy } from "../config/schema.ts";
import { checkMirror } from "../app/mirror/check-mirror.ts";
import { PawlError } from "../errors.ts";
import type { GitHub } from "../ports/github/github.ts";
import { hubRepository } from "../registry/hub-repository.ts";
import {
  createClock,
  createFileSystem,
  createGitHub,
  openGitWorkTree,
  openProvenance,
  openRegistryTags,
  openRevisions,
} from "./compose.ts";
import { openModelHub } from "./mirror-models.ts";

/** Where the registry is to be read. */
export interface OpenRegistryOptions {
  /** Absolute. */
  readonly directory: string;
  /** The policy file, relative to the top of the work tree. */
  readonly config: string;
  /** GitHub, when it is to be asked; `undefined` for the tags of the clone around `directory`. */
  /** `HF_TOKEN` and `HF_ENDPOINT`, to compare with the mirror; without a token it is not asked. */
  readonly variables?: Readonly<Record<string, string | undefined>> | undefined;
  readonly remote:
    { readonly token: string; readonly repository: string; readonly apiUrl: string } | undefined;
}

/** A registry that can be asked. */
export interface OpenedRegistry extends ReadModelsPorts {
  readonly github: GitHub | undefined;
  readonly readLockMd5: VerifyPorts["readLockMd5"];
  /** By the work tree's policy; `undefined` without one, or where it asks for no provenance. */
  readonly verifyProvenance: VerifyPorts["verifyProvenance"];
  /** By the work tree's policy; `undefined` without a mirror in it, or without a token. */
  readonly checkMirror: VerifyPorts["checkMirror"];
  readonly clock: VerifyPorts["clock"];
  /** Models of the work tree's policy; `[]` without one. */
  readonly models: readonly string[];
}

/**
 * Opens the registry of a clone, or over the API of GitHub.
 *
 * @throws PawlError `usage.invalid` when there is neither.
 */
export async function openRegistry(options: OpenRegistryOptions): Promise<OpenedRegistry> {
  const { directory, remote, config } = options;
  const top = await (await openGitWorkTree(directory)).top();
  const policy = top === undefined ? undefined : await readPolicyIfValid(top, config);
  const local = {
    clock: createClock(),
    models: Object.keys(policy?.models ?? {}),
    readLockMd5: top === undefined ? undefined : await openLocks(top),
  };
  if (remote !== undefined) {
    const { apiUrl, repository, token } = remote;
    const github = await createGitHub({ apiUrl, repository, auth: { token } });
    const verify = top === undefined ? undefined : await openVerification(policy, top, github);
    const source = { kind: "github", repository } as const;
    const checkMirror = await openMirrorCheck(policy, repository, options.variables ?? {});
    return { ...local, source, tags: tagsOnGitHub(github), github, verifyProvenance: verify, checkMirror };
  }
  if (top !== undefined) {
    const tags = await openRegistryTags(top);
    const nothing = { github: undefined, verifyProvenance: undefined, checkMirror: undefined };
    return { ...local, source: { kind: "git" }, tags, ...nothing };
  }
  throw new PawlError("usage.invalid", {
    message: `${directory} is in no git repository.`,
    hint: "Run this in a clone, or give --repository owner/name and set GITHUB_TOKEN.",
  });
}

/** A policy that is missing or wrong is no reason not to look at the tags. */
async function readPolicyIfValid(top: string, config: string): Promise<Policy | undefined> {
  try {
    return await readPolicyFile(await createFileSystem(top), config);
  } catch (error) {
    if (error instanceof PawlError && error.code.startsWith("config.")) return undefined;
    throw error;
  }
}

async function openVerification(
  policy: Policy | undefined,
  top: string,
  github: GitHub,
): Promise<VerifyPorts["verifyProvenance"]> {
  if (policy?.provenance.required !== true) return undefined;
  const provenance = await openProvenance(policy.provenance, await createFileSystem(top));
  // Each version asks for the repository: one answer serves all.
  let repository: ReturnType<GitHub["members"]["repository"]> | undefined;
  const members = { ...github.members, repository: () => (repository ??= github.members.repository()) };
  const ports = { ...github, members, provenance };
  return (model) => verifyProvenance(model, policy.provenance, ports);
}

async function openMirrorCheck(
  policy: Policy | undefined,
  repository: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<VerifyPorts["checkMirror"]> {
  const template = policy?.registry?.mirror.hugging_face?.repository;
  if (template === undefined || (variables["HF_TOKEN"] ?? "") === "") return undefined;
  const hub = await openModelHub(variables);
  return async (model, manifests) => {
    const hubName = Object.hasOwn(policy?.models ?? {}, model) ? hubRepository(template, model) : undefined;
    return hubName === undefined ? [] : checkMirror({ model, hubName, repository, manifests }, hub);
  };
}

async function openLocks(top: string): Promise<NonNullable<VerifyPorts["readLockMd5"]>> {
  const revisions = await openRevisions(top);
  return async (commit, artifact) => {
    const view = await revisions.view(commit);
    return view === undefined ? undefined : ((await readLineage(view, artifact))?.md5 ?? null);
  };
}
