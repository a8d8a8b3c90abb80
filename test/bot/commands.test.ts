import { describe, expect, it } from "vitest";
import { commands } from "../../bot/commands/table.ts";
import { digestOf } from "../../bot/events.ts";
import { readCommand } from "../../bot/commands/read-command.ts";
import { parseCommands } from "../../bot/parse-commands.ts";
import type { BotContext } from "../../bot/reconcile/context.ts";
import { reconcileComment } from "../../bot/reconcile/comment.ts";
import type { Outcome } from "../../bot/reconcile/outcome.ts";
import { addComment } from "../support/github-fake/conversation.ts";
import { fakeSha, type FakeState } from "../support/github-fake/fake-state.ts";
import { isFault } from "../support/github-fake/fake-writes.ts";
import {
  commentsOf,
  createBotWorld,
  mergePull,
  openPull,
  person,
  registerVersion,
} from "../support/bot-world.ts";

interface World {
  readonly context: BotContext;
  readonly state: FakeState;
}

async function say(world: World, login: string, body: string): Promise<{ id: number; outcome: Outcome }> {
  const { context, state } = world;
  const id = addComment(state, 12, body, person(state, login));
  return { id, outcome: await reconcileComment({ id, digest: digestOf(body) }, context) };
}

function reactionsOf({ state }: World, id: number): readonly string[] {
  return state.reactions.filter((entry) => entry.commentId === id).map((entry) => entry.reaction);
}

function repliesOf({ state }: World): readonly string[] {
  return commentsOf(state, 12).filter((body) => body.startsWith("<!-- pawl:reply"));
}

function openWorld(): World {
  const world = createBotWorld();
  openPull(world.state);
  return world;
}

describe("parsing", () => {
  it.each([
    ["/ml help", ["help"]],
    ["text before\n/ml status\nand after", ["status"]],
    ["Looks **good**\n/ml promote", ["promote"]],
    ["  /ml   help  ", ["help"]],
    ["/ml", ["help"]],
    ["/ml help\n/ml status\n\n/ml retrain", ["help", "status", "retrain"]],
    ["> /ml promote", []],
    ["> quoted\n/ml promote", []],
    ["`/ml promote`", []],
    ["```\n/ml promote\n```", []],
    ["    /ml promote", []],
    ["- /ml promote", []],
    ["# /ml promote", []],
    ["<!-- \n/ml promote\n-->", []],
    ["<div>\n/ml promote\n</div>", []],
    ["please /ml promote", []],
    ["/mlops promote", []],
    ["**/ml promote**", []],
    ["", []],
  ])("%o holds %o", (body, names) => {
    expect(parseCommands(body).map((command) => command.name)).toEqual(names);
  });

  it.each([
    ["/ml promote a@v1.2.0 --to production", ["a@v1.2.0", "--to", "production"]],
    ['/ml unlock a --reason "a b  c" x', ["a", "--reason", "a b  c", "x"]],
    ['/ml unlock --reason="a b"', ["--reason=a b"]],
    ["/ml unlock --reason “a b” „c d“ «e f»", ["--reason", "a b", "c d", "e f"]],
    ["/ml unlock --reason don't", ["--reason", "don't"]],
    ['/ml unlock ""', [""]],
  ])("cuts %o into %o", (body, words) => {
    expect(parseCommands(body).map((command) => command.words)).toEqual([words]);
  });

  it("tells of a quote that is not closed, and of a line that is too long", () => {
    expect(parseCommands('/ml unlock --reason "a b')[0]?.problem).toContain("not closed");
    expect(parseCommands(`/ml unlock --reason ${"a".repeat(600)}`)[0]?.problem).toContain("500 are read");
  });
});

describe("a comment that is made to be slow", () => {
  it.each(["*a_ ", ">", "> ", "[a](", "a**b", "`a``b"])("of %o is answered in no time", (part) => {
    const body = `${part.repeat(60_000 / part.length)}\n\n/ml help`;
    // Processor time: a busy machine adds none.
    const started = process.threadCpuUsage();
    expect(parseCommands(body)).toEqual([]);
    expect(process.threadCpuUsage(started).user / 1000).toBeLessThan(500);
  });

  it("gets a reply that says how long it may be", async () => {
    const world = openWorld();
    const { outcome } = await say(world, "will", `${"text ".repeat(2000)}\n\n/ml retrain`);
    expect(outcome).toMatchObject({ decision: "refused", reasonCode: "denied.too-long" });
    expect(repliesOf(world)[0]).toContain("at most 8000");
    expect(world.state.dispatches).toEqual([]);
  });

  it("and holds no command at a line's start is left alone", async () => {
    const world = openWorld();
    await say(world, "will", "text /ml ".repeat(2000));
    expect(repliesOf(world)).toEqual([]);
  });
});

