import { describe, expect, it } from "vitest";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { fakeSha } from "../../support/github-fake/fake-state.ts";
import { createEvidenceRepository, evidencePolicy } from "../../support/evidence-repository.ts";
import { git } from "../../support/git-world.ts";

const evaluation = (metric: string): string =>
  `    evaluation: {data: t.csv, target: y, id: i, metrics: [${metric}]}\n`;
const gate = '    gates: [{metric: "plain.json:a", max: 9}]\n';

describe("the history of the metric", () => {
  it("has the last runs of the base branch, called by version or commit, merged ones once", async () => {
    const repository = await createEvidenceRepository({ "README.md": "x" });
    const { work } = repository;
    const first = await repository.change({});
    git(work, "tag", "-a", "late@v1.0.0", "-m", "first", first);
    git(work, "tag", "-a", "other@v9.0.0", "-m", "other", first);
    await repository.change({ "README.md": "no run" });
    git(work, "checkout", "-q", "-b", "topic");
    await repository.change({ "params.yaml": "rounds: 6\nother: [1]\n" });
    await repository.change({ "params.yaml": "rounds: 7\nother: [1]\n" });
    git(work, "checkout", "-q", "main");
    git(work, "merge", "-q", "--no-ff", "-m", "merge", "topic");
    const merged = git(work, "rev-parse", "HEAD");
    git(work, "checkout", "-q", "-b", "change");
    await repository.change({ "params.yaml": "rounds: 8\nother: [1]\n" });
    const policy = evidencePolicy(evaluation("f1"), "binary-classification");
    const { sections } = await repository.read({ baseSha: merged, policy });
    expect(sections.history).toEqual({
      metric: "out/scores.json:test.f1",
      runs: [
        { label: "v1.0.0", commit: first, value: 0.5 },
        { label: merged.slice(0, 7), commit: merged, value: 0.7 },
      ],
    });
  });

  it("is that of a gated DVC metric when none has the primary one's name", async () => {
    const repository = await createEvidenceRepository();
    const untrained = git(repository.work, "rev-parse", "HEAD");
    const first = await repository.change({});
    const second = await repository.change({ "plain.json": '{"a": "nan"}' });
    const third = await repository.change({ "plain.json": '{"a": NaN}' });
    const policy = evidencePolicy(evaluation("rmse") + gate);
    expect((await repository.read({ baseSha: third, policy })).sections.history).toEqual({
      metric: "plain.json:a",
      runs: [
        { label: untrained.slice(0, 7), commit: untrained, value: 1 },
        { label: first.slice(0, 7), commit: first, value: 1 },
        { label: third.slice(0, 7), commit: third, value: "nan" },
      ],
    });
    expect(second).not.toBe(third);
    const ungated = evidencePolicy(evaluation("rmse"));
    expect((await repository.read({ baseSha: third, policy: ungated })).sections).not.toHaveProperty(
      "history",
    );
  });

  it("is of the first DVC metric without an evaluation, and passes over commits that are broken", async () => {
    const repository = await createEvidenceRepository();
    const first = await repository.change({});
    const lock = git(repository.work, "show", "HEAD:dvc.lock");
    git(repository.work, "rm", "-q", "dvc.lock");
    git(repository.work, "commit", "-q", "-m", "lost");
    await repository.change({ "dvc.lock": `${lock}\n` }, "found");
    const baseSha = await repository.change({ "params.yaml": "rounds: 9\nother: [1]\n" });
    const { sections } = await repository.read({ baseSha });
    expect(sections.history?.runs.map(({ value }) => value)).toEqual([0.5, 0.9]);
    expect(sections.history?.runs[0]?.commit).toBe(first);
  });

  it("is what the profiles of the last Releases say, when no DVC metric has the name", async () => {
    const repository = await createEvidenceRepository();
    const baseSha = await repository.change({});
    const { github } = createGitHubFake();
    for (const [index, value] of [
      [1, 0.5],
      [2, "nan"],
      [3, undefined],
    ] as const) {
      const name = `late@v1.${index}.0`;
      const taggedAt = `2026-01-0${index}T00:00:00Z`;
      await github.gitData.createTag({ name, message: name, commitSha: fakeSha(index), taggedAt });
      const { id } = await github.releases.create(name, { name, body: "", draft: false });
      const metrics = value === undefined ? {} : { rmse: { value, interval: null } };
      const profile = {
        schema: "pawl.profile/1",
        rows: 1,
        columns: {},
        score: null,
        evaluation: { rows: 1, meanTarget: 1, meanPrediction: 1, metrics },
      };
      const bytes = new TextEncoder().encode(JSON.stringify(profile));
      await github.releases.uploadAsset(id, { name: "profile.json", contentType: "application/json", bytes });
    }
    const policy = evidencePolicy(evaluation("rmse") + gate);
    expect((await repository.read({ baseSha, policy }, { github })).sections.history).toEqual({
      metric: "rmse",
      runs: [
        { label: "v1.1.0", commit: fakeSha(1), value: 0.5 },
        { label: "v1.2.0", commit: fakeSha(2), value: "nan" },
      ],
    });
  });

  it("is left out with a note when GitHub does not answer as it should", async () => {
    const repository = await createEvidenceRepository();
    const baseSha = await repository.change({});
    const { github } = createGitHubFake();
    const tag = { name: "late@v1.0.0", message: "", commitSha: fakeSha(1), taggedAt: "2026-01-01T00:00:00Z" };
    await github.gitData.createTag(tag);
    const { id } = await github.releases.create(tag.name, { name: tag.name, body: "", draft: false });
    const bytes = new TextEncoder().encode("{}");
    await github.releases.uploadAsset(id, { name: "profile.json", contentType: "application/json", bytes });
    const policy = evidencePolicy(evaluation("rmse"));
    const { sections } = await repository.read({ baseSha, policy }, { github });
    expect(sections).not.toHaveProperty("history");
    expect(sections.notes).toEqual([
      expect.stringMatching(/^History: profile\.json of the Release late@v1\.0\.0/),
    ]);
  });
});
