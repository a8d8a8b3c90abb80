import { defineConfig, mergeConfig } from "vitest/config";
import { guards } from "./test/guards/guards.ts";
import { withoutGuard } from "./test/guards/without-guard.ts";
import base from "./vitest.config.ts";

const guard = guards[Number(process.env["PAWL_WITHOUT_GUARD"])];
if (guard === undefined) throw new Error("PAWL_WITHOUT_GUARD names no guard");

/** The tests of the source without one guard; `scripts/check-guards.ts` runs it for each. */
export default mergeConfig(
  base,
  defineConfig({
    plugins: [withoutGuard(guard, import.meta.dirname)],
    // What is transformed without a guard must not be kept for runs that have it.
    test: { bail: 1, reporters: ["json"], fsModuleCache: false },
  }),
);
