/**
 * What a reconciler works on: one object in one repository. Events are turned into keys and forgotten; a key says where
 * to look, never what happened. `repository` is GitHub's numeric id as text, which outlives renames and transfers; in a
 * workflow, which has one repository, it is the name.
 */
export type Key =
  | { readonly kind: "pull-request" | "issue"; readonly repository: string; readonly number: number }
  | { readonly kind: "run" | "deployment"; readonly repository: string; readonly id: number }
  /** `digest`: of the body as it was posted, so that an edited comment is known. */
  | { readonly kind: "comment"; readonly repository: string; readonly id: number; readonly digest: string }
  /** The registry of a repository: versions, assignments, and labels that wait for them. */
  | { readonly kind: "release"; readonly repository: string }
  /** All that is open in a repository. */
  | { readonly kind: "repository"; readonly repository: string };

const grammar =
  /^(?<kind>[a-z-]+)\/(?<repository>[1-9]\d{0,15}|[\w.-]{1,100}\/[\w.-]{1,100})(?:\/(?<id>[1-9]\d{0,15})(?:\/(?<digest>[0-9a-f]{16}))?)?$/;

/** The text of a key: equal keys have equal texts, which is how the inbox lets them coalesce. */
export function formatKey(key: Key): string {
  const place = `${key.kind}/${key.repository}`;
  if (key.kind === "release" || key.kind === "repository") return place;
  if ("number" in key) return `${place}/${key.number}`;
  return key.kind === "comment" ? `${place}/${key.id}/${key.digest}` : `${place}/${key.id}`;
}

/** Reads the text of a key; `undefined` when it is none. */
export function parseKey(text: string): Key | undefined {
  const groups = grammar.exec(text)?.groups;
  const { kind, repository = "", digest } = groups ?? {};
  const id = Number(groups?.["id"] ?? 0);
  if ((kind === "release" || kind === "repository") && digest === undefined) {
    const isName = id > 0 && !repository.includes("/");
    // Owner and name may be digits too.
    return id === 0 || isName ? { kind, repository: isName ? `${repository}/${id}` : repository } : undefined;
  }
  if (kind === "comment" && id > 0 && digest !== undefined) return { kind, repository, id, digest };
  if (id === 0 || digest !== undefined) return undefined;
  if (kind === "pull-request" || kind === "issue") return { kind, repository, number: id };
  return kind === "run" || kind === "deployment" ? { kind, repository, id } : undefined;
}
