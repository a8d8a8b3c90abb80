import * as fc from "fast-check";
import type { TagRecord } from "../../../src/registry/registry-state.ts";
import { formatTag, type RegistryTag } from "../../../src/registry/tags.ts";

const artifacts = ["m", "m-2", "models:m"];
const versions = ["v1.0.0", "v1.10.0", "v2.0.0-rc.1"];
const environments = ["staging", "production"];

const plannedTag = fc
  .record({
    artifact: fc.constantFrom(...artifacts),
    at: fc.integer({ min: 0, max: 2 }),
    environment: fc.constantFrom(...environments),
    kind: fc.constantFrom("assign", "assign", "unassign", "register", "deregister", "deprecate"),
  })
  .map(({ artifact, at, environment, kind }): { tag: RegistryTag; at: number } => {
    const base = { artifact, counter: null };
    if (kind === "assign" || kind === "unassign") return { at, tag: { kind, ...base, environment } };
    if (kind === "deprecate") return { at, tag: { kind, ...base } };
    return {
      at,
      tag: { kind: kind === "register" ? "register" : "deregister", ...base, version: versions[at] ?? "" },
    };
  });

/** The commit that a version of {@link anyHistory} is on. */
export function commitOf(at: number): string {
  return String.fromCharCode(97 + at).repeat(40);
}

/** A record of a tag, dated in seconds after the beginning of 2026. */
export function record(name: string, commitSha: string, second: number, message = "x"): TagRecord {
  const taggedAt = new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString().replace(".000Z", "Z");
  return { name, commitSha, taggedAt, taggerName: "Ada", taggerEmail: "ada@example.com", message };
}

/** Histories of up to three artifacts, each event at the same second as the one before or up to two later. */
export const anyHistory = fc
  .array(fc.tuple(plannedTag, fc.integer({ min: 0, max: 2 })), { maxLength: 40 })
  .map((planned): readonly TagRecord[] => {
    let second = 0;
    return planned.map(([{ tag, at }, step], index) => {
      second += step;
      return record(formatTag({ ...tag, counter: index + 1 }), commitOf(at), second);
    });
  });
