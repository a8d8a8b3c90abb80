import type { GitHub } from "../ports/github/github.ts";

type GitData = GitHub["gitData"];

/**
 * Reads a file of a commit once as long as the answer lives: a commit does not change. What is read by the name of a branch or
 * tag, what is not there, and what failed is asked for again.
 */
export function rememberCommitFiles(gitData: GitData): GitData {
  const texts = new Map<string, Promise<string | undefined>>();
  const read = async (path: string, sha: string): Promise<string | undefined> => {
    const key = `${sha}:${path}`;
    const known = texts.get(key);
    if (known !== undefined) return known;
    const reading = gitData.readFile(path, sha);
    texts.set(key, reading);
    try {
      const text = await reading;
      if (text === undefined) texts.delete(key);
      return text;
    } catch (error) {
      texts.delete(key);
      throw error;
    }
  };
  return {
    ...gitData,
    readFile: (path, ref) => (/^[0-9a-f]{40}$/.test(ref) ? read(path, ref) : gitData.readFile(path, ref)),
  };
}
