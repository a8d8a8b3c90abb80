import { readRegistry, type Assignment, type TagRecord } from "./registry-state.ts";
import { readTrailer } from "./tag-trailers.ts";
import { parseTag } from "./tags.ts";

/** A version that held an environment for a time, by what the registry said then. */
export interface Holder {
  readonly model: string;
  readonly environment: string;
  readonly version: string;
  /** The assignment. */
  readonly tag: string;
  readonly commit: string;
  /** When it was assigned; ISO 8601, as the tag has it. */
  readonly assignedAt: string;
  /** Since when it held within the asked time: the beginning of that time, or when it took its place in it. */
  readonly from: string;
  /** When another, or none, took its place within the asked time; null when it held to the end of it. */
  readonly until: string | null;
  readonly tagger: { readonly name: string; readonly email: string };
  /** Who asked, by the trailer `Requested-by` of the tag; null when it has none. */
  readonly requestedBy: string | null;
  /** By what, by the trailer `Source`. */
  readonly source: string | null;
}

/** A span of time, both ends in it: milliseconds since 1970. One instant when they are equal. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The time that a text means: a day as a whole (`2026-11-20`, in UTC), or an instant (`2026-11-20T10:00:00Z`; without an
 * offset it is UTC).
 *
 * @returns `undefined` for anything else, and for a day that no calendar has.
 */
export function parseTimeSpan(text: string): TimeSpan | undefined {
  const [, day, time, zone] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text) ??
    [];
  if (day === undefined) return undefined;
  const startMs = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(startMs) || new Date(startMs).toISOString().slice(0, 10) !== day) return undefined;
  if (time === undefined) return { fromMs: startMs, toMs: startMs + 86_400_000 - 1 };
  const atMs = Date.parse(`${day}T${time}${zone ?? "Z"}`);
  return Number.isNaN(atMs) ? undefined : { fromMs: atMs, toMs: atMs };
}

/**
 * Who held each environment in a span of time: for each instant, what {@link readRegistry} says of the tags up to it. So a
 * version that was withdrawn later is named too. All tags are read once for each second of the span in which one was made.
 *
 * @returns by model and environment, newest first; `[]` when nothing was assigned.
 */
export function listHolders(
  tags: readonly TagRecord[],
  span: TimeSpan,
  only: { readonly model?: string | undefined; readonly environment?: string | undefined } = {},
): readonly Holder[] {
  const byModel = new Map<string, TagRecord[]>();
  for (const record of tags) {
    const artifact = parseTag(record.name)?.artifact;
    if (artifact === undefined || (only.model !== undefined && artifact !== only.model)) continue;
    if (Date.parse(record.taggedAt) > span.toMs) continue;
    const list = byModel.get(artifact) ?? [];
    byModel.set(artifact, list);
    list.push(record);
  }
  const models = [...byModel].sort(([a], [b]) => (a < b ? -1 : 1));
  return models.flatMap(([model, records]) =>
    holdersOfModel(model, records, span).filter(
      ({ environment }) => only.environment === undefined || environment === only.environment,
    ),
  );
}

interface Spell {
  readonly assignment: Assignment;
  readonly fromMs: number;
  untilMs: number | null;
}

function holdersOfModel(model: string, records: readonly TagRecord[], span: TimeSpan): readonly Holder[] {
  const spells = new Map<string, Spell[]>();
  for (const atMs of instantsOf(records, span)) {
    const known = records.filter((record) => secondMs(record) <= atMs);
    for (const [environment, { current }] of readRegistry(known).get(model)?.environments ?? []) {
      const list = spells.get(environment) ?? [];
      spells.set(environment, list);
      noteHolder(list, current, atMs);
    }
  }
  const byTag = new Map(records.map((record) => [record.name, record]));
  return [...spells]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, list]) =>
      list.toReversed().map((spell) => toHolder(model, spell, byTag.get(spell.assignment.tag))),
    );
}

/** The beginning of the span, and each second in it in which a tag was made. */
function instantsOf(records: readonly TagRecord[], { fromMs, toMs }: TimeSpan): readonly number[] {
  const within = records.map(secondMs).filter((atMs) => atMs > fromMs && atMs <= toMs);
  return [...new Set([fromMs, ...within])].sort((a, b) => a - b);
}

function secondMs(record: TagRecord): number {
  return Math.floor(Date.parse(record.taggedAt) / 1000) * 1000;
}

function noteHolder(list: Spell[], current: Assignment | undefined, atMs: number): void {
  const last = list.at(-1);
  const isOpen = last !== undefined && last.untilMs === null;
  if (isOpen && last.assignment.tag === current?.tag) return;
  if (isOpen) last.untilMs = atMs;
  if (current !== undefined) list.push({ assignment: current, fromMs: atMs, untilMs: null });
}

function toHolder(
  model: string,
  { assignment, fromMs, untilMs }: Spell,
  record: TagRecord | undefined,
): Holder {
  const { environment, version, tag, commitSha: commit, assignedAt, message } = assignment;
  return {
    model,
    environment,
    version: version ?? "",
    tag,
    commit,
    assignedAt,
    from: toText(fromMs),
    until: untilMs === null ? null : toText(untilMs),
    tagger: { name: assignment.assignedBy, email: record?.taggerEmail ?? "" },
    requestedBy: readTrailer(message, "Requested-by") ?? null,
    source: readTrailer(message, "Source") ?? null,
  };
}

function toText(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}
