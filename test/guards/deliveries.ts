import type { Guard } from "./guard.ts";

/** The front, and what comes in by events. */
export const deliveries: readonly Guard[] = [
  {
    name: "a delivery with a wrong signature",
    file: "bot/front.ts",
    guard: "if (!isSigned(parts.secret, body, signature)) return",
    without: "if (false as boolean) return",
    tests: ["test/bot/front.test.ts"],
  },
  {
    name: "a body that says it is too large",
    file: "bot/front.ts",
    guard: 'if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes)',
    without: "if (false as boolean)",
    tests: ["test/bot/front.test.ts"],
  },
  {
    name: "a body that turns out too large",
    file: "bot/front.ts",
    guard: "if (size > maxBodyBytes) return",
    without: "if (false as boolean) return",
    tests: ["test/bot/front.test.ts"],
  },
  {
    name: "bodies that are too large together",
    file: "bot/front.ts",
    guard: "if (buffered.bytes > maxBufferedBytes) return",
    without: "if (false as boolean) return",
    tests: ["test/bot/front.test.ts"],
  },
  {
    name: "a secret that can be guessed",
    file: "bot/front.ts",
    guard: "if (secret.length >= leastSecretLength) return;",
    without: "if (secret.length >= 0) return;",
    tests: ["test/bot/front.test.ts"],
  },
  {
    name: "an event that nobody listens to",
    file: "bot/front.ts",
    guard: "if (!isEventName(name)) return { status: 202, body: { ignored: true } };",
    without: "if (typeof name !== 'string') return { status: 202, body: { ignored: true } };",
    tests: ["test/bot/front.test.ts"],
  },
  {
    name: "a command in an edited comment, by its event",
    file: "bot/events.ts",
    guard: 'action === "created" && sender.type === "User" && comment',
    without: 'sender.type === "User" && comment',
    tests: ["test/bot/events.test.ts"],
  },
  {
    name: "a command that a bot wrote, by its event",
    file: "bot/events.ts",
    guard: 'action === "created" && sender.type === "User" && comment',
    without: 'action === "created" && comment',
    tests: ["test/bot/events.test.ts"],
  },
  {
    name: "a command that a bot wrote, by the comment itself",
    file: "bot/reconcile/comment.ts",
    guard: 'if (comment.authorType !== "User") return',
    without: "if (false as boolean) return",
    tests: ["test/bot/commands.test.ts"],
  },
  {
    name: "a comment that was edited before it was read",
    file: "bot/reconcile/comment.ts",
    guard: "if (digestOf(comment.body) !== key.digest || comment.updatedAt !== comment.createdAt) {",
    without: "if (false as boolean) {",
    tests: ["test/bot/commands.test.ts"],
  },
  {
    name: "a comment that has its reply",
    file: "bot/reconcile/comment.ts",
    guard: "if (earlier !== undefined) {",
    without: "if (earlier !== undefined && (false as boolean)) {",
    tests: ["test/bot/commands.test.ts"],
  },
  {
    name: "a box that a bot ticks",
    file: "bot/events.ts",
    guard: 'if (sender?.type !== "User" && action === "edited") return [];',
    without: "",
    tests: ["test/bot/dashboard-ticks.test.ts"],
  },
];
