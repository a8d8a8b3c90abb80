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

function deploySteps(path: string) {
  const { jobs } = workflowSchema.parse(parse(readFileSync(path, "utf8")));
  return Object.values(jobs).find((job) =>
    job.steps.some(({ uses }) => uses?.includes("/actions/deploy@") === true),
  )?.steps;
}

const deploying = globSync("workflows-templates/*.yml").filter((path) => deploySteps(path) !== undefined);

it("every template but that of the trusted evaluation deploys", () => {
  const others = globSync("workflows-templates/*.yml").filter((path) => !deploying.includes(path));
  expect(others).toEqual(["workflows-templates/pawl-evaluate.yml"]);
});

describe.each(deploying)("%s", (path) => {
  it("deploys by the policy of the default branch, also a version of an older commit", () => {
    const steps = deploySteps(path);
    const checkout = steps?.find(({ uses }) => uses?.startsWith("actions/checkout@") === true);
    expect(checkout?.with?.["ref"]).toBe("${{ github.event.repository.default_branch }}");
  });
});
