import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { guards } from "./guards.ts";

const root = join(import.meta.dirname, "../..");

it.each(guards.map((guard) => [guard.name, guard] as const))(
  "the guard against %s is where the table says, once",
  (_, { file, guard, without }) => {
    expect(readFileSync(join(root, file), "utf8").split(guard)).toHaveLength(2);
    expect(without).not.toBe(guard);
  },
);
