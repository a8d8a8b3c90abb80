import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { finish, peer } from "./peers.ts";

/** Findings of zizmor that stay, each with the reason why. Everything else fails the test. */
const accepted: readonly {
  readonly ident: string;
  readonly where: RegExp;
  readonly reason: string;
}[] = [
  {
    ident: "unpinned-uses",
    where: /^pawl-ml\/pawl(\/actions\/[a-z]+)?@v1$/,
    reason:
      "A template names the moving major of Pawl itself, so that a user's first copy gets fixes; all others are pinned.",
  },
  {
    ident: "dangerous-triggers",
    where: /^(issue_comment|workflow_run)(:|$)/,
    reason:
      "The bot's job reads comments as data: it checks out nothing, runs no text of theirs and asks GitHub for the right. The evaluation apart from a pull request has to run by workflow_run, so that the default branch's file counts: it checks out the default branch alone, reads artifacts as data, and runs nothing of the pull request (test/workflows/templates.test.ts, test/workflows/forks.test.ts).",
  },
  {
    ident: "self-hosted-runner",
    where:
      /^runs-on: \$\{\{ (fromJSON\(vars\.PAWL_GPU_RUNNER \|\| '\["self-hosted", "gpu"\]'\)|fromJSON\(inputs\.run \|\| '\{\}'\)\.gpu && .{1,200}) \}\}$/,
    reason:
      "GPU runners are the user's own; jobs of forks do not run there (see the condition of `feature`), and `/ml run --gpu`, which dispatches the other one, is refused for a fork's head until somebody who may write has read it and said `/ml ok` to that very commit; it runs with read rights alone.",
  },
];

const findingsSchema = z.array(
  z.object({
    ident: z.string(),
    desc: z.string(),
    locations: z.array(
      z.object({
        symbolic: z.object({
          kind: z.string(),
          key: z.object({ Local: z.object({ verbatim_path: z.string() }) }),
        }),
        concrete: z.object({
          location: z.object({ start_point: z.object({ row: z.number() }) }),
          feature: z.string(),
        }),
      }),
    ),
  }),
);

describe("the workflow templates", () => {
  const root = mkdtempSync(join(tmpdir(), "pawl-workflows-"));
  const directory = join(root, ".github/workflows");
  const files = readdirSync("workflows-templates").filter((name) => name.endsWith(".yml"));
  beforeAll(() => {
    mkdirSync(directory, { recursive: true });
    for (const name of files) {
      const text = readFileSync(join("workflows-templates", name), "utf8");
      writeFileSync(join(directory, name), text.replaceAll("$default-branch", "main"));
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const paths = () => files.map((name) => join(directory, name));

  it("are there", () => {
    expect(files).toContain("pawl.yml");
  });

  it("have no finding of actionlint 1.7.12", async () => {
    const found = await finish(peer("go/actionlint"), [
      "-no-color",
      "-shellcheck=",
      "-pyflakes=",
      ...paths(),
    ]);
    expect(found).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("have no finding of zizmor 1.32.0, as an auditor, but the accepted ones, and each of those somewhere", async () => {
    const args = ["--offline", "--persona=auditor", "--no-progress", "--no-exit-codes", "--format=json-v1"];
    const { status, stdout, stderr } = await finish(peer("zizmor/bin/zizmor"), [...args, ...paths()]);
    expect(status, stderr).toBe(0);
    const seen = new Set<string>();
    const lines = findingsSchema.parse(JSON.parse(stdout)).flatMap(({ ident, desc, locations }) =>
      locations
        .filter(({ symbolic }) => symbolic.kind === "Primary")
        .filter(({ concrete }) => {
          const isAccepted = (entry: (typeof accepted)[number]) =>
            entry.ident === ident && entry.where.test(concrete.feature.trim());
          if (accepted.some(isAccepted)) seen.add(ident);
          return !accepted.some(isAccepted);
        })
        .map(({ concrete, symbolic }) => {
          const row = concrete.location.start_point.row + 1;
          return `${basename(symbolic.key.Local.verbatim_path)}:${row} ${ident}: ${desc}: ${concrete.feature}`;
        }),
    );
    expect(lines).toEqual([]);
    expect([...seen].sort()).toEqual(accepted.map((entry) => entry.ident).sort());
  });
});