describe("a command", () => {
  it("is acknowledged, answered once, and done once", async () => {
    const world = createBotWorld();
    mergePull(world.state, 50);
    await registerVersion(world.context, "v1.0.0", fakeSha(50));
    const body = "/ml promote delay --to staging";
    const { id } = await say(world, "will", body);
    await reconcileComment({ id, digest: digestOf(body) }, world.context);
    expect(reactionsOf(world, id)).toEqual(["eyes", "+1"]);
    expect(repliesOf(world)).toHaveLength(1);
    expect([...world.state.tags.keys()]).toEqual(["delay@v1.0.0", "delay#staging#1"]);
  });

  it("that was refused stays so when its event comes again, whatever its author may do by then", async () => {
    const world = createBotWorld();
    mergePull(world.state, 50);
    await registerVersion(world.context, "v1.0.0", fakeSha(50));
    const body = "/ml promote delay --to staging";
    const { id } = await say(world, "tom", body);
    world.state.roles.set("tom", "admin");
    await reconcileComment({ id, digest: digestOf(body) }, world.context);
    expect([...world.state.tags.keys()]).toEqual(["delay@v1.0.0"]);
    expect(repliesOf(world)).toHaveLength(1);
  });

  it("that a bot wrote counts for nothing, whatever its rights", async () => {
    const world = openWorld();
    world.state.users.set("helper[bot]", { id: 77, login: "helper[bot]", type: "Bot" });
    world.state.roles.set("helper[bot]", "admin");
    const { id, outcome } = await say(world, "helper[bot]", "/ml status");
    expect(outcome).toMatchObject({ decision: "ignored", reasonCode: "denied.bot" });
    expect([reactionsOf(world, id), repliesOf(world)]).toEqual([[], []]);
  });

  it("by somebody without the right is refused with the reason", async () => {
    const world = openWorld();
    const { id, outcome } = await say(world, "tom", "/ml retrain");
    expect(outcome).toMatchObject({ decision: "refused", reasonCode: "denied.role" });
    expect(reactionsOf(world, id)).toEqual(["eyes", "-1"]);
    expect(repliesOf(world)[0]).toContain("needs write");
    expect(world.state.dispatches).toEqual([]);
  });

  it("that is unknown gets the nearest one", async () => {
    const world = openWorld();
    const { id } = await say(world, "will", "/ml promot");
    expect(reactionsOf(world, id)).toEqual(["eyes", "confused"]);
    expect(repliesOf(world)[0]).toContain("did you mean `/ml promote`?");
  });

  it("(edge case 4) in a quote or code is no command", async () => {
    const world = openWorld();
    const { id, outcome } = await say(world, "mia", "> /ml retrain\n\n```\n/ml retrain\n```");
    expect(outcome).toMatchObject({ decision: "ignored" });
    expect(reactionsOf(world, id)).toEqual([]);
    expect(commentsOf(world.state, 12)).toHaveLength(1);
  });

  it("(edge case 1) in an edited comment counts for nothing", async () => {
    const { context, state } = openWorld();
    const id = addComment(state, 12, "/ml help", person(state, "mia"));
    const comment = state.comments.get(id);
    if (comment !== undefined) state.comments.set(id, { ...comment, body: "/ml retrain" });
    const outcome = await reconcileComment({ id, digest: digestOf("/ml help") }, context);
    expect(outcome.reasonCode).toBe("denied.edited");
    expect(reactionsOf({ context, state }, id)).toEqual(["confused"]);
    expect(state.dispatches).toEqual([]);
  });

  it("by a bot counts for nothing, its own help text neither", async () => {
    const world = openWorld();
    await say(world, "rob", "/ml help");
    const reply = [...world.state.comments.values()].at(-1);
    const digest = digestOf(reply?.body ?? "");
    expect(reply?.body).toContain("/ml promote");
    expect(await reconcileComment({ id: reply?.id ?? 0, digest }, world.context)).toMatchObject({
      decision: "ignored",
    });
  });

  it("is one of five at most", async () => {
    const world = openWorld();
    const { outcome } = await say(world, "mia", "/ml retrain\n".repeat(6));
    expect(outcome.reasonCode).toBe("denied.too-many");
    expect(world.state.dispatches).toEqual([]);
  });

  it("retrain dispatches the workflow with model and who asked", async () => {
    const world = openWorld();
    await say(world, "will", "/ml retrain");
    const [comment = 0] = world.state.comments.keys();
    // For the run ledger: who asked, where.
    const asker = { login: "will", id: 13, request: `issuecomment-${comment}` };
    const run = JSON.stringify({ request: `12-comment-${comment}-1`, asker, pull: "12" });
    expect(world.state.dispatches).toEqual([
      { workflow: "pawl.yml", ref: "main", inputs: { verb: "retrain", model: "delay", run } },
    ]);
  });

  it("rollback puts the version back that was there before", async () => {
    const world = openWorld();
    await registerVersion(world.context, "v1.0.0", fakeSha(50));
    await registerVersion(world.context, "v1.1.0", fakeSha(51));
    await say(world, "mia", "/ml promote delay@v1.0.0 --to staging");
    await say(world, "mia", "/ml promote delay@v1.1.0 --to staging");
    await say(world, "mia", "/ml rollback delay --in staging");
    const refs = [...world.state.deployments.values()].map((deployment) => deployment.ref);
    expect(refs).toEqual(["delay@v1.0.0", "delay@v1.1.0", "delay@v1.0.0"]);
  });

  it("status shows what each environment holds", async () => {
    const world = openWorld();
    await registerVersion(world.context, "v1.0.0", fakeSha(50));
    await say(world, "mia", "/ml promote delay@v1.0.0 --to staging");
    await say(world, "rob", "/ml status");
    expect(repliesOf(world).at(-1)).toContain("| delay | **v1.0.0** since 2026-02-01 | – | v1.0.0 | – |");
  });

  it("converges after a crash before or after each of its writes", async () => {
    const body = "/ml promote delay@v1.0.0 --to staging";
    const arrange = async (): Promise<World & { readonly key: { id: number; digest: string } }> => {
      const world = openWorld();
      await registerVersion(world.context, "v1.0.0", fakeSha(50));
      const id = addComment(world.state, 12, body, person(world.state, "will"));
      world.state.writes.length = 0;
      return { ...world, key: { id, digest: digestOf(body) } };
    };
    const oracle = await arrange();
    await reconcileComment(oracle.key, oracle.context);
    const count = oracle.state.writes.length;
    expect(count).toBe(13);
    for (let write = 1; write <= count; write += 1) {
      for (const when of ["before", "after"] as const) {
        const world = await arrange();
        world.state.fault = { write, when };
        await reconcileComment(world.key, world.context).catch((error: unknown) => {
          if (!isFault(error)) throw error;
        });
        await reconcileComment(world.key, world.context);
        expect([repliesOf(world).length, world.state.deployments.size, world.state.tags.size]).toEqual([
          1, 1, 2,
        ]);
        expect(reactionsOf(world, world.key.id)).toEqual(["eyes", "+1"]);
      }
    }
  });
});

