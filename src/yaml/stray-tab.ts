import { CST, Lexer } from "yaml";

/**
 * Where the first tab stands that is outside quotes, block text, comments, brackets and braces: ruamel.yaml refuses it
 * there, the library reads it as a blank.
 *
 * @returns an offset in the text; `undefined` when there is none.
 */
export function strayTab(text: string): number | undefined {
  if (!text.includes("\t")) return undefined;
  let offset = 0;
  let depth = 0;
  let isBlock = false;
  let isMarked = false;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === "doc-mode" || type === "flow-error-end") continue;
    if (type === "scalar") {
      isMarked = true; // the text of a scalar follows
      continue;
    }
    if (type === "block-scalar-header") isBlock = true;
    if (type === "flow-map-start" || type === "flow-seq-start") depth += 1;
    if (type === "flow-map-end" || type === "flow-seq-end") depth -= 1;
    const isBare = isMarked ? !isBlock : type === "space";
    if (isBare && depth <= 0 && token.includes("\t")) return offset + token.indexOf("\t");
    if (isMarked) isBlock = false;
    isMarked = false;
    offset += token.length;
  }
  return undefined;
}
