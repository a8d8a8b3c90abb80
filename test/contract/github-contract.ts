import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GitHub } from "../../src/ports/github/github.ts";
import type { GitHubWorld } from "./github-world.ts";

/**
 * What every implementation of the GitHub ports does. In the world `will` has write, `mia` maintain, `tom` triage, and
 * `mallory` nothing.
 */
export function describeGitHubContract(name: string, open: () => Promise<GitHubWorld>): void {
  describe(`GitHub by ${name}`, () => {
    let world: GitHubWorld;
    let github: GitHub;
    beforeAll(async () => {
      world = await open();
      github = world.github;
    });
    afterAll(() => world?.close());

    const openIssue = async (labels: readonly string[] = []): Promise<number> =>
      (await github.issues.create({ title: "An issue", body: "text", labels })).number;

    describe("comments", () => {
      it("are created, edited in place, listed oldest first and removed", async () => {
        const issue = await openIssue();
        const first = await github.comments.create(issue, "one");
        const second = await github.comments.create(issue, "two");
        await github.comments.update(first.id, "one, edited");
        const listed = await github.comments.list(issue);
        expect(listed.map((comment) => comment.body)).toEqual(["one, edited", "two"]);
        const recent = (await github.comments.listRecent(new Date(0))).map(({ id }) => id);
        expect(recent.filter((id) => id === first.id || id === second.id)).toEqual([first.id, second.id]);
        expect(await github.comments.listRecent(new Date("2999-01-01T00:00:00Z"))).toEqual([]);
        await github.comments.remove(second.id);
        await github.comments.remove(second.id);
        expect(await github.comments.get(second.id)).toBeUndefined();
        expect((await github.comments.get(first.id))?.body).toBe("one, edited");
      });

      it("bear our own login, and somebody else's when they wrote", async () => {
        const issue = await openIssue();
        const own = await github.comments.create(issue, "ours");
        const id = await world.commentAs("will", issue, "theirs");
        const self = await github.members.self();
        const theirs = await github.comments.get(id);
        expect(own.authorLogin).toBe(self.login);
        expect(theirs).toMatchObject({ authorLogin: "will", authorType: "User", appId: null });
      });

      it("take the same reaction twice", async () => {
        const id = await world.commentAs("will", await openIssue(), "/ml help");
        await github.comments.react(id, "eyes");
        await github.comments.react(id, "eyes");
        expect(await github.comments.get(id)).toBeDefined();
      });

      it("come in all pages", async () => {
        const issue = await openIssue();
        for (let count = 0; count < 103; count += 1) await github.comments.create(issue, `comment ${count}`);
        expect(await github.comments.list(issue)).toHaveLength(103);
      });
    });

    describe("issues", () => {
      it("are found by all of their labels, and by state", async () => {
        const one = await openIssue(["ml/drift", "model:a"]);
        await openIssue(["ml/drift"]);
        const filter = { labels: ["ml/drift", "model:a"], state: "open" as const };
        expect((await github.issues.list(filter)).map((issue) => issue.number)).toEqual([one]);
        await github.issues.update(one, { state: "closed", stateReason: "completed" });
        expect(await github.issues.list(filter)).toEqual([]);
        const closed = (await github.issues.list({ ...filter, state: "closed" }))[0];
        expect(closed).toMatchObject({ number: one, state: "closed" });
        expect(closed?.closedAt).not.toBeNull();
      });

      it("keep what is not changed", async () => {
        const number = await openIssue();
        await github.issues.update(number, { title: "Another title" });
        expect(await github.issues.get(number)).toMatchObject({ title: "Another title", body: "text" });
        expect(await github.issues.get(987_654)).toBeUndefined();
      });
    });

    describe("pins", () => {
      it("are three at most, remembered when they are taken away, and no second one of an issue", async () => {
        const { issues } = github;
        const look = async (number: number) => {
          const found = await issues.readPin(number);
          if (found === undefined || found === "unavailable") throw new Error(`no pin of ${number}`);
          return found;
        };
        const numbers = [await openIssue(), await openIssue(), await openIssue(), await openIssue()];
        const [first = 0, , , fourth = 0] = numbers;
        expect(await look(first)).toMatchObject({
          isPinned: false,
          hasHistory: false,
          pinnedOfRepository: 0,
        });
        const outcomes: string[] = [];
        for (const number of numbers) outcomes.push(await issues.pin((await look(number)).nodeId));
        expect(outcomes).toEqual(["pinned", "pinned", "pinned", "limit"]);
        expect(await look(first)).toMatchObject({ isPinned: true, hasHistory: true, pinnedOfRepository: 3 });
        await expect(issues.pin((await look(first)).nodeId)).rejects.toMatchObject({
          code: "github.request-failed",
        });
        await world.unpinAs("will", first);
        expect(await look(first)).toMatchObject({ isPinned: false, hasHistory: true, pinnedOfRepository: 2 });
        expect(await look(fourth)).toMatchObject({ isPinned: false, hasHistory: false });
        expect(await issues.readPin(987_654)).toBeUndefined();
        await expect(issues.pin("I_../../x")).rejects.toMatchObject({ code: "github.request-failed" });
      });
    });

    describe("labels", () => {
      it("know who set them last", async () => {
        const issue = await openIssue();
        await world.labelAs("tom", issue, "ml/retrain");
        await github.labels.remove(issue, "ml/retrain");
        await world.labelAs("mia", issue, "ml/retrain");
        const setter = await github.labels.findSetter(issue, "ml/retrain");
        expect(setter).toMatchObject({ actorLogin: "mia", actorType: "User" });
        expect(await github.labels.findSetter(issue, "ml/never")).toBeUndefined();
        expect(await github.labels.findRemover(issue, "ml/retrain")).toBeUndefined();
        await github.labels.remove(issue, "ml/retrain");
        const { login } = await github.members.self();
        expect(await github.labels.findRemover(issue, "ml/retrain")).toMatchObject({ actorLogin: login });
        expect(await github.labels.findSetter(issue, "ml/retrain")).toEqual(setter);
        await world.labelAs("tom", issue, "ml/retrain");
        expect(await github.labels.findRemover(issue, "ml/retrain")).toBeUndefined();
      });

      it("are added and removed as often as one likes", async () => {
        const issue = await openIssue();
        await github.labels.add(issue, "ml/gate:pass");
        await github.labels.add(issue, "ml/gate:pass");
        expect(await github.labels.list(issue)).toEqual(["ml/gate:pass"]);
        await github.labels.remove(issue, "ml/gate:pass");
        await github.labels.remove(issue, "ml/gate:pass");
        expect(await github.labels.list(issue)).toEqual([]);
      });
    });

    describe("members", () => {
      it.each([
        ["mia", "maintain"],
        ["will", "write"],
        ["tom", "triage"],
        ["nobody-has-this-name", "none"],
      ])("give %s the role %s", async (login, role) => {
        expect(await github.members.roleOf(login)).toBe(role);
      });

      it("know the repository", async () => {
        expect(await github.members.repository()).toMatchObject({ defaultBranch: "main" });
      });
    });

    describe("git data", () => {
      const taggedAt = "2026-01-02T03:04:05Z";

      it("creates an annotated tag once, whoever asks again", async () => {
        const tag = { name: "delay@v1.0.0", message: "Registering\n", commitSha: world.mainSha, taggedAt };
        expect(await github.gitData.createTag(tag)).toBe("created");
        expect(await github.gitData.createTag({ ...tag, message: "Other\n" })).toBe("exists");
        expect(await github.gitData.listTags("delay@")).toMatchObject([
          { name: tag.name, commitSha: world.mainSha, taggedAt },
        ]);
      });

      it("lets one of many win a tag with a # in its name", async () => {
        const tag = { name: "delay#staging#1", message: "Assigning\n", commitSha: world.mainSha, taggedAt };
        const attempts = [1, 2, 3, 4].map(() => github.gitData.createTag(tag));
        expect((await Promise.all(attempts)).filter((outcome) => outcome === "created")).toHaveLength(1);
        expect(await github.gitData.resolveRef("refs/tags/delay#staging#1")).toMatch(/^[0-9a-f]{40}$/);
        expect(await github.gitData.resolveRef("refs/tags/delay#staging#2")).toBeUndefined();
      });

      it("reads files and refs, and knows what is not there", async () => {
        expect(await github.gitData.readFile("README.md", "main")).toBe("flights\n");
        expect(await github.gitData.readFile("README.md", world.mainSha)).toBe("flights\n");
        expect(await github.gitData.readFile("no/such.file", "main")).toBeUndefined();
        expect(await github.gitData.resolveRef("refs/heads/main")).toBe(world.mainSha);
        expect(await github.gitData.resolveRef("refs/heads/none")).toBeUndefined();
      });

      it("reads one file at many commits, whatever it says, and knows where it is not", async () => {
        const texts = Array.from({ length: 60 }, (_, at) => `${at}: "ü ✓" \u0001 ${"x".repeat(at * 20)}\n`);
        const write = (text: string) => github.commits.create({ message: "m", files: { "d/a.json": text } });
        const commits = await Promise.all(texts.map(write));
        const without = await github.commits.create({ message: "m", files: { "b.json": "b" } });
        const asked = [...commits, without, commits[0] ?? ""];
        const expected = new Map(commits.map((sha, at) => [sha, texts[at]]));
        expect(await github.gitData.readFiles("d/a.json", asked)).toEqual(expected);
        expect(await github.gitData.readFiles("d/a.json", asked)).toEqual(expected);
        expect(await github.gitData.readFiles("d/a.json", [])).toEqual(new Map());
      });

      it("lists many tags as it lists few", async () => {
        const tags = Array.from({ length: 20 }, (_, at) => ({
          name: `many#staging#${100 + at}`,
          message: `Assigning\n\nPromotion: p-${at}`,
          commitSha: world.mainSha,
          taggedAt: `2026-01-02T03:04:${String(at).padStart(2, "0")}Z`,
        }));
        for (const tag of tags) await github.gitData.createTag(tag);
        const [few] = await github.gitData.listTags("many#staging#119");
        const many = await github.gitData.listTags("many#");
        expect(many).toMatchObject(tags);
        expect(many.at(-1)).toEqual(few);
      });

      it("compares two commits", async () => {
        const head = await world.pushBranch("compared", "params.yaml", "a: 1\n");
        expect(await github.gitData.compare(world.mainSha, head)).toMatchObject({
          status: "ahead",
          mergeBaseSha: world.mainSha,
          files: ["params.yaml"],
        });
        expect(await github.gitData.compare(world.mainSha, "0".repeat(40))).toBeUndefined();
      });
    });

    it("lists the checks of a commit from all pages", async () => {
      const head = await world.pushBranch("many-checks", "dvc.yaml", "stages: {}\n");
      const content = { title: "t", summary: "s", conclusion: "success" as const };
      for (let count = 0; count < 103; count += 1)
        await github.checks.create(`check ${count}`, head, content);
      expect((await github.checks.listForCommit(head)).length).toBeGreaterThanOrEqual(103);
      expect(await github.checks.listForCommit(head, "check 102")).toHaveLength(1);
    });

    it("knows commits with the same files, whatever else differs", async () => {
      const { gitData } = github;
      const [one, same, other] = [
        await world.pushBranch("one", "params.yaml", "a: 1\n"),
        await world.pushBranch("same", "params.yaml", "a: 1\n"),
        await world.pushBranch("other", "params.yaml", "a: 2\n"),
      ];
      expect(await gitData.readTreeId(one)).toMatch(/^[0-9a-f]{40}$/);
      expect(await gitData.readTreeId(same)).toBe(await gitData.readTreeId(one));
      expect(await gitData.readTreeId(other)).not.toBe(await gitData.readTreeId(one));
      expect(await gitData.readTreeId("0".repeat(40))).toBeUndefined();
    });

    describe("pull requests and checks", () => {
      it("are found by number, branch and commit, with files and check runs", async () => {
        const head = await world.pushBranch("better", "dvc.yaml", "stages: {}\n");
        const made = await github.pullRequests.create({
          title: "Better",
          body: "",
          head: "better",
          base: "main",
        });
        expect(made).toMatchObject({
          state: "open",
          merged: false,
          headSha: head,
          headRef: "better",
          baseRef: "main",
        });
        expect(await github.pullRequests.get(made.number)).toMatchObject({
          number: made.number,
          headSha: head,
        });
        expect((await github.pullRequests.findByBranch("better")).map((pull) => pull.number)).toEqual([
          made.number,
        ]);
        expect((await github.pullRequests.findByCommit(head)).map((pull) => pull.number)).toEqual([
          made.number,
        ]);
        expect((await github.pullRequests.listOpen()).map((pull) => pull.number)).toContain(made.number);
        expect(await github.pullRequests.listFiles(made.number)).toEqual(["dvc.yaml"]);
        expect(await github.pullRequests.get(987_654)).toBeUndefined();
        expect(await github.issues.get(made.number)).toBeUndefined();
      });

      it("carry a check run from in progress to its conclusion", async () => {
        const sha = await world.pushBranch("checked", "dvc.yaml", "stages: {}\n");
        const content = { title: "Running", summary: "Wait", externalId: "pawl:1" };
        const run = await github.checks.create("ml/metrics", sha, content);
        expect(run).toMatchObject({ status: "in_progress", conclusion: null, externalId: "pawl:1" });
        const annotations = [
          { path: "dvc.yaml", startLine: 1, endLine: 1, level: "failure" as const, message: "wrong" },
        ];
        await github.checks.update(run.id, {
          title: "Done",
          summary: "Fine",
          conclusion: "success",
          annotations,
        });
        const listed = await github.checks.listForCommit(sha, "ml/metrics");
        expect(listed).toMatchObject([
          { id: run.id, status: "completed", conclusion: "success", title: "Done" },
        ]);
        expect(await github.checks.listForCommit(sha, "ml/config")).toEqual([]);
      });
    });

    describe("releases", () => {
      it("go from draft over assets to published, and give the same bytes back", async () => {
        const tag = { name: "delay@v2.0.0", message: "Registering\n", taggedAt: "2026-01-02T03:04:06Z" };
        await github.gitData.createTag({ ...tag, commitSha: world.mainSha });
        const draft = await github.releases.create(tag.name, {
          name: "delay v2.0.0",
          body: "notes",
          draft: true,
        });
        expect(await github.releases.findByTag(tag.name)).toMatchObject({ id: draft.id, draft: true });
        const bytes = new Uint8Array([0, 255, 10, 13, 128]);
        const file = { name: "model.onnx", contentType: "application/octet-stream", bytes };
        const asset = await github.releases.uploadAsset(draft.id, file);
        expect(asset).toMatchObject({ name: "model.onnx", sizeBytes: 5, state: "uploaded" });
        expect(new Uint8Array(await github.releases.downloadAsset(asset.id))).toEqual(bytes);
        await github.releases.update(draft.id, { name: "delay v2.0.0", body: "notes", draft: false });
        expect(await github.releases.findByTag(tag.name)).toMatchObject({ draft: false, tag: tag.name });
        await github.releases.removeAsset(asset.id);
        expect((await github.releases.findByTag(tag.name))?.assets).toEqual([]);
      });
    });

    describe("deployments", () => {
      it("keep their payload, and their statuses newest first", async () => {
        const payload = { schema: "pawl.deployment/1", tag: "delay#production#3" };
        const request = { ref: "main", environment: "production", description: "delay", payload };
        const made = await github.deployments.create(request);
        const again = await github.deployments.create(request);
        const status = { description: "working", environmentUrl: "http://127.0.0.1:1" };
        await github.deployments.createStatus(made.id, { ...status, state: "in_progress" });
        await github.deployments.createStatus(made.id, { ...status, state: "success" });
        expect((await github.deployments.list("production")).map((d) => d.id)).toEqual([again.id, made.id]);
        expect((await github.deployments.get(made.id))?.payload).toEqual(payload);
        const states = (await github.deployments.listStatuses(made.id)).map((s) => s.state);
        expect(states).toEqual(["success", "in_progress"]);
        expect(await github.deployments.get(987_654)).toBeUndefined();
      });
    });

    describe("workflows", () => {
      it("know of no run that is not there", async () => {
        expect(await github.workflows.getRun(987_654)).toBeUndefined();
        expect(await github.workflows.listRuns({ event: "pull_request", branch: "no-such-branch" })).toEqual(
          [],
        );
        expect(await github.workflows.listRuns({ createdSince: "2026-01-01T00:00:00.000Z" })).toEqual([]);
      });
    });
  });
}
