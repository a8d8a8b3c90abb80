import { join } from "node:path";
import type { Plugin } from "vite";
import { PawlError } from "../../src/errors.ts";
import type { Guard } from "./guard.ts";

/** Loads the source as it would be without one guard. Nothing on the disk changes. */
export function withoutGuard({ name, file, guard, without }: Guard, root: string): Plugin {
  return {
    name: "without-guard",
    enforce: "pre",
    transform: (code, id) => {
      if (id !== join(root, file)) return undefined;
      const parts = code.split(guard);
      if (parts.length === 2) return { code: parts.join(without), map: null };
      const message = `The guard against ${name} is ${parts.length - 1} times in ${file}, not once.`;
      throw new PawlError("input.invalid", { message, hint: "Name its text in test/guards/guards.ts anew." });
    },
  };
}
