import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../src/config/parse-policy.ts";
import { hubRepository } from "../../../src/registry/hub-repository.ts";

const model = (name: string) => `  ${name}: {artifact: m.onnx, task: regression}\n`;
const text = (mirror: string, names: readonly string[] = ["m"], more = "") =>
  `version: 1\nmodels:\n${names.map(model).join("")}registry: {mirror: ${mirror}}\n${more}`;
const problems = (policy: string): readonly string[] =>
  (parsePolicy(policy).problems ?? []).map(({ message, line }) => `${line} ${message}`);

describe("registry.mirror", () => {
  it("is private, and off for MLflow, unless it says otherwise", () => {
    const { policy } = parsePolicy(text("{hugging_face: {repository: acme/m}}"));
    expect(policy?.registry?.mirror).toEqual({
      hugging_face: { repository: "acme/m", visibility: "private", tags: [], datasets: [] },
      mlflow: false,
    });
  });

  it.each([
    "m",
    "a/b/c",
    "acme/../x",
    "acme/a--{model}",
    "acme/.x",
    "acme/x.git",
    "acme/a b",
    "acme/{model",
    "{model}/x",
    `acme/${"x".repeat(95)}`,
    "acme/x?y=1",
    "acme/%2e%2e",
  ])("refuses the repository %s", (repository) => {
    expect(problems(text(`{hugging_face: {repository: ${JSON.stringify(repository)}}}`))).toEqual([
      expect.stringMatching(/^4 is no repository of the Hub/),
    ]);
  });

  it("wants a repository for each model, and names the one whose name the Hub refuses", () => {
    expect(problems(text("{hugging_face: {repository: acme/m}}", ["a", "b"]))).toEqual([
      "5 is one repository for several models",
    ]);
    expect(problems(text('{hugging_face: {repository: "acme/{model}"}}', ["a", "b--c"]))).toEqual([
      "5 is no repository of the Hub for the model b--c",
    ]);
    expect(problems(text('{hugging_face: {repository: "acme/{model}"}}', ["a", "b"]))).toEqual([]);
  });

  it("wants the address of MLflow", () => {
    expect(problems(text("{mlflow: true}"))).toEqual([
      expect.stringContaining("needs runs.mlflow.tracking_uri"),
    ]);
    expect(problems(text("{mlflow: true}", ["m"], 'runs: {mlflow: {tracking_uri: "http://h"}}\n'))).toEqual(
      [],
    );
  });
});

describe("a repository's name", () => {
  it("never leaves owner/name, whatever the model is called", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\w./-]{1,9}$/)), (name) => {
        const made = hubRepository("acme/x-{model}", name);
        if (made !== undefined) expect(made).toMatch(/^acme\/x-[\w.-]+$/);
      }),
    );
  });
});
