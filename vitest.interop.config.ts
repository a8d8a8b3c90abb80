import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/interop/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    globalSetup: ["test/support/run-directory.ts"],
    setupFiles: ["test/support/github-contract/setup.ts"],
  },
});
