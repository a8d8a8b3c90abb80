import ignore, { type Ignore } from "ignore";

/** The rules of `.dvcignore` files that hold in one folder. Rules of a folder come after those of the folders above it. */
export interface DvcIgnore {
  /**
   * Whether DVC leaves a path out. The folders above it are taken as not left out: a walk does not enter those.
   *
   * @param path relative to the repository, with `/`.
   */
  isIgnored(path: string, isDirectory: boolean): boolean;
  /**
   * The rules inside a folder.
   *
   * @param folder relative to the repository; `""` for the repository itself.
   * @param text its `.dvcignore`; `undefined` when it has none.
   */
  enter(folder: string, text: string | undefined): DvcIgnore;
}

/** What DVC leaves out everywhere: `.git`, `.hg/` and `.dvc/`. */
export const noDvcIgnore: DvcIgnore = createDvcIgnore([]);

const ownNames = new Set([".git", ".hg", ".dvc"]);

function createDvcIgnore(rules: readonly string[]): DvcIgnore {
  let [ofFolders, ofFiles]: [Ignore | undefined, Ignore | undefined] = [undefined, undefined];
  return {
    isIgnored: (path, isDirectory) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      if (ownNames.has(name) && (isDirectory || name === ".git")) return true;
      if (rules.length === 0) return false;
      if (isDirectory) return (ofFolders ??= createMatcher(rules)).ignores(`${path}/`);
      // To DVC a rule for folders says nothing of the files in them: it is asked for the folder itself.
      ofFiles ??= createMatcher(rules.filter((rule) => !rule.endsWith("/")));
      return ofFiles.ignores(path);
    },
    enter: (folder, text) => {
      const added = text === undefined ? [] : parseRules(text).map((rule) => moveRule(rule, folder));
      return added.length === 0 ? createDvcIgnore(rules) : createDvcIgnore([...rules, ...added]);
    },
  };
}

function createMatcher(rules: readonly string[]): Ignore {
  return ignore({ ignorecase: false, allowRelativePaths: true }).add(
    rules.flatMap(withFolder).flatMap(withContent),
  );
}

function parseRules(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** To DVC, unlike git, what is said of everything in a folder is said of the folder too. */
function withFolder(rule: string): readonly string[] {
  const short = rule.replace(/\*\*(\/\*\*)+(?=\/|$)/g, "**");
  const [, folder] = /^(.+)\/\*\*\/?$/.exec(short) ?? [];
  return folder === undefined || /^!?(\*\*)?$/.test(folder) ? [short] : [`${folder}/`, short];
}

/** What is let in is let in with what is in it, when a rule before says that this stays out. */
function withContent(rule: string): readonly string[] {
  if (!rule.startsWith("!") || rule.endsWith("/**")) return [rule];
  const bare = rule.slice(1).replace(/\/$/, "");
  return [rule, `!${bare.includes("/") ? "" : "**/"}${bare}/**`];
}

/** The rule of a folder's file as a rule of the repository. */
function moveRule(rule: string, folder: string): string {
  if (folder === "") return rule;
  const isNegated = rule.startsWith("!");
  const pattern = isNegated ? rule.slice(1) : rule;
  const isAnchored = pattern.slice(0, -1).includes("/") && !pattern.startsWith("**/");
  const bare = pattern.replace(isAnchored ? /^\// : /^\*\*\//, "").replace(/^\\/, "");
  const top = `/${folder.replace(/[\\*?[\]]/g, "\\$&")}`;
  return `${isNegated ? "!" : ""}${top}${isAnchored ? "/" : "/**/"}${bare}`;
}
