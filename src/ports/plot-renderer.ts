/** Draws plots. */
export interface PlotRenderer {
  /**
   * Draws a Vega-Lite specification with its data inside as an SVG document. Nothing outside the specification is loaded.
   *
   * @param specification the JSON text.
   * @throws PawlError `plot.invalid` when it cannot be drawn.
   */
  render(specification: string): Promise<string>;
  /**
   * The Vega specification, as JSON text, of a Vega-Lite specification, for the script of {@link PlotRenderer.pageScript}.
   *
   * @throws PawlError `plot.invalid` as {@link render}.
   */
  compile(specification: string): Promise<string>;
  /**
   * The script that a page needs for live plots: `vega` with `vega.expressionInterpreter`, which uses no `eval`.
   *
   * @throws PawlError `plot.invalid` when it is not installed.
   */
  pageScript(): Promise<string>;
}
