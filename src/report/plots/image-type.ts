/** The media type of an image by its first bytes; `undefined` when it is none that browsers show. */
export function imageTypeOf(bytes: Uint8Array): string | undefined {
  const starts = (...codes: readonly number[]): boolean =>
    codes.every((code, index) => bytes[index] === code);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  if (starts(0xff, 0xd8, 0xff)) return "image/jpeg";
  if (starts(0x47, 0x49, 0x46, 0x38)) return "image/gif";
  const head = new TextDecoder().decode(bytes.subarray(0, 1024));
  return /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*|<!DOCTYPE[^>[]*>\s*)*<svg[\s>]/.test(head)
    ? "image/svg+xml"
    : undefined;
}
