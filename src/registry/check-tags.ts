import { toFinding, type Finding } from "./finding.ts";
import { readRegistry, type ArtifactState, type TagRecord } from "./registry-state.ts";
import { parseTag, type RegistryTag } from "./tags.ts";

/** The tags of a repository, and what is known besides. */
export interface TagMaterial {
  readonly annotated: readonly TagRecord[];
  /** Names of tags that are not annotated tags of commits. */
  readonly others: readonly string[];
  /** Models of the policy; tags that begin like them are looked at too. */
  readonly models: readonly string[];
  readonly now: Date;
}

interface Event {
  readonly record: TagRecord;
  readonly tag: RegistryTag;
  readonly seconds: number;
}

/** Clocks differ, and a burst of tags is dated second by second into the future. */
const toleratedSeconds = 3600;

/**
 * Contradictions among the tags themselves: lightweight tags, names that break the grammar, dates that do not increase or
 * lie in the future, assignments of versions that are not there. Linear in the number of tags, but for sorting.
 *
 * @returns by name of the tag; `[]` when all is well, and without tags.
 */
export function checkTags(material: TagMaterial): readonly Finding[] {
  const byModel = new Map<string, Event[]>();
  for (const record of material.annotated) {
    const tag = parseTag(record.name);
    if (tag === undefined) continue;
    const list = byModel.get(tag.artifact) ?? [];
    byModel.set(tag.artifact, list);
    list.push({ record, tag, seconds: Math.floor(Date.parse(record.taggedAt) / 1000) });
  }
  const states = readRegistry(material.annotated);
  const findings = [
    ...checkNames(material, byModel),
    ...[...byModel].flatMap(([model, events]) => {
      const state = states.get(model);
      return [
        ...checkDates(model, events, material.now),
        ...checkTargets(model, events),
        ...(state === undefined ? [] : checkHolders(state, events)),
      ];
    }),
  ];
  return findings.sort((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0));
}

/** Tags with a registry name that are no annotated tags, and tags of known models with a name that is none. */
function checkNames(
  { annotated, others, models }: TagMaterial,
  byModel: ReadonlyMap<string, unknown>,
): readonly Finding[] {
  const known = new Set([...byModel.keys(), ...models]);
  const all = [...annotated.map((record) => record.name), ...others];
  const lightweight = others.flatMap((tag) => {
    const model = parseTag(tag)?.artifact;
    const reason = `${tag} is no annotated tag of a commit: it says nothing, yet its name is taken`;
    return model === undefined ? [] : [toFinding("tag.lightweight", { model, tag }, reason)];
  });
  const malformed = all.flatMap((tag) => {
    const model = (/^[^@#]*/.exec(tag)?.[0] ?? "").replace("=", ":");
    if (model === tag || !known.has(model) || parseTag(tag) !== undefined) return [];
    return [toFinding("tag.malformed", { model, tag }, `${tag} breaks the grammar of registry tags`)];
  });
  return [...lightweight, ...malformed];
}

/** Each tag has to be later than all with a lesser number, alone in its second, and not in the future. */
function checkDates(model: string, events: readonly Event[], now: Date): readonly Finding[] {
  const latest = Math.floor(now.getTime() / 1000) + toleratedSeconds;
  const future = events
    .filter((event) => event.seconds > latest)
    .map(({ record }) => {
      const reason = `${record.name} is dated ${record.taggedAt}, in the future`;
      return toFinding("tag.future", { model, tag: record.name }, reason);
    });
  const late = new Map<string, Event>();
  let newest: Event | undefined;
  for (const event of [...events].sort((a, b) => counterOf(a) - counterOf(b) || a.seconds - b.seconds)) {
    if (event.tag.counter === null) continue;
    if (newest !== undefined && event.seconds <= newest.seconds) late.set(event.record.name, newest);
    if (newest === undefined || event.seconds > newest.seconds) newest = event;
  }
  const ordered = [...events].sort((a, b) => a.seconds - b.seconds || counterOf(a) - counterOf(b));
  for (const [at, event] of ordered.entries()) {
    const before = ordered[at - 1];
    if (before?.seconds !== event.seconds || late.has(event.record.name)) continue;
    if (late.get(before.record.name) !== event) late.set(event.record.name, before);
  }
  const notLater = [...late].map(([tag, before]) => {
    const reason = `${tag} is not dated later than ${before.record.name} (${before.record.taggedAt})`;
    return toFinding("tag.date", { model, tag }, reason);
  });
  return [...future, ...notLater];
}

function counterOf({ tag }: Event): number {
  return tag.counter ?? 0;
}

const assignmentMessage = /^Assigning stage \S{1,100} to artifact \S{1,200} version (v\S{1,100})$/;

/** Each assignment needs the version that its message names on its commit, registered before. */
function checkTargets(model: string, events: readonly Event[]): readonly Finding[] {
  const registered = new Map<string, { version: string; seconds: number }[]>();
  const commitOf = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { tag, record, seconds } of [...events].sort((a, b) => a.seconds - b.seconds)) {
    if (tag.kind !== "register") continue;
    const list = registered.get(record.commitSha) ?? [];
    registered.set(record.commitSha, list);
    list.push({ version: tag.version, seconds });
    const other = commitOf.get(tag.version);
    if (other !== undefined && other !== record.commitSha) {
      const reason = `${tag.version} is registered on ${other.slice(0, 7)} and on ${record.commitSha.slice(0, 7)}`;
      findings.push(toFinding("version.ambiguous", { model, tag: record.name }, reason));
    }
    commitOf.set(tag.version, record.commitSha);
  }
  for (const { tag, record, seconds } of events) {
    if (tag.kind !== "assign") continue;
    const place = { model, tag: record.name };
    const here = registered.get(record.commitSha) ?? [];
    const named = assignmentMessage.exec(record.message.split("\n", 1)[0] ?? "")?.[1];
    if (here.length === 0) {
      const reason = `${record.name} assigns commit ${record.commitSha.slice(0, 7)}, which has no version`;
      findings.push(toFinding("assignment.version-missing", place, reason));
    } else if (named !== undefined && !here.some(({ version }) => version === named)) {
      const versions = here.map(({ version }) => version).join(", ");
      const reason = `${record.name} says ${named} and is on the commit of ${versions}`;
      findings.push(toFinding("assignment.version-differs", place, reason));
    } else if (here.every((entry) => entry.seconds >= seconds)) {
      const reason = `${record.name} is not dated later than the registration of its version`;
      findings.push(toFinding("tag.date", place, reason));
    }
  }
  return findings;
}

/** The newest assignment of an environment that nobody took out, of a version that was withdrawn. */
function checkHolders(
  { artifact: model, environments, versions }: ArtifactState,
  events: readonly Event[],
): readonly Finding[] {
  const withdrawn = new Set(
    events.flatMap(({ tag, record }) => (tag.kind === "register" ? [record.commitSha] : [])),
  );
  for (const { commitSha } of versions) withdrawn.delete(commitSha);
  return [...environments].flatMap(([environment, { history, current }]) => {
    const [newest] = history;
    if (newest === undefined || newest.tag === current?.tag || newest.isTakenOut) return [];
    if (!withdrawn.has(newest.commitSha)) return [];
    const left = current?.version ?? "nothing";
    const reason = `${newest.tag} put a version into ${environment} that is not registered any more; it holds ${left}`;
    return [toFinding("assignment.version-withdrawn", { model, tag: newest.tag }, reason)];
  });
}
