import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createEvidenceRepository } from "../support/evidence-repository.ts";
import { dvc } from "./run-dvc.ts";

const change = z.object({ old: z.unknown(), new: z.unknown() });
const diffSchema = z.record(z.string(), z.record(z.string(), change.loose()));
const plotsSchema = z.object({
  data: z.record(z.string(), z.array(z.looseObject({ revisions: z.array(z.string()).optional() }))),
});

const edits = {
  "params.yaml": "rounds: 7\nother: [1, 2]\nnew: {a: 1.5, b: {c: text}}\n",
  "conf.toml": "[model]\ndepth = 4\nunused = 1\n",
  "conf.py": "class Train:\n    lr = 0.2\n",
  "plain.json": '{"a": 2, "list": [1], "b": {"c": -1e-3, "flag": false}}',
};

/** DVC's values as the report has them: truth values of metrics are numbers there. */
function asNumber(value: unknown): number | undefined {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "number" ? value : undefined;
}

describe("evidence against DVC", () => {
  it("has the metrics and params that dvc says changed", async () => {
    const repository = await createEvidenceRepository();
    const baseSha = await repository.change({});
    await repository.change(edits);
    const { metricsFiles, params } = await repository.read({ baseSha });

    const metrics = diffSchema.parse(JSON.parse(dvc(repository.work, "metrics", "diff", "--json", baseSha)));
    const ours = metricsFiles.flatMap(({ path, base, head }) =>
      [...new Set([...(base?.keys() ?? []), ...(head?.keys() ?? [])])]
        .map((key) => [path, key, base?.get(key), head?.get(key)])
        .filter(([, , old, now]) => old !== now),
    );
    const theirs = Object.entries(metrics).flatMap(([path, values]) =>
      Object.entries(values).map(([key, value]) => [path, key, asNumber(value.old), asNumber(value.new)]),
    );
    expect(new Set(ours.map(String))).toEqual(new Set(theirs.map(String)));
    expect(theirs.length).toBeGreaterThan(3);

    const parameters = diffSchema.parse(
      JSON.parse(dvc(repository.work, "params", "diff", "--json", baseSha)),
    );
    const dvcParams = Object.entries(parameters).flatMap(([file, values]) =>
      Object.entries(values).map(([key, value]) => ({
        file,
        key,
        old: value.old ?? null,
        new: value.new ?? null,
      })),
    );
    const byKey = (a: { file: string; key: string }, b: { file: string; key: string }): number =>
      `${a.file}:${a.key}` < `${b.file}:${b.key}` ? -1 : 1;
    expect(params.toSorted(byKey)).toEqual(dvcParams.toSorted(byKey));
    expect(dvcParams.length).toBeGreaterThan(4);
  });

  it("has the points that dvc draws", async () => {
    const repository = await createEvidenceRepository();
    const baseSha = await repository.change({});
    await repository.change({
      ...edits,
      "curves.json": '[{"epoch": 1, "loss": 3}, {"epoch": 2, "loss": 1}]',
    });
    const { learningCurves } = (await repository.read({ baseSha })).sections;
    const drawn = plotsSchema.parse(
      JSON.parse(
        dvc(
          repository.work,
          "plots",
          "diff",
          baseSha,
          "workspace",
          "--json",
          "--split",
          "--targets",
          "curves.json",
        ),
      ),
    );
    const points = z
      .object({ anchor_definitions: z.record(z.string(), z.unknown()) })
      .parse(drawn.data["curves.json"]?.[0]).anchor_definitions["<DVC_METRIC_DATA>"];
    const rows = z
      .array(z.object({ epoch: z.number(), loss: z.number(), rev: z.string() }))
      .parse(typeof points === "string" ? JSON.parse(points) : points);
    const curve = (revision: string) =>
      rows.filter(({ rev }) => rev === revision).map(({ epoch, loss }) => [epoch, loss]);
    const revision = rows.find(({ rev }) => rev !== "workspace")?.rev ?? "";
    const ours = learningCurves?.find(({ name }) => name === "curves.json");
    expect(ours).toEqual({ name: "curves.json", base: curve(revision), head: curve("workspace") });
    expect(ours?.head).toHaveLength(2);
  });
});
