import type { TagRecord } from "./registry-state.ts";
import { readTrailer } from "./tag-trailers.ts";
import { parseTag, type RegistryTag } from "./tags.ts";

/** One event of the registry: what an annotated tag says. Names of events as in GTO. */
export interface RegistryEvent {
  readonly event: "registration" | "deregistration" | "assignment" | "unassignment" | "deprecation";
  readonly model: string;
  /** The version of the tagged commit; null when none was registered there, and for a deprecation. */
  readonly version: string | null;
  readonly environment: string | null;
  readonly tag: string;
  readonly commit: string;
  /** ISO 8601, as the tag has it. */
  readonly at: string;
  readonly tagger: { readonly name: string; readonly email: string };
  /** Who asked, by the trailer `Requested-by` of the tag; null when it has none. */
  readonly requestedBy: string | null;
  /** By what, by the trailer `Source`: `label`, `command`, `cli`, `automatic`, `rollback`. */
  readonly source: string | null;
}

const kinds = {
  register: { event: "registration", order: 3 },
  deregister: { event: "deregistration", order: 4 },
  assign: { event: "assignment", order: 5 },
  unassign: { event: "unassignment", order: 6 },
  deprecate: { event: "deprecation", order: 2 },
} as const satisfies Record<RegistryTag["kind"], { event: RegistryEvent["event"]; order: number }>;

interface Entry {
  readonly record: TagRecord;
  readonly tag: RegistryTag;
  readonly seconds: number;
}

/**
 * All events of the registry, newest first; those of the same second by kind, number and name. Names that are no registry
 * tags are passed over. Linear in the number of tags, but for sorting.
 *
 * @param artifact only the events of this one.
 */
export function listEvents(tags: readonly TagRecord[], artifact?: string): readonly RegistryEvent[] {
  const entries = tags.flatMap((record): readonly Entry[] => {
    const tag = parseTag(record.name);
    if (tag === undefined || (artifact !== undefined && tag.artifact !== artifact)) return [];
    return [{ record, tag, seconds: Math.floor(Date.parse(record.taggedAt) / 1000) }];
  });
  const versions = versionsOfCommits(entries);
  return entries.sort(newestFirst).map((entry) => toEvent(entry, versions));
}

function newestFirst(a: Entry, b: Entry): number {
  return (
    b.seconds - a.seconds ||
    kinds[b.tag.kind].order - kinds[a.tag.kind].order ||
    (b.tag.counter ?? 0) - (a.tag.counter ?? 0) ||
    (a.record.name < b.record.name ? 1 : -1)
  );
}

/** Artifact and commit → the version registered there, the newest registration when there are several. */
function versionsOfCommits(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { record, tag } of [...entries].sort((a, b) => newestFirst(b, a))) {
    if (tag.kind === "register") found.set(`${tag.artifact} ${record.commitSha}`, tag.version);
  }
  return found;
}

function toEvent({ record, tag }: Entry, versions: ReadonlyMap<string, string>): RegistryEvent {
  const registered = versions.get(`${tag.artifact} ${record.commitSha}`) ?? null;
  return {
    event: kinds[tag.kind].event,
    model: tag.artifact,
    version: "version" in tag ? tag.version : "environment" in tag ? registered : null,
    environment: "environment" in tag ? tag.environment : null,
    tag: record.name,
    commit: record.commitSha,
    at: record.taggedAt,
    tagger: { name: record.taggerName, email: record.taggerEmail },
    requestedBy: readTrailer(record.message, "Requested-by") ?? null,
    source: readTrailer(record.message, "Source") ?? null,
  };
}
