import { describe, expect, it } from "vitest";
import type { Command } from "../../bot/commands/command.ts";
import { findCommand, commands } from "../../bot/commands/table.ts";
import { readCommand } from "../../bot/commands/read-command.ts";
import { digestOf } from "../../bot/events.ts";
import { parseCommands } from "../../bot/parse-commands.ts";
import { reconcileComment } from "../../bot/reconcile/comment.ts";
import { roles, type Role } from "../../src/ports/github/members.ts";
import { createBotWorld, openPull, person } from "../support/bot-world.ts";
import { openDriftIssue } from "../support/command-world.ts";
import { addComment } from "../support/github-fake/conversation.ts";

/** What the specification says of a command, apart from its record: least role, by example where they differ. */
interface Rule {
  readonly least: Role;
  /** Examples that need another role than `least`. */
  readonly others?: Readonly<Record<string, Role>>;
  /** The role from which it is open to others than the author. */
  readonly authorOr?: Role;
  /** Whether the author of the pull request may use it there; by example where they differ. */
  readonly author: boolean | Readonly<Record<string, boolean>>;
  /** On a pull request from a fork whose head nobody let be run; by example where they differ. */
  readonly fork: ForkRule | Readonly<Record<string, ForkRule>>;
}

type ForkRule = "any" | "only" | "never";

/** Written by hand from the specification. A command without a rule here fails the test. */
const rules: Readonly<Record<string, Rule>> = {
  help: { least: "read", author: true, fork: "any" },
  status: { least: "read", author: true, fork: "any" },
  run: { least: "write", author: true, fork: "never" },
  ok: { least: "write", author: false, fork: "only" },
  cancel: { least: "read", authorOr: "write", author: true, fork: "any" },
  compare: { least: "read", author: true, fork: "any" },
  explain: {
    least: "read",
    others: { "/ml explain --run": "write", "/ml explain --run --sha 4f9c2d1": "write" },
    author: true,
    fork: { "/ml explain --run": "never", "/ml explain --run --sha 4f9c2d1": "never" },
  },
  baseline: { least: "write", author: true, fork: "any" },
  config: { least: "read", author: true, fork: "any" },
  promote: {
    least: "write",
    others: { "/ml promote flight-delay@v1.2.0 --to production": "maintain" },
    author: true,
    fork: "any",
  },
  retrain: { least: "write", author: true, fork: "any" },
  drift: { least: "triage", others: { "/ml drift retrain": "write" }, author: true, fork: "any" },
  rollback: { least: "maintain", author: true, fork: "any" },
  approve: { least: "write", author: true, fork: "any" },
  reject: { least: "write", author: true, fork: "any" },
  lock: { least: "write", author: true, fork: "any" },
  unlock: {
    least: "write",
    others: { "/ml unlock production flight-delay --force": "maintain" },
    author: true,
    fork: "any",
  },
  override: {
    least: "write",
    others: { '/ml override roc_auc --reason "known data error" --sticky': "maintain" },
    // Who wrote it may not let a gate pass, and may give back what somebody else let pass.
    author: {
      '/ml override roc_auc --reason "known data error" --sticky': false,
      "/ml override cancel roc_auc": true,
    },
    fork: "any",
  },
};

/** Codes that say "not you" or "not here": everything else is the command's own answer. */
const refusals = ["denied.role", "denied.self-approval", "denied.fork", "denied.place", "denied.state"];

interface Cell {
  readonly example: string;
  readonly role: Role;
  readonly isFork: boolean;
  readonly isOwn: boolean;
}

function cellsOf(record: Command): readonly Cell[] {
  const both = [false, true];
  return record.examples.flatMap((example) =>
    roles.flatMap((role) =>
      both.flatMap((isFork) => both.map((isOwn) => ({ example, role, isFork, isOwn }))),
    ),
  );
}

/** The answer of the bot to the example, by a person with the role, on a pull request. */
async function answer({ example, role, isFork, isOwn }: Cell, record: Command): Promise<string> {
  const { context, state } = createBotWorld();
  state.roles.set("peer", role);
  state.users.set("peer", { id: 500, login: "peer", type: "User" });
  const wanted = record.places.pull?.[0] ?? "open";
  openPull(state, {
    authorLogin: isOwn ? "Peer" : "will",
    headRepositoryId: isFork ? 4711 : state.repository.id,
    state: wanted === "merged" || wanted === "closed" ? "closed" : "open",
    merged: wanted === "merged",
    draft: wanted === "draft",
  });
  const number = record.places.on.includes("pull request") ? 12 : openDriftIssue(state);
  const id = addComment(state, number, example, person(state, "peer"));
  const { reasonCode } = await reconcileComment({ id, digest: digestOf(example) }, context);
  return refusals.includes(reasonCode) ? reasonCode : "allowed";
}

/** The answer that the rule asks for: the role is looked at first, then the author, then the place. */
function expected({ example, role, isFork, isOwn }: Cell, rule: Rule): string {
  const least = rule.others?.[example] ?? rule.least;
  if (roles.indexOf(role) < roles.indexOf(least)) return "denied.role";
  if (!isOwn && rule.authorOr !== undefined && roles.indexOf(role) < roles.indexOf(rule.authorOr))
    return "denied.role";
  const mayAuthor = typeof rule.author === "boolean" ? rule.author : rule.author[example];
  if (isOwn && mayAuthor !== true) return "denied.self-approval";
  const fork = typeof rule.fork === "string" ? rule.fork : (rule.fork[example] ?? "any");
  if ((fork === "only" && !isFork) || (fork === "never" && isFork)) return "denied.fork";
  return "allowed";
}

const count = commands.flatMap(cellsOf).length;

describe(`the permission matrix: role × command × fork or not × own or other's, ${count} cells`, () => {
  it("has a rule for each command and no other", () => {
    expect(Object.keys(rules).sort()).toEqual(commands.map(({ name }) => name).sort());
    for (const [name, { others = {} }] of Object.entries(rules)) {
      for (const example of Object.keys(others)) expect(findCommand(name)?.examples).toContain(example);
    }
  });

  it("has an example for each use that needs more", () => {
    for (const record of commands) {
      const uses = record.examples.flatMap((example) => {
        const [line] = parseCommands(example);
        const read = line && readCommand(record, line);
        return read === undefined || "problem" in read ? [] : [read];
      });
      for (const special of record.special ?? []) expect(uses.some(special.matches), special.use).toBe(true);
    }
  });

  it.each(commands.map((record) => [record.name, record] as const))(
    "of /ml %s is what the specification says",
    async (name, record) => {
      const rule = rules[name];
      if (rule === undefined) throw new Error(`no rule for ${name}`);
      const cells = cellsOf(record);
      const found = await Promise.all(
        cells.map(async (cell) => ({ ...cell, answer: await answer(cell, record) })),
      );
      expect(found).toEqual(cells.map((cell) => ({ ...cell, answer: expected(cell, rule) })));
    },
  );
});
