import { PawlError } from "../errors.ts";
import type { RefHistory } from "../ports/ref-history.ts";
import type { RepositoryView } from "../ports/repository-view.ts";
import type { Revisions } from "../ports/revisions.ts";
import type { DataItem } from "../versioning/data-item.ts";
import type { GcHistory, GcRef } from "../versioning/gc-refs.ts";
import { readNeededItems } from "../versioning/needed-items.ts";
import type { GarbagePorts } from "./collect-garbage.ts";

/** A repository whose data is kept. */
export interface GarbageSource {
  /** How another repository that shares the cache is called; undefined: the repository itself. */
  readonly project?: string;
  /** Its work tree, and those of its other git worktrees. */
  readonly workTrees: readonly { readonly name: string; readonly view: RepositoryView }[];
  readonly revisions: Pick<Revisions, "view" | "isShallow">;
  readonly history: Pick<RefHistory, "read">;
}

/** How the data of a ref is found. */
type OpenView = () => Promise<RepositoryView | undefined>;

/**
 * The refs of repositories and their data, for garbage collection.
 *
 * @param sources the repository itself first.
 */
export function createGarbageRefs(
  sources: readonly GarbageSource[],
): Pick<GarbagePorts, "isShallow" | "readHistory" | "readData"> {
  const views = new Map<string, OpenView>();
  const known = new Map<string, readonly DataItem[]>();
  const [own] = sources;
  return {
    isShallow: async () => {
      const answers = await Promise.all(sources.map((source) => source.revisions.isShallow()));
      return answers.includes(true);
    },
    readHistory: async () => {
      const histories = await Promise.all(sources.map((source) => readSource(source, views)));
      return {
        refs: histories.flatMap((history) => history.refs),
        commits: histories[0]?.commits ?? [],
      };
    },
    readData: async (ref) => {
      const { commit } = ref;
      const byCommit = commit === undefined ? undefined : () => own?.revisions.view(commit);
      const view = await (byCommit ?? views.get(keyOf(ref)))?.();
      if (view !== undefined) return readItems(ref, view, known);
      throw new PawlError("revision.unknown", {
        message: `git cannot read ${nameOf(ref)} (${commit ?? ref.name}).`,
      });
    },
  };
}

async function readSource(source: GarbageSource, views: Map<string, OpenView>): Promise<GcHistory> {
  const { project, workTrees, revisions, history } = source;
  const { refs, commits } = await history.read();
  const name = (text: string): string => (project === undefined ? text : `${project}: ${text}`);
  const trees = workTrees.map((tree): GcRef => {
    const ref: GcRef = { kind: project === undefined ? "workspace" : "project", name: name(tree.name) };
    views.set(keyOf(ref), async () => tree.view);
    return ref;
  });
  if (project === undefined) return { refs: [...trees, ...refs], commits };
  const others = refs.map((one): GcRef => {
    const ref: GcRef = { kind: "project", name: name(nameOf(one)) };
    views.set(keyOf(ref), () => revisions.view(one.commit ?? one.name));
    return ref;
  });
  return { refs: [...trees, ...others], commits: [] };
}

function keyOf({ kind, name }: GcRef): string {
  return `${kind} ${name}`;
}

function nameOf({ kind, name }: GcRef): string {
  return kind === "workspace" || kind === "project" ? name : `${kind} ${name}`;
}

/** @param known items by text: most files are the same in most commits. */
async function readItems(
  ref: GcRef,
  view: RepositoryView,
  known: Map<string, readonly DataItem[]>,
): Promise<readonly DataItem[]> {
  const names = await view.listMetafiles().catch((cause: unknown) => fail(ref, "its list of files", cause));
  const items: DataItem[] = [];
  for (const file of names.filter((name) => name.endsWith(".dvc") || /(^|\/)dvc\.lock$/.test(name))) {
    try {
      const text = await view.readText(file);
      if (text === undefined) throw new PawlError("file.missing", { message: `${file} vanished.` });
      const key = `${file}\0${text}`;
      const found = known.get(key) ?? readNeededItems(text, file);
      known.set(key, found);
      items.push(...found);
    } catch (cause) {
      fail(ref, file, cause);
    }
  }
  return items;
}

function fail(ref: GcRef, file: string, cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new PawlError("file.unreadable", {
    message: `Nothing is deleted: ${file} at ${nameOf(ref)} cannot be read: ${reason}`,
    hint: "Repair the file there, or delete that branch or tag when its data is not needed any more.",
    cause,
  });
}
