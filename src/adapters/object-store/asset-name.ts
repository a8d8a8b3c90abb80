/** Stands behind the name of an object without bytes: GitHub takes no empty asset. */
const emptyMark = "+z";

/**
 * The name of a Release asset for an object: GitHub keeps letters, digits and a few marks, and has no folders.
 *
 * @example
 * assetName("files/md5/6e/f5ae", 12); // "files@md5@6e@f5ae"
 */
export function assetName(key: string, sizeBytes: number): string {
  const name = key.replaceAll(/[^A-Za-z0-9._-]|^\./gu, (mark) => {
    if (mark === "/") return "@";
    return [...Buffer.from(mark)].map((byte) => `+${byte.toString(16).padStart(2, "0")}`).join("");
  });
  return sizeBytes === 0 ? `${name}${emptyMark}` : name;
}

/** The object that an asset holds; `undefined` when the name is none of {@link assetName}. */
export function parseAssetName(
  name: string,
): { readonly key: string; readonly isEmpty: boolean } | undefined {
  const isEmpty = name.endsWith(emptyMark);
  const own = isEmpty ? name.slice(0, -emptyMark.length) : name;
  const bytes = own.replaceAll("@", "/").split("+");
  const [first = "", ...rest] = bytes;
  if (rest.some((part) => !/^[0-9a-f]{2}/.test(part))) return undefined;
  const parts = rest.map((part) => [Buffer.from(part.slice(0, 2), "hex"), Buffer.from(part.slice(2))]);
  const key = Buffer.concat([Buffer.from(first), ...parts.flat()]).toString("utf8");
  return { key, isEmpty };
}
