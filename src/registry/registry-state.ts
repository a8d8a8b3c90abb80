import { compare } from "semver";
import { parseTag, type RegistryTag } from "./tags.ts";

/** An annotated tag as the registry reads it. Lightweight tags do not belong here. */
export interface TagRecord {
  /** Without `refs/tags/`. */
  readonly name: string;
  readonly commitSha: string;
  /** ISO 8601; only whole seconds count. */
  readonly taggedAt: string;
  readonly taggerName: string;
  readonly taggerEmail: string;
  readonly message: string;
}

/** A version that is registered and not deregistered. */
export interface RegisteredVersion {
  readonly version: string;
  readonly tag: string;
  readonly commitSha: string;
  readonly registeredAt: string;
}

/** One assignment of a version to an environment. */
export interface Assignment {
  readonly environment: string;
  /** `null` when no version is registered on the tagged commit. */
  readonly version: string | null;
  readonly tag: string;
  readonly commitSha: string;
  readonly assignedAt: string;
  readonly assignedBy: string;
  readonly message: string;
  /** It was unassigned later. */
  readonly isTakenOut: boolean;
  /** False when it was unassigned later, or its version is not registered. */
  readonly isActive: boolean;
}

/** What one environment holds and held. */
export interface EnvironmentState {
  /** The newest active assignment. */
  readonly current: Assignment | undefined;
  /** All assignments, newest first. */
  readonly history: readonly Assignment[];
}

/** Everything that the tags say about one artifact. */
export interface ArtifactState {
  readonly artifact: string;
  /** Greatest Semantic Version first. */
  readonly versions: readonly RegisteredVersion[];
  readonly environments: ReadonlyMap<string, EnvironmentState>;
  /** The newest event is a deprecation. */
  readonly isDeprecated: boolean;
  /** 1 + the greatest `#N` over all tags of the artifact. */
  readonly nextCounter: number;
  /** The latest tagger date, or `undefined` without tags. */
  readonly lastTaggedAt: string | undefined;
}

interface TagEvent {
  readonly record: TagRecord;
  readonly tag: RegistryTag;
  readonly seconds: number;
}

const priorities = { deprecate: 2, register: 3, deregister: 4, assign: 5, unassign: 6 } as const;

/**
 * Reads the registry from annotated tags, in any order; names that are no registry tags are passed over.
 *
 * Order is the tagger date in whole seconds, never `#N`. In the same second a registration comes before a deregistration
 * and that before an assignment and an unassignment; of two assignments then, the one of the earlier registered version
 * counts as the newer (as GTO 1.10 does it); for the same version the greater `#N` is the newer. Versions registered in
 * the same second go by the names of their tags.
 *
 * @returns one state per artifact name; an empty map without registry tags.
 */
export function readRegistry(tags: readonly TagRecord[]): ReadonlyMap<string, ArtifactState> {
  const events = new Map<string, TagEvent[]>();
  for (const record of tags) {
    const tag = parseTag(record.name);
    if (tag === undefined) continue;
    const event = { record, tag, seconds: Math.floor(Date.parse(record.taggedAt) / 1000) };
    const list = events.get(tag.artifact);
    if (list === undefined) events.set(tag.artifact, [event]);
    else list.push(event);
  }
  return new Map([...events].map(([artifact, list]) => [artifact, readArtifact(artifact, list)]));
}

/** The state of one artifact; an empty one when no tag names it. */
export function readArtifactState(tags: readonly TagRecord[], artifact: string): ArtifactState {
  return readRegistry(tags).get(artifact) ?? readArtifact(artifact, []);
}

function readArtifact(artifact: string, unordered: readonly TagEvent[]): ArtifactState {
  const known = readVersions(unordered);
  const versions = known.flatMap(toRegistered).sort((a, b) => compare(b.version, a.version));
  const rank = new Map(known.map(({ registration }, index) => [registration?.record.commitSha, index]));
  const events = [...unordered].sort((a, b) => compareEvents(a, b, rank));
  return {
    artifact,
    versions,
    environments: readEnvironments(events, versions),
    isDeprecated: events.at(-1)?.tag.kind === "deprecate",
    nextCounter: 1 + events.reduce((most, event) => Math.max(most, event.tag.counter ?? 0), 0),
    lastTaggedAt: events.at(-1)?.record.taggedAt,
  };
}

