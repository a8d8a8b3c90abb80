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

/** The value of a plain (unquoted) scalar. Dates stay text. */
export function resolveScalar(text: string): Value {
  if (nothing.test(text)) return null;
  if (boolean.test(text)) return text.toLowerCase() === "true";
  if (float.test(text)) return { kind: "float", text: pythonFloat(parseFloatText(text)) };
  if (integer.test(text) && /[0-9a-f]/i.test(text)) return { kind: "integer", text: parseInteger(text) };
  return text;
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

function parseFloatText(text: string): number {
  const clean = text.replaceAll("_", "").toLowerCase();
  if (clean === ".nan") return Number.NaN;
  if (clean.endsWith(".inf")) return clean.startsWith("-") ? -Infinity : Infinity;
  return Number(clean);
}

function parseInteger(text: string): string {
  const clean = text.replaceAll("_", "");
  const sign = clean.startsWith("-") ? "-" : "";
  const digits = clean.replace(/^[-+]/, "");
  const isDecimal = /^[0-9]+$/.test(digits);
  const value = BigInt(isDecimal ? digits.replace(/^0+(?=\d)/, "") : digits);
  return value === 0n ? "0" : `${sign}${value}`;
}
