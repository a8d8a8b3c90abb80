import { packageFiles, readPackages, type DeclaredPackage } from "../registry/training-packages.ts";

/** The packages that a commit declares. */
export interface DeclaredPackages {
  readonly packages: readonly DeclaredPackage[];
  /** Entries, and whole files counted as one, that were not understood. */
  readonly unread: number;
}

/** Longer files are not read. */
const mostCharacters = 8_000_000;

/**
 * The packages of the training environment as the commit declares them: of Python from the first lock file, else from
 * requirements.txt, and of npm from package-lock.json. Whether they were installed nobody says.
 *
 * @returns no packages when the commit has no such file.
 */
export async function readDeclaredPackages(
  commit: string,
  readText: (commit: string, path: string) => Promise<string | undefined>,
): Promise<DeclaredPackages> {
  const found: DeclaredPackage[] = [];
  let unread = 0;
  let hasPython = false;
  for (const file of packageFiles) {
    const isPython = file !== "package-lock.json";
    if (isPython && hasPython) continue;
    const text = await readText(commit, file);
    if (text === undefined) continue;
    const read = text.length > mostCharacters ? undefined : readPackages(file, text);
    unread += read?.unread ?? 1;
    hasPython ||= isPython && read !== undefined;
    found.push(...(read?.packages ?? []));
  }
  return { packages: found, unread };
}
