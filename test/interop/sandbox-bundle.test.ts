import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { build } from "../../scripts/build.ts";
import { callApi } from "../sandbox/support.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { withPage } from "./chromium.ts";

const workflow = `on: push
jobs:
  say:
    runs-on: ubuntu-latest
    strategy: { matrix: { word: [one, two] } }
    steps:
      - uses: actions/checkout@v5
      - run: |
          echo "\${{ format('{0} of {1}', matrix.word, hashFiles('**/*.yml') != '') }}"
          printf '\`\`\`mermaid\\nflowchart LR\\n  a --> b\\n\`\`\`\\n' >> "$GITHUB_STEP_SUMMARY"
`;

const runs = z.object({
  workflow_runs: z.array(z.object({ id: z.int(), status: z.string(), conclusion: z.string().nullable() })),
});

describe("the bundle of the sandbox, away from the sources and their packages", () => {
  it("runs a workflow and draws its diagram", async () => {
    const directory = temporaryDirectory();
    await mkdir(join(directory, "pawl"));
    await build(join(directory, "pawl/dist"));
    await cp("package.json", join(directory, "pawl/package.json"));
    const args = [
      join(directory, "pawl/dist/pawl.js"),
      "sandbox",
      "--json",
      "--state",
      join(directory, "state"),
    ];
    const child = spawn(process.execPath, args, { cwd: directory, stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    const [line]: readonly unknown[] = await once(child.stdout, "data");
    const sandbox = z.object({ url: z.url(), token: z.string() }).parse(JSON.parse(String(line)));
    await callApi(sandbox, "POST /user/repos", { name: "demo", auto_init: true });
    await callApi(sandbox, "PUT /repos/octocat/demo/contents/.github/workflows/say.yml", {
      message: "say",
      content: Buffer.from(workflow).toString("base64"),
    });
    const latest = async () => {
      const { body } = await callApi(sandbox, "GET /repos/octocat/demo/actions/runs");
      return runs.parse(body).workflow_runs[0];
    };
    await expect.poll(latest, { timeout: 60_000 }).toMatchObject({ status: "completed" });
    const run = await latest();
    expect(run?.conclusion).toBe("success");
    const url = `${sandbox.url}/octocat/demo/actions/runs/${run?.id ?? 0}`;
    const until = `new Promise((resolve) => { const look = () => document.querySelectorAll("figure.diagram svg").length > 1 ? resolve() : setTimeout(look, 50); look(); })`;
    await withPage({ url, widthPx: 1280, until }, async (page) => {
      expect(page.complaints).toEqual([]);
      expect(await page.evaluate("document.body.innerText")).toContain("one of true");
    });
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });
});