function compareEvents(a: TagEvent, b: TagEvent, rank: ReadonlyMap<string | undefined, number>): number {
  const byDate = a.seconds - b.seconds || priorities[a.tag.kind] - priorities[b.tag.kind];
  const laterVersionFirst = (rank.get(b.record.commitSha) ?? 0) - (rank.get(a.record.commitSha) ?? 0);
  return byDate || laterVersionFirst || (a.tag.counter ?? 0) - (b.tag.counter ?? 0);
}

interface KnownVersion {
  /** The newest registration. */
  readonly registration: TagEvent | undefined;
  /** Date of the newest deregistration. */
  readonly removedAt: number;
}

/** Every version that a tag names, the one whose newest registration is the oldest first. */
function readVersions(unordered: readonly TagEvent[]): readonly KnownVersion[] {
  const versions = new Map<string, KnownVersion>();
  const byName = (a: TagEvent, b: TagEvent) => (a.record.name < b.record.name ? -1 : 1);
  for (const event of [...unordered].sort((a, b) => a.seconds - b.seconds || byName(a, b))) {
    if (event.tag.kind !== "register" && event.tag.kind !== "deregister") continue;
    const key = `${event.tag.version} ${event.record.commitSha}`;
    const known = versions.get(key) ?? { registration: undefined, removedAt: -Infinity };
    const change = event.tag.kind === "register" ? { registration: event } : { removedAt: event.seconds };
    versions.set(key, { ...known, ...change });
  }
  const registeredAt = (known: KnownVersion) => known.registration?.seconds ?? -Infinity;
  // Two that were never registered differ by NaN, which counts as equal.
  return [...versions.values()].sort((a, b) => registeredAt(a) - registeredAt(b));
}

/** The version, unless its newest event is a deregistration. */
function toRegistered({ registration, removedAt }: KnownVersion): readonly RegisteredVersion[] {
  if (registration === undefined || registration.seconds <= removedAt) return [];
  if (registration.tag.kind !== "register") return [];
  const { name: tag, commitSha, taggedAt: registeredAt } = registration.record;
  return [{ version: registration.tag.version, tag, commitSha, registeredAt }];
}

function readEnvironments(
  events: readonly TagEvent[],
  versions: readonly RegisteredVersion[],
): ReadonlyMap<string, EnvironmentState> {
  const versionOf = new Map(versions.toReversed().map((entry) => [entry.commitSha, entry.version]));
  const found = new Map<string, Assignment[]>();
  const lastUnassigned = new Map<string, number>();
  for (const [at, { record, tag }] of events.entries()) {
    if (tag.kind === "unassign") lastUnassigned.set(`${tag.environment} ${record.commitSha}`, at);
  }
  for (const [at, { record, tag }] of events.entries()) {
    if (tag.kind !== "assign" && tag.kind !== "unassign") continue;
    const list = found.get(tag.environment) ?? [];
    found.set(tag.environment, list);
    if (tag.kind === "unassign") continue;
    const version = versionOf.get(record.commitSha) ?? null;
    const isTakenOut = (lastUnassigned.get(`${tag.environment} ${record.commitSha}`) ?? -1) > at;
    list.push(toAssignment(record, { environment: tag.environment, version, isTakenOut }));
  }
  return new Map([...found].map(([environment, list]) => [environment, toEnvironment(list)]));
}

function toAssignment(
  record: TagRecord,
  held: { readonly environment: string; readonly version: string | null; readonly isTakenOut: boolean },
): Assignment {
  const { environment, version, isTakenOut } = held;
  return {
    environment,
    version,
    tag: record.name,
    commitSha: record.commitSha,
    assignedAt: record.taggedAt,
    assignedBy: record.taggerName,
    message: record.message,
    isTakenOut,
    isActive: version !== null && !isTakenOut,
  };
}

function toEnvironment(oldestFirst: readonly Assignment[]): EnvironmentState {
  const history = [...oldestFirst].reverse();
  return { current: history.find((entry) => entry.isActive), history };
}

/**
 * The tagger date of the next tag of an artifact: now in whole seconds, or one second after its latest tag when that
 * is not earlier, so that dates strictly increase.
 *
 * @returns ISO 8601 in UTC without fraction, such as `2026-01-02T03:04:05Z`.
 */
export function nextTaggerDate(lastTaggedAt: string | undefined, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const last = lastTaggedAt === undefined ? -Infinity : Math.floor(Date.parse(lastTaggedAt) / 1000);
  return new Date(Math.max(seconds, last + 1) * 1000).toISOString().replace(".000Z", "Z");
}
