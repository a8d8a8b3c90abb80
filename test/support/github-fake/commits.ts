import { createHash } from "node:crypto";
import type { Commits } from "../../../src/ports/github/commits.ts";
import type { FakeState } from "./fake-state.ts";
import { refuse, write } from "./fake-writes.ts";

/** The fake's {@link Commits}. */
export function fakeCommits(state: FakeState): Commits {
  return {
    create: (commit) =>
      write(state, "commits.create", [commit], () => {
        const { parent, message } = commit;
        if (
          parent !== undefined &&
          !state.commits.has(parent) &&
          ![...state.refs.values()].includes(parent)
        ) {
          refuse(`422: no commit ${parent}`);
        }
        const files = new Map(parent === undefined ? [] : state.commits.get(parent)?.files);
        for (const [path, text] of Object.entries(commit.files)) {
          if (text === null) files.delete(path);
          else files.set(path, text);
        }
        const id = sha1(JSON.stringify([parent, message, state.commits.size, [...files]]));
        state.commits.set(id, { parent, message, files });
        return id;
      }),
    createRef: (ref, sha) => {
      if (state.refs.has(ref)) return Promise.resolve("exists");
      return write(state, "commits.createRef", [ref, sha], () => {
        state.refs.set(ref, sha);
        return "created" as const;
      });
    },
    advanceRef: (ref, sha) => {
      const current = state.refs.get(ref);
      if (current === undefined) return Promise.resolve("missing");
      if (!isAncestor(state, current, sha)) return Promise.resolve("conflict");
      return write(state, "commits.advanceRef", [ref, sha], () => {
        // What another writer did between our look and our write.
        if (!isAncestor(state, state.refs.get(ref) ?? sha, sha)) return "conflict" as const;
        state.refs.set(ref, sha);
        return "advanced" as const;
      });
    },
    deleteRef: async (ref) => {
      if (state.refs.has(ref)) await write(state, "commits.deleteRef", [ref], () => state.refs.delete(ref));
    },
    listRefs: async (prefix) =>
      [...state.refs]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, sha]) => ({ name, sha }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    listFiles: async (commit, folder) => {
      const made = state.commits.get(commit) ?? refuse(`404: no commit ${commit}`);
      return [...made.files]
        .filter(([path]) => folder === "" || path.startsWith(`${folder}/`))
        .map(([path, text]) => ({ path, sha: blobId(text), size: Buffer.byteLength(text) }))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    readBlob: async (sha) => {
      for (const { files } of state.commits.values()) {
        for (const text of files.values()) if (blobId(text) === sha) return text;
      }
      return refuse(`404: no blob ${sha}`);
    },
  };
}

function isAncestor(state: FakeState, ancestor: string, sha: string): boolean {
  for (let at: string | undefined = sha; at !== undefined; at = state.commits.get(at)?.parent) {
    if (at === ancestor) return true;
  }
  return false;
}

function blobId(text: string): string {
  return sha1(`blob ${Buffer.byteLength(text)}\0${text}`);
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
