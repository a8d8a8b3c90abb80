import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/interop/**", "test/e2e/**", "node_modules/**"],
    // Where there are two processors the default is one worker, and most tests wait for processes and files.
    maxWorkers: "100%",
    // They end what hangs: whole workflows take 20 s on two processors that have nothing else to do.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    globalSetup: ["test/support/run-directory.ts"],
    setupFiles: ["test/support/github-contract/setup.ts"],
  },
});
