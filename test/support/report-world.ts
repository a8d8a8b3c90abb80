import type { ReportPorts } from "../../src/app/reports/snapshot.ts";
import type { DataObjects } from "../../src/ports/data-objects.ts";
import type { GitState } from "../../src/ports/git-state.ts";
import type { RepositoryView } from "../../src/ports/repository-view.ts";
import { createMemoryView } from "./memory-view.ts";

/** What a repository in memory holds. */
export interface ReportWorld {
  readonly workspace: Readonly<Record<string, string>>;
  /** Files of commits by name: `HEAD`, a branch, a tag. */
  readonly commits?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Content of the cache by md5. */
  readonly cache?: Readonly<Record<string, string | Uint8Array>>;
}

/** A repository in memory with a history and a cache. Branches are the commits but HEAD; nothing is in a remote. */
export function createReportWorld(world: ReportWorld): ReportPorts & { readonly git: GitState } {
  const { workspace, commits = {}, cache = {} } = world;
  const objects: DataObjects = {
    readTree: async () => undefined,
    readBytes: async (item) => {
      const content = Object.hasOwn(cache, item.md5) ? cache[item.md5] : undefined;
      return typeof content === "string" ? new TextEncoder().encode(content) : content;
    },
    sizeOf: async () => undefined,
    inCache: async (items) => items.map((item) => Object.hasOwn(cache, item.md5)),
    inRemote: async (items) => items.map(() => false),
    inspect: async () => undefined,
  };
  const view = (name: string): RepositoryView | undefined => {
    const files = Object.hasOwn(commits, name) ? commits[name] : undefined;
    return files && createMemoryView(files);
  };
  return {
    workspace: createMemoryView(workspace),
    revisions: {
      view: async (revision) => view(revision),
      branches: async () =>
        Object.keys(commits)
          .filter((name) => name !== "HEAD")
          .map((name) => ({ name, commit: name })),
      tags: async () => [],
      commits: async () => Object.keys(commits),
      isShallow: async () => false,
    },
    objects,
    git: { branch: async () => "main", untracked: async () => [], isDirty: async () => true },
  };
}
