import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { nodeDigest } from "../../src/adapters/digest/node-digest.ts";
import { type LineageEvent, toLineageEvents } from "../../src/runs/lineage-events.ts";
import type { RunRecord } from "../../src/runs/run-schema.ts";
import { runRecord } from "../support/ledger/records.ts";
import { finish, peer } from "./peers.ts";

// openlineage-python 1.54.0, whose classes are generated from the published schemas (OpenLineage 2-0-2).

const answer = z.strictObject({
  event: z.record(z.string(), z.unknown()),
  /** Key of a facet, or `event`; the schema that we name; that of the client. */
  schemas: z.array(z.tuple([z.string(), z.string(), z.string()])),
});

const feature = runRecord("16.1/feature/m", { verb: "feature", model: null });
const runs: readonly RunRecord[] = [
  feature,
  runRecord("17.1/train/m", { parents: [feature.id] }),
  runRecord("17.1/evaluate/m", {
    verb: "evaluate",
    state: "negative",
    reasonCode: "gate.failed",
    metrics: [{ name: "log_loss", value: "nan", slice: "carrier=AA", interval: ["-inf", 3] }],
  }),
  runRecord("18.1/train/m", { state: "failed", reasonCode: "stage.failed", failedStage: "train@7" }),
  runRecord("18.2/train/m", { state: "cancelled", commit: null, ref: null, hardware: null, inputs: [] }),
  runRecord("19.1/train/Modell – größer", { ref: "refs/heads/ümläut", outputs: [] }),
];

function eventsOf(records: readonly RunRecord[]): readonly LineageEvent[] {
  const context = {
    repositoryUrl: "https://github.com/acme/flights",
    producer: "https://github.com/pawl-ml/pawl",
    sha256: (text: string): string => nodeDigest.sha256(text),
    find: (id: string) => records.find((record) => record.id === id),
  };
  return records.flatMap((record) => toLineageEvents(record, context));
}

async function throughClient(events: readonly LineageEvent[]): Promise<readonly z.infer<typeof answer>[]> {
  const script = join(import.meta.dirname, "python", "openlineage_client.py");
  const input = events.map((event) => `${JSON.stringify(event)}\n`).join("");
  const { status, stdout, stderr } = await finish(peer("openlineage/bin/python"), [script], { input });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => answer.parse(JSON.parse(line)));
}

/** Without the addresses of schemas, which are compared apart, and without what is null or empty, which the client leaves out. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain).filter((item) => item !== undefined);
  if (typeof value !== "object") return value;
  if (value === null) return undefined;
  const members = Object.entries(value).flatMap(([key, inner]) => {
    const made = /^_?schemaURL$/.test(key) ? undefined : plain(inner);
    const isEmpty = typeof made === "object" && Object.keys(made ?? {}).length === 0;
    return made === undefined || isEmpty ? [] : [[key, made] as const];
  });
  return Object.fromEntries(members);
}

/** `2-0-2/OpenLineage.json#/$defs/RunEvent` → its version, and the rest. */
function schemaParts(address: string): { readonly rest: string; readonly version: readonly number[] } {
  const version = /\/(\d+)-(\d+)-(\d+)\//.exec(address)?.slice(1).map(Number) ?? [];
  return { version, rest: address.replace(/\d+-\d+-\d+/, "") };
}

describe("events of OpenLineage, by its own client", () => {
  it("are built by its classes, every facet by its own, and rendered as they were", async () => {
    const events = eventsOf(runs);
    const answers = await throughClient(events);
    expect(answers.map(({ event }) => plain(event))).toEqual(events.map(plain));
    const keys = new Set(answers.flatMap(({ schemas }) => schemas.map(([key]) => key)));
    expect([...keys].toSorted()).toEqual([
      "errorMessage",
      "event",
      "jobType",
      "parent",
      "pawl_file",
      "pawl_run",
      "sourceCodeLocation",
      "version",
    ]);
  });

  it("name schemas that the client has, in its major version and in none that is later", async () => {
    const answers = await throughClient(eventsOf(runs));
    for (const [key, ours, theirs] of answers.flatMap(({ schemas }) => schemas)) {
      const [own, other] = [schemaParts(ours), schemaParts(theirs)];
      expect(own.rest, key).toBe(other.rest);
      expect(own.version[0], key).toBe(other.version[0]);
      const [, minor = 0, patch = 0] = own.version;
      const [, theirMinor = 0, theirPatch = 0] = other.version;
      expect(minor * 1000 + patch, key).toBeLessThanOrEqual(theirMinor * 1000 + theirPatch);
    }
  });

  it.each<readonly [string, (event: Record<string, unknown>) => void]>([
    ["a run id that is no UUID", (event) => (event["run"] = { runId: "17.1", facets: {} })],
    ["a type that it does not have", (event) => (event["eventType"] = "DONE")],
    ["a date without a time", (event) => (event["eventTime"] = "2026-03-01")],
    ["a member that it does not have", (event) => (event["extra"] = 1)],
  ])("would be refused with %s", async (_, spoil) => {
    const [start = {}] = eventsOf(runs);
    const spoiled: Record<string, unknown> = structuredClone({ ...start });
    spoil(spoiled);
    const script = join(import.meta.dirname, "python", "openlineage_client.py");
    const input = `${JSON.stringify(spoiled)}\n`;
    expect((await finish(peer("openlineage/bin/python"), [script], { input })).status).not.toBe(0);
  });
});
