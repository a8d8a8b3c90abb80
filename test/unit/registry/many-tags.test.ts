import { describe, expect, it } from "vitest";
import { listHolders } from "../../../src/registry/holders.ts";
import { listEvents } from "../../../src/registry/registry-history.ts";
import { readRegistry, type TagRecord } from "../../../src/registry/registry-state.ts";
import { record } from "./registry-histories.ts";

/** Reads of a name: how often the tags of a list are looked at, which unlike a time is the same on every machine. */
function counted(count: number): { readonly tags: readonly TagRecord[]; readonly reads: () => number } {
  let reads = 0;
  const tags = Array.from({ length: count }, (_, at) => {
    const commit = (Math.floor(at / 2) % 200).toString(16).padStart(40, "0");
    const name =
      at < 400 && at % 2 === 0 ? `m@v1.${at / 2}.0` : `m#production${at % 7 === 0 ? "!" : ""}#${at}`;
    const plain = record(name, commit, at);
    return Object.defineProperty({ ...plain }, "name", {
      enumerable: true,
      get: () => {
        reads += 1;
        return plain.name;
      },
    });
  });
  return { tags, reads: () => reads };
}

describe("a registry with thousands of tags", () => {
  it.each([
    ["the state", readRegistry],
    ["the history", listEvents],
    [
      "who held it at an instant",
      (tags: readonly TagRecord[]) => listHolders(tags, { fromMs: 8e14, toMs: 8e14 }),
    ],
  ])("%s looks at each tag a bounded number of times", (_, read) => {
    const [small, large] = [counted(1000), counted(2000)];
    read(small.tags);
    read(large.tags);
    expect(small.reads()).toBeGreaterThan(0);
    // Sorting looks at a tag about log2(n) times; a quadratic reader would look four times as often at twice the tags.
    expect(large.reads()).toBeLessThan(small.reads() * 3);
  });
});
