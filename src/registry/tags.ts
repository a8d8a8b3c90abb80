import { parse } from "semver";
import { PawlError } from "../errors.ts";

/**
 * What the name of one registry tag says. `counter` is the `#N` at its end; `null` when the tag bears none.
 * `artifact` is written with `:` (a GTO directory prefix is `=` in tags).
 */
export type RegistryTag =
  | {
      readonly kind: "register" | "deregister";
      readonly artifact: string;
      /** `v` and a Semantic Version, such as `v1.2.3`. */
      readonly version: string;
      readonly counter: number | null;
    }
  | {
      readonly kind: "assign" | "unassign";
      readonly artifact: string;
      readonly environment: string;
      readonly counter: number | null;
    }
  | { readonly kind: "deprecate"; readonly artifact: string; readonly counter: number | null };

const name = String.raw`[A-Za-z0-9](?:[A-Za-z0-9\-/_]*[A-Za-z0-9])?`;
const counter = String.raw`(?:#(?<counter>\d{1,15}))?`;
const grammar = new RegExp(
  String.raw`^(?<artifact>(?:[A-Za-z0-9\-_./]+=)?${name})` +
    String.raw`(?:@(?<version>v[0-9A-Za-z.+\-]+)(?<deregister>!?)|@(?<deprecated>deprecated)` +
    String.raw`|#(?<environment>${name})(?<unassign>!?))${counter}$`,
);
const artifactGrammar = new RegExp(String.raw`^(?:[A-Za-z0-9\-_./]+:)?${name}$`);
const environmentGrammar = new RegExp(`^${name}$`);

/** Whether `text` names an artifact in GTO's grammar: letters, digits, `-`, `/`, `_`, no dot, optional `dir:` before it. */
export function isArtifactName(text: string): boolean {
  return artifactGrammar.test(text);
}

/** Whether `text` is `v` and a Semantic Version 2.0, without blanks; `1.0.0` is not. */
export function isVersion(text: string): boolean {
  return text.startsWith("v") && /^\d/.test(text.slice(1)) && parse(text.slice(1)) !== null;
}

/**
 * Reads the name of a tag, without `refs/tags/`; `undefined` when it is no registry tag.
 *
 * A name such as `model#7` is ambiguous in the grammar: it is environment `7` without a counter, as GTO reads it.
 * Source: GTO 1.10, tag grammar.
 *
 * @example
 * parseTag("flight-delay#production#4");
 * // { kind: "assign", artifact: "flight-delay", environment: "production", counter: 4 }
 */
export function parseTag(tag: string): RegistryTag | undefined {
  const groups = grammar.exec(tag)?.groups;
  if (groups === undefined) return undefined;
  const base = {
    artifact: (groups["artifact"] ?? "").replace("=", ":"),
    counter: groups["counter"] === undefined ? null : Number(groups["counter"]),
  };
  const { version, environment } = groups;
  if (version !== undefined) {
    if (!isVersion(version)) return undefined;
    return { kind: groups["deregister"] === "!" ? "deregister" : "register", ...base, version };
  }
  if (environment !== undefined) {
    return { kind: groups["unassign"] === "!" ? "unassign" : "assign", ...base, environment };
  }
  return { kind: "deprecate", ...base };
}

/**
 * Writes the name of a tag; the inverse of {@link parseTag}.
 *
 * @throws PawlError `registry.name-invalid` when the artifact, the environment or the version breaks the grammar.
 */
export function formatTag(tag: RegistryTag): string {
  requireName(isArtifactName(tag.artifact), "artifact", tag.artifact);
  const artifact = tag.artifact.replace(":", "=");
  const end = tag.counter === null ? "" : `#${tag.counter}`;
  if ("version" in tag) {
    requireName(isVersion(tag.version), "version", tag.version);
    return `${artifact}@${tag.version}${tag.kind === "deregister" ? "!" : ""}${end}`;
  }
  if (tag.kind === "deprecate") return `${artifact}@deprecated${end}`;
  requireName(environmentGrammar.test(tag.environment), "environment", tag.environment);
  return `${artifact}#${tag.environment}${tag.kind === "unassign" ? "!" : ""}${end}`;
}

function requireName(isValid: boolean, what: string, value: string): void {
  if (isValid) return;
  throw new PawlError("registry.name-invalid", {
    message: `${JSON.stringify(value)} is not a valid ${what} name for a registry tag.`,
  });
}

/** The message that GTO writes into such a tag. `version` is needed for assignments. */
export function tagMessage(tag: RegistryTag, version = ""): string {
  const messages = {
    register: (version: string) => `Registering artifact ${tag.artifact} version ${version}`,
    deregister: (version: string) => `Deregistering artifact ${tag.artifact} version ${version}`,
    assign: (stage: string) => `Assigning stage ${stage} to artifact ${tag.artifact} version ${version}`,
    unassign: (stage: string) =>
      `Unassigning stage '${stage}' to artifact '${tag.artifact}' version '${version}'`,
    deprecate: () => `Deprecating artifact '${tag.artifact}'`,
  } as const satisfies Record<RegistryTag["kind"], (detail: string) => string>;
  if (tag.kind === "deprecate") return messages.deprecate();
  return messages[tag.kind]("version" in tag ? tag.version : tag.environment);
}
