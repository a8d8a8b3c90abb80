import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commitAll, git } from "../../support/git-world.ts";
import { createEvidenceRepository, evidencePolicy } from "../../support/evidence-repository.ts";

const numbers = (entries: Record<string, number>): ReadonlyMap<string, number> =>
  new Map(Object.entries(entries));

describe("metrics and params of a repository", () => {
  it("are what DVC compares: templates, groups, cached files at base, every format", async () => {
    const repository = await createEvidenceRepository();
    const baseSha = await repository.change({});
    await repository.change({
      "params.yaml": "rounds: 7\nother: [1, 2]\nnew: {a: null, big: 12345678901234567890}\n",
      "conf.toml": "[model]\ndepth = 3.0\nunused = 1\n",
      "conf.py": "class Train:\n    lr = 0.2\n",
      "plain.json": '{"a": 2, "list": [1], "b": {"c": 1e400}}',
    });
    const { metricsFiles, params, sections } = await repository.read({ baseSha });
    expect(metricsFiles).toEqual([
      {
        path: "out/scores.json",
        base: numbers({ "test.f1": 0.5, "test.ok": 1 }),
        head: numbers({ "test.f1": 0.7, "test.ok": 1 }),
      },
      { path: "group-a.json", base: numbers({ n: 1 }), head: numbers({ n: 1 }) },
      { path: "group-b.json", base: numbers({ n: 1 }), head: numbers({ n: 1 }) },
      { path: "plain.json", base: numbers({ a: 1 }), head: numbers({ a: 2, "b.c": Infinity }) },
    ]);
    expect(params).toEqual([
      { file: "conf.py", key: "Train.lr", old: 0.1, new: 0.2 },
      { file: "params.yaml", key: "new.big", old: null, new: "12345678901234567890" },
      { file: "params.yaml", key: "other", old: "[1]", new: "[1, 2]" },
      { file: "params.yaml", key: "rounds", old: 5, new: 7 },
    ]);
    expect(sections.notes).toEqual([]);
  });

  it("have a file that only a gate names, at base too where it is there", async () => {
    const repository = await createEvidenceRepository({ "more.yaml": "a: {b: 1}\n" });
    const baseSha = await repository.change({});
    await repository.change({ "more.yaml": "a: {b: 2}\n", "new.json": '{"x": 1}' });
    const gates = '    gates: [{metric: "more.yaml:a.b", max: 1}, {metric: "new.json:x", max: 1}]\n';
    const { metricsFiles, sections } = await repository.read({ baseSha, policy: evidencePolicy(gates) });
    expect(metricsFiles.slice(4)).toEqual([
      { path: "more.yaml", base: numbers({ "a.b": 1 }), head: numbers({ "a.b": 2 }) },
      { path: "new.json", base: undefined, head: numbers({ x: 1 }) },
    ]);
    expect(sections.notes).toEqual([]);
  });

  it("have no base and no params diff when there is nothing to compare with", async () => {
    const repository = await createEvidenceRepository();
    await repository.change({});
    const { metricsFiles, params, sections } = await repository.read({ baseSha: null });
    expect(metricsFiles.map(({ base }) => base)).toEqual([undefined, undefined, undefined, undefined]);
    expect(metricsFiles.find(({ path }) => path === "plain.json")?.head).toEqual(numbers({ a: 1 }));
    expect(params).toEqual([]);
    expect(sections).not.toHaveProperty("dataDiffs");
  });

  it("say which file cannot be read, and take it for absent", async () => {
    const repository = await createEvidenceRepository();
    const baseSha = await repository.change({});
    writeFileSync(join(repository.work, "plain.json"), '{"a": ');
    writeFileSync(join(repository.work, "conf.toml"), "a = [\n");
    const { metricsFiles, sections } = await repository.read({ baseSha });
    expect(metricsFiles.find(({ path }) => path === "plain.json")?.head).toBeUndefined();
    const notes = sections.notes?.join("\n");
    expect(notes).toMatch(/DVC metrics of this work tree: plain\.json/);
    expect(notes).toMatch(/Params: conf\.toml/);
  });

  it("say that base cannot be read when its pipelines are broken, and that head cannot be by an error", async () => {
    const repository = await createEvidenceRepository();
    await repository.change({});
    const good = git(repository.work, "show", "HEAD:dvc.yaml");
    writeFileSync(join(repository.work, "dvc.yaml"), "stages: [\n");
    const broken = commitAll(repository.work, "broken");
    await expect(repository.read({ baseSha: null })).rejects.toMatchObject({ code: "dvc.invalid" });
    writeFileSync(join(repository.work, "dvc.yaml"), `${good}\n`);
    const { metricsFiles, sections } = await repository.read({ baseSha: broken });
    expect(metricsFiles).toHaveLength(4);
    expect(sections.notes?.[0]).toMatch(new RegExp(`^DVC metrics of ${broken.slice(0, 7)}: `));
    expect(sections.lineage?.stages[0]?.inputs[0]?.isChanged).toBeNull();
  });
});
