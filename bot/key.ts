/** The buttons of our check runs. */
export const buttonActions = ["reevaluate", "baseline", "promote-staging"] as const;

/** One of {@link buttonActions}. */
export type ButtonAction = (typeof buttonActions)[number];

/** A login of GitHub; those that a company manages have an underscore. */
export const loginGrammar = /^[A-Za-z0-9][\w-]{0,99}$/;

const buttonGrammar =
  /^button\/(?<repository>[1-9]\d{0,15}|[\w.-]{1,100}\/[\w.-]{1,100})\/(?<id>[1-9]\d{0,15})\/(?<action>[a-z-]{1,20})\/(?<sender>[A-Za-z0-9][\w-]{0,99})$/;

const tickGrammar =
  /^tick\/(?<repository>[1-9]\d{0,15}|[\w.-]{1,100}\/[\w.-]{1,100})\/(?<number>[1-9]\d{0,15})\/(?<action>[0-9a-f]{16})\/(?<sender>[A-Za-z0-9][\w-]{0,99})\/(?<at>[1-9]\d{0,15})$/;

/**
 * What a reconciler works on: one object in one repository. Events are turned into keys and forgotten; a key says where
 * to look, never what happened. `repository` is GitHub's numeric id as text, which outlives renames and transfers; in a
 * workflow, which has one repository, it is the name.
 */
export type Key =
  /** `sender`: who pressed the button; nothing else tells it, and their right is read anew. */
  | {
      readonly kind: "button";
      readonly repository: string;
      /** Of the check run. */
      readonly id: number;
      readonly action: ButtonAction;
      readonly sender: string;
    }
  /** A box of the dashboard that somebody ticked. `action`: digest of what the box says; `at`: of the edit, in seconds. */
  | {
      readonly kind: "tick";
      readonly repository: string;
      readonly number: number;
      readonly action: string;
      readonly sender: string;
      readonly at: number;
    }
  | { readonly kind: "pull-request" | "issue"; readonly repository: string; readonly number: number }
  | { readonly kind: "run" | "deployment"; readonly repository: string; readonly id: number }
  /** `digest`: of the body as it was posted, so that an edited comment is known. */
  | { readonly kind: "comment"; readonly repository: string; readonly id: number; readonly digest: string }
  /** The registry of a repository: versions, assignments, and labels that wait for them. */
  | { readonly kind: "release"; readonly repository: string }
  /** The model dashboard; or all that is open in a repository. */
  | { readonly kind: "dashboard" | "repository"; readonly repository: string };

const grammar =
  /^(?<kind>[a-z-]+)\/(?<repository>[1-9]\d{0,15}|[\w.-]{1,100}\/[\w.-]{1,100})(?:\/(?<id>[1-9]\d{0,15})(?:\/(?<digest>[0-9a-f]{16}))?)?$/;

/** The text of a key: equal keys have equal texts, which is how the inbox lets them coalesce. */
export function formatKey(key: Key): string {
  const place = `${key.kind}/${key.repository}`;
  if (key.kind === "button") return `${place}/${key.id}/${key.action}/${key.sender}`;
  if (key.kind === "tick") return `${place}/${key.number}/${key.action}/${key.sender}/${key.at}`;
  if ("number" in key) return `${place}/${key.number}`;
  if (!("id" in key)) return place;
  return key.kind === "comment" ? `${place}/${key.id}/${key.digest}` : `${place}/${key.id}`;
}

/** Reads the text of a key; `undefined` when it is none. */
export function parseKey(text: string): Key | undefined {
  const button = buttonGrammar.exec(text)?.groups;
  const action = buttonActions.find((known) => known === button?.["action"]);
  if (button !== undefined && action !== undefined) {
    const { repository = "", id = "", sender = "" } = button;
    return { kind: "button", repository, id: Number(id), action, sender };
  }
  const tick = parseTick(text);
  if (tick !== undefined) return tick;
  const groups = grammar.exec(text)?.groups;
  const { kind, repository = "", digest } = groups ?? {};
  const id = Number(groups?.["id"] ?? 0);
  if ((kind === "release" || kind === "dashboard" || kind === "repository") && digest === undefined) {
    const isName = id > 0 && !repository.includes("/");
    // Owner and name may be digits too.
    return id === 0 || isName ? { kind, repository: isName ? `${repository}/${id}` : repository } : undefined;
  }
  if (kind === "comment" && id > 0 && digest !== undefined) return { kind, repository, id, digest };
  if (id === 0 || digest !== undefined) return undefined;
  if (kind === "pull-request" || kind === "issue") return { kind, repository, number: id };
  return kind === "run" || kind === "deployment" ? { kind, repository, id } : undefined;
}

function parseTick(text: string): Key | undefined {
  const groups = tickGrammar.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { repository = "", number, action = "", sender = "", at } = groups;
  return { kind: "tick", repository, number: Number(number), action, sender, at: Number(at) };
}
