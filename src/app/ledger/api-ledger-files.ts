import type { GitHub } from "../../ports/github/github.ts";
import type { LedgerFile, LedgerFiles } from "../../ports/ledger-files.ts";

/** Files read at once. */
const atOnce = 8;

/**
 * The ledger branch over the API. What was seen is remembered as long as this object lives.
 *
 * @param folder only its files are listed; default: all.
 */
export function createApiLedgerFiles(
  github: Pick<GitHub, "commits" | "gitData">,
  branch: string,
  folder = "",
): LedgerFiles {
  let seen: string | undefined;
  const texts = new Map<string, string>();
  const read = async ({ sha }: LedgerFile): Promise<string> => {
    const text = texts.get(sha) ?? (await github.commits.readBlob(sha));
    texts.set(sha, text);
    return text;
  };
  const readAll = async (files: readonly LedgerFile[]): Promise<readonly string[]> => {
    const found: string[] = [];
    for (let at = 0; at < files.length; at += atOnce) {
      found.push(...(await Promise.all(files.slice(at, at + atOnce).map(read))));
    }
    const wanted = new Set(files.map(({ sha }) => sha));
    for (const sha of texts.keys()) if (!wanted.has(sha)) texts.delete(sha);
    return found;
  };
  return {
    head: () => github.gitData.resolveRef(`refs/heads/${branch}`),
    list: async (commit) =>
      (await github.commits.listFiles(commit, folder)).map(({ path, sha, size }) => ({
        path,
        sha,
        sizeBytes: size,
      })),
    read: readAll,
    originOf: () => Promise.resolve(undefined),
    lastSeen: () => Promise.resolve(seen),
    remember: (commit) => {
      seen = commit;
      return Promise.resolve();
    },
  };
}
