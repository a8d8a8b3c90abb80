import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import type { Html } from "./html.ts";

// Tags that may stand in Markdown, without attributes; everything else stays escaped text.
const harmless =
  "details|summary|sub|sup|kbd|b|i|em|strong|br|hr|p|h[1-6]|ul|ol|li|code|pre|table|thead|tbody|tr|th|td";
const escapedTag = new RegExp(`&lt;(/?(?:${harmless}))(?: open(?:=&quot;&quot;)?)? ?/?&gt;`, "g");

function allowHarmlessTags(text: string): string {
  return text.replaceAll(/&lt;!--[^]*?--&gt;\n?/g, "").replaceAll(escapedTag, "<$1>");
}

/** GitHub-flavoured Markdown to HTML. Raw HTML is shown as text, except tags without attributes that cannot do harm. */
export function renderMarkdown(source: string): Html {
  const rendered = micromark(source, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const parts = rendered.split(/(<pre>[^]*?<\/pre>|<code>[^]*?<\/code>)/);
  const shown = parts.map((part, index) => (index % 2 === 0 ? allowHarmlessTags(part) : part)).join("");
  return {
    html: shown.replaceAll("<table>", '<div class="wide"><table>').replaceAll("</table>", "</table></div>"),
  };
}
