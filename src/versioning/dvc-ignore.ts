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
  let matcher: Ignore | undefined;
  return {
    isIgnored: (path, isDirectory) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      if (ownNames.has(name) && (isDirectory || name === ".git")) return true;
      if (rules.length === 0) return false;
      matcher ??= ignore({ ignorecase: false, allowRelativePaths: true }).add([...rules]);
      return matcher.ignores(isDirectory ? `${path}/` : path);
    },
    enter: (folder, text) => {
      const added = text === undefined ? [] : parseRules(text).map((rule) => moveRule(rule, folder));
      return added.length === 0 ? createDvcIgnore(rules) : createDvcIgnore([...rules, ...added]);
    },
  };
}

function parseRules(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
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
