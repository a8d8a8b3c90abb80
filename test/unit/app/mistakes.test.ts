import { describe, expect, it } from "vitest";
import { readSettings } from "../../../bot/settings.ts";
import { add } from "../../../src/app/add.ts";
import { PawlError } from "../../../src/errors.ts";
import { openPipeline } from "../../../src/runtime/open-pipeline.ts";
import { createMemoryLog } from "../../support/memory-log.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

async function textOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return "";
  } catch (error) {
    return error instanceof PawlError ? `${error.message}\n${error.hint}` : String(error);
  }
}

describe("a mistake", () => {
  it("in the bot's environment is named by variable, without its value", async () => {
    const text = await textOf(() => readSettings({ PAWL_APP_ID: "abc", PAWL_WEBHOOK_SECRET: "s3cret" }));
    expect(text).toContain("PAWL_PRIVATE_KEY: is not set");
    expect(text).toContain("PAWL_APP_ID: ");
    expect(text).not.toContain("s3cret");
  });

  it("in the path of data to add asks to check the path", async () => {
    const ports = await openPipeline(temporaryDirectory(), createMemoryLog());
    const text = await textOf(() => add(["mising.csv"], ports));
    expect(text).toMatch(/mising\.csv[^]*Check the path/);
    expect(text).not.toContain("pawl push");
  });
});
