/**
 * The script of the page: puts a live plot in the place of each picture, and leaves the picture where that fails. Text goes
 * into the page as text only. It runs after Vega and its interpreter of expressions.
 */
export const pageScript = `"use strict";
(() => {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  const showTip = (handler, event, item, value) => {
    tip.hidden = value === null || typeof value !== "object";
    if (tip.hidden) return;
    tip.replaceChildren(...Object.entries(value).map(([name, text]) => {
      const [row, key, shown] = ["div", "span", "b"].map((tag) => document.createElement(tag));
      key.textContent = name;
      shown.textContent = String(text);
      row.append(key, shown);
      return row;
    }));
    const box = tip.getBoundingClientRect();
    const left = Math.min(event.clientX + 14, innerWidth - box.width - 8);
    const top = event.clientY + 18 + box.height > innerHeight ? event.clientY - box.height - 12 : event.clientY + 18;
    tip.style.left = Math.max(left, 4) + "px";
    tip.style.top = Math.max(top, 4) + "px";
  };
  const start = async (id, specification) => {
    const place = document.getElementById("plot-" + id);
    const picture = place.firstElementChild;
    const live = document.createElement("div");
    live.className = "live";
    place.append(live);
    try {
      const view = new vega.View(vega.parse(specification, undefined, { ast: true }), {
        expr: vega.expressionInterpreter,
        renderer: "svg",
        hover: true,
        logLevel: vega.Error,
      });
      await view.tooltip(showTip).initialize(live).runAsync();
      picture.remove();
      place.dataset.state = "live";
    } catch (error) {
      live.remove();
      place.dataset.state = "still";
      console.error(error);
    }
  };
  const plots = JSON.parse(document.getElementById("pawl-plots").textContent);
  for (const [id, specification] of Object.entries(plots)) void start(id, specification);
  document.documentElement.classList.remove("still");
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
})();
`;
