/** Hides secrets in the text that goes to logs, outputs and annotations. */
export class SecretMask {
  readonly #values = new Set<string>();
  #sorted: readonly string[] = [];

  /** Hides a value from now on, its lines, and its Base64, URL and JSON forms. An empty value is left out. */
  add(value: string): void {
    for (const line of [value, ...value.split(/\r?\n/)]) {
      const text = line.trim();
      if (text === "") continue;
      this.#values.add(text);
      for (const encoded of encodings(text)) this.#values.add(encoded);
    }
    this.#sorted = [...this.#values].sort((a, b) => b.length - a.length);
  }

  /** The text with each hidden value replaced by `***`. */
  redact(text: string): string {
    return this.#sorted.reduce((shown, value) => shown.replaceAll(value, "***"), text);
  }
}

function encodings(value: string): readonly string[] {
  if (value.length < 4) return [];
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.from(value).subarray(shift).toString("base64");
    return text.replace(/=+$/, "").slice(0, -1);
  });
  return [...base64, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)].filter(
    (text) => text.length >= 4,
  );
}
