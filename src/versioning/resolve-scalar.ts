import { parseMoment } from "./parse-moment.ts";
import { pythonFloat } from "./python-float.ts";
import type { Value } from "./value.ts";

// YAML 1.2 as ruamel.yaml 0.19 resolves plain scalars, which is what DVC reads with.
const boolean = /^(?:true|True|TRUE|false|False|FALSE)$/;
const nothing = /^(?:~|null|Null|NULL|)$/;
const float =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const integer = /^(?=[-+0-9])(?:[-+]?0b[0-1_]+|[-+]?0o?[0-7_]+|[-+]?[0-9_]+|[-+]?0x[0-9a-fA-F_]+)$/;
const timestamp =
  /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$/;

/**
 * The value of a plain (unquoted) scalar.
 *
 * @returns `undefined` for what looks like a number or a date and is none, such as `2020-02-30`.
 */
export function resolveScalar(text: string): Value | undefined {
  if (nothing.test(text)) return null;
  if (boolean.test(text)) return text.toLowerCase() === "true";
  if (!/^[-+.0-9]/.test(text)) return text;
  if (float.test(text)) return floatValue(text);
  if (integer.test(text)) return integerValue(text);
  return timestamp.test(text) ? parseMoment(text) : text;
}

/** Whether a text, written plain, would be read as something else than this text. */
export function needsQuotes(text: string): boolean {
  return (
    nothing.test(text) ||
    boolean.test(text) ||
    float.test(text) ||
    integer.test(text) ||
    timestamp.test(text) ||
    text === "<<" ||
    text === "="
  );
}

function floatValue(text: string): Value | undefined {
  const clean = text.replaceAll("_", "").toLowerCase();
  if (clean === ".nan") return { kind: "float", text: "nan" };
  if (clean.endsWith(".inf")) return { kind: "float", text: clean.startsWith("-") ? "-inf" : "inf" };
  const value = Number(clean);
  return Number.isNaN(value) ? undefined : { kind: "float", text: pythonFloat(value) };
}

function integerValue(text: string): Value | undefined {
  const clean = text.replaceAll("_", "");
  const sign = clean.startsWith("-") ? "-" : "";
  const digits = clean.replace(/^[-+]/, "");
  if (!/^(?:[0-9]+|0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(digits)) return undefined;
  const isDecimal = /^[0-9]+$/.test(digits);
  const value = isDecimal ? digits.replace(/^0+(?=\d)/, "") : String(BigInt(digits));
  return { kind: "integer", text: value === "0" ? "0" : `${sign}${value}` };
}
