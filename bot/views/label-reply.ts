import type { RequestAnswer } from "../requests.ts";
import { escapeText } from "../../src/report/escape.ts";

/** The one reply to a request label: what came of it, and the reason code. */
export function renderLabelReply(reply: {
  readonly label: string;
  readonly login: string | undefined;
  readonly answer: RequestAnswer;
}): string {
  const by = reply.login === undefined ? "" : `, set by ${escapeText(reply.login)}`;
  return `${renderAnswer(reply.answer)}\n\n<sub>Label ${escapeText(reply.label)}${by}.</sub>`;
}

/** An answer as one paragraph: sign, sentence, link, code. */
export function renderAnswer(answer: RequestAnswer): string {
  const sign = answer.decision === "done" ? "✅" : answer.decision === "waiting" ? "⏳" : "❌";
  const link = answer.url === null ? "" : ` ${answer.url}`;
  const sentence = escapeText(answer.reason, 800);
  const detail = answer.detail === undefined ? "" : `\n\n${answer.detail}`;
  return `${sign} ${sentence}.${link} (\`${answer.reasonCode}\`)${detail}`;
}
