import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const workflowSchema = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      steps: z.array(z.object({ uses: z.string().optional(), with: z.looseObject({}).optional() })),
    }),
  ),
});

describe.each(globSync("workflows-templates/*.yml"))("%s", (path) => {
  const { jobs } = workflowSchema.parse(parse(readFileSync(path, "utf8")));

  it("deploys by the policy of the default branch, also a version of an older commit", () => {
    const steps = Object.values(jobs).find((job) =>
      job.steps.some(({ uses }) => uses?.includes("/actions/deploy@") === true),
    )?.steps;
    const checkout = steps?.find(({ uses }) => uses?.startsWith("actions/checkout@") === true);
    expect(checkout?.with?.["ref"]).toBe("${{ github.event.repository.default_branch }}");
  });
});
