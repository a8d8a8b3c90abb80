/** A model's process that answers with its environment in place of a model's metadata. */
process.on("message", () => {
  const metadata = new Map(Object.entries(process.env));
  const signature = { inputs: [], outputs: [] };
  process.send?.({ loaded: { signature, metadata, execution: { provider: "cpu", note: undefined } } });
});
