// Bars as SVG. Each chart has a title and a table with the same figures, so that nothing is told by a picture alone. Lengths of bars
// are the only thing here that is computed with floating point, and nobody reads them as amounts.

import { h, s } from "./dom.js";
import { say } from "./say.js";

const WIDTH = 640;
const HEIGHT = 220;
const FLOOR = 184;
const TOP = 26;
/** Room for a letter in the name of a bar, which stands below its middle. */
const LETTER_WIDTH = 10;

/**
 * A chart of bars with its table. `series` name the values of each bar and give their class; `bars` are
 * `{label, long, values: [text], written: [text]}`; `words` stand above the picture.
 */
export function barChart({ id, title, series, bars, words }) {
  const most = Math.max(1, ...bars.flatMap(({ values }) => values.map(Number)));
  const step = WIDTH / Math.max(1, bars.length);
  const width = Math.min(56, (step * 0.72) / series.length);
  const shapes = bars.flatMap(({ label, values, written }, place) => {
    const middle = step * (place + 0.5);
    const left = middle - (width * series.length) / 2;
    const columns = values.map((value, which) => {
      const height = Math.max(Number(value) > 0 ? 2 : 0, ((FLOOR - TOP) * Number(value)) / most);
      return s(
        "rect",
        { class: series[which].class, x: left + which * width + 1, y: FLOOR - height, width: width - 2, height, rx: 3 },
        s("title", {}, `${label}: ${series[which].name} ${written[which]}`),
      );
    });
    const every = Math.ceil(bars.length / 8);
    // The first name would begin outside where it is long, or the bars are many.
    const isCut = place === 0 && label.length * LETTER_WIDTH > step;
    const text = place % every === 0 && s("text", { class: "tick", x: isCut ? 0 : middle, y: FLOOR + 20, "text-anchor": isCut ? "start" : "middle" }, label);
    return [...columns, text].filter(Boolean);
  });
  const picture = s(
    "svg",
    { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-labelledby": `${id}-title` },
    s("line", { class: "floor", x1: 0, x2: WIDTH, y1: FLOOR, y2: FLOOR }),
    ...shapes,
  );
  const legend = series.length > 1 && h("p", { class: "legend", "aria-hidden": "true" }, series.map((one) => h("span", {}, h("i", { class: one.class }), one.name)));
  const head = h("tr", {}, h("th", { scope: "col" }, title), series.map((one) => h("th", { scope: "col", class: "number" }, one.name)));
  const rows = bars.map(({ label, long, written }) => h("tr", {}, h("th", { scope: "row" }, long ?? label), written.map((text) => h("td", { class: "number" }, text))));
  const table = h("table", {}, h("thead", {}, head), h("tbody", {}, rows));
  return h(
    "section",
    { class: "card" },
    h("h2", { id: `${id}-title` }, title),
    words,
    h("div", { class: "picture" }, picture),
    legend,
    h("details", {}, h("summary", {}, say("asTable")), h("div", { class: "wide", tabindex: "0", role: "region", "aria-labelledby": `${id}-title` }, table)),
  );
}
