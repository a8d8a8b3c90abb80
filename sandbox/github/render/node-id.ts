/** GitHub's global node id: opaque text; here `<kind>_<id in base 64>`. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(String(id)).toString("base64url")}`;
}