describe("the records", () => {
  it("have a name of their own, and examples that they read", () => {
    expect(new Set(commands.map((command) => command.name)).size).toBe(commands.length);
    for (const record of commands) {
      expect(record.examples.length).toBeGreaterThan(0);
      for (const example of record.examples) {
        const [line] = parseCommands(example);
        expect(line?.name).toBe(record.name);
        expect(line && readCommand(record, line)).not.toHaveProperty("problem");
      }
    }
  });

  it("have patterns that are anchored, so that no value holds more than they say", () => {
    for (const { arguments: args = [], options = [] } of commands) {
      const grammars = [...args.map((one) => one.grammar), ...options.map((one) => one.value?.grammar)];
      for (const grammar of grammars) {
        if (grammar === undefined || !("pattern" in grammar)) continue;
        expect(grammar.pattern.source).toMatch(/^\^.*\$$/);
        expect(grammar.pattern.flags).toBe("");
      }
    }
  });

  it.each([
    ["/ml promote --t staging", "there is no option --t; did you mean --to?"],
    ["/ml promote --zzzzz staging", "there is no option --zzzzz; there are --to"],
    ["/ml retrain --to x", "there is no option --to; /ml retrain has none"],
    ["/ml promote --to", "--to needs"],
    ["/ml promote --to a --to b", "--to is given 2 times"],
    ["/ml promote delay@1.2", "model[@version] must be"],
    ["/ml promote delay delay", "one word too many"],
    ["/ml promote —to staging", undefined],
  ])("say of %o: %o", (body, problem) => {
    const [line] = parseCommands(body);
    const record = commands.find(({ name }) => name === line?.name);
    const read = record && line && readCommand(record, line);
    const said = read !== undefined && "problem" in read ? read.problem : undefined;
    if (problem === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(problem);
  });
});
