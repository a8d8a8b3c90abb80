/** Draws plots. */
export interface PlotRenderer {
  /**
   * Draws a Vega-Lite specification with its data inside as an SVG document. Nothing outside the specification is loaded.
   *
   * @param specification the JSON text.
   * @throws PawlError `plot.invalid` when it cannot be drawn.
   */
  render(specification: string): Promise<string>;
}
