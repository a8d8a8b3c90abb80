/**
 * A path of the repository as it is written in one of its folders, with `/`.
 *
 * @param folder relative to the repository, `""` for the repository itself.
 * @example
 * relativePath("data/raw", "src"); // "../data/raw"
 */
export function relativePath(path: string, folder: string): string {
  if (folder === "") return path === "" ? "." : path;
  const [to, from] = [path === "" ? [] : path.split("/"), folder.split("/")];
  let same = 0;
  while (same < to.length && same < from.length && to[same] === from[same]) same += 1;
  return [...from.slice(same).map(() => ".."), ...to.slice(same)].join("/") || ".";
}
