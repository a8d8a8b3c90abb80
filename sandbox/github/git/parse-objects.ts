/** Who made a commit or a tag, and when. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601, `Z`, whole seconds. */
  readonly date: string;
}

/** A commit object. */
export interface CommitObject {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** An annotated tag object. */
export interface TagObject {
  readonly sha: string;
  readonly object: string;
  readonly type: string;
  readonly tag: string;
  readonly tagger: Signature;
  readonly message: string;
}

/** One entry of a tree. */
export interface TreeEntry {
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly sha: string;
  readonly name: string;
}

/** ISO 8601 with `Z` and whole seconds. */
export function isoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

function parseSignature(line: string | undefined): Signature {
  const match = /^(.*?) ?<([^>]*)> (-?\d+) [+-]\d{4}$/.exec(line ?? "");
  return {
    name: match?.[1] ?? "",
    email: match?.[2] ?? "",
    date: isoSeconds(new Date(Number(match?.[3] ?? 0) * 1000)),
  };
}

function parseHeaders(text: string): { headers: Map<string, string[]>; message: string } {
  const split = text.indexOf("\n\n");
  const headers = new Map<string, string[]>();
  for (const line of text.slice(0, split < 0 ? text.length : split).split("\n")) {
    const [key = "", ...rest] = line.split(" ");
    headers.set(key, [...(headers.get(key) ?? []), rest.join(" ")]);
  }
  return { headers, message: split < 0 ? "" : text.slice(split + 2) };
}

/** Reads a commit's bytes. The final newline of the message is left out, as GitHub does. */
export function parseCommit(sha: string, bytes: Buffer): CommitObject {
  const { headers, message } = parseHeaders(bytes.toString("utf8"));
  return {
    sha,
    tree: headers.get("tree")?.[0] ?? "",
    parents: headers.get("parent") ?? [],
    author: parseSignature(headers.get("author")?.[0]),
    committer: parseSignature(headers.get("committer")?.[0]),
    message: message.replace(/\n$/, ""),
  };
}

/** Reads a tag's bytes. */
export function parseTag(sha: string, bytes: Buffer): TagObject {
  const { headers, message } = parseHeaders(bytes.toString("utf8"));
  return {
    sha,
    object: headers.get("object")?.[0] ?? "",
    type: headers.get("type")?.[0] ?? "commit",
    tag: headers.get("tag")?.[0] ?? "",
    tagger: parseSignature(headers.get("tagger")?.[0]),
    message: message.replace(/\n$/, ""),
  };
}

/** Reads a tree's bytes. */
export function parseTree(bytes: Buffer): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(32, at);
    const zero = bytes.indexOf(0, space);
    const mode = bytes.toString("latin1", at, space).padStart(6, "0");
    entries.push({
      mode,
      type: mode === "040000" ? "tree" : mode === "160000" ? "commit" : "blob",
      name: bytes.toString("utf8", space + 1, zero),
      sha: bytes.toString("hex", zero + 1, zero + 21),
    });
    at = zero + 21;
  }
  return entries;
}
