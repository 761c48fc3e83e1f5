// Bars as SVG. Each chart has a title and a table with the same figures, so that nothing is told by a picture alone. Lengths of bars
// are the only thing here that is computed with floating point, and nobody reads them as amounts.

import { h, s } from "./dom.js";
import { say } from "./say.js";
import { table } from "./table.js";

const WIDTH = 640;
const HEIGHT = 186;
const FLOOR = 184;
const TOP = 26;
/** More names than these have no room on a phone. */
const NAMES_MAX = 8;

/** The names below the bars, in letters that do not shrink with the picture; of many bars each so many has one. */
function names(bars) {
  const every = Math.ceil(bars.length / NAMES_MAX);
  const named = bars.filter((_, place) => place % every === 0);
  const one = ({ label }, place) => {
    const name = h("span", {}, label);
    name.style.flexGrow = Math.min(every, bars.length - place * every);
    return name;
  };
  return h("div", { class: every > 1 ? "names some" : "names", "aria-hidden": "true" }, named.map(one));
}

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
    return values.map((value, which) => {
      const height = Math.max(Number(value) > 0 ? 2 : 0, ((FLOOR - TOP) * Number(value)) / most);
      return s(
        "rect",
        { class: series[which].class, x: left + which * width + 1, y: FLOOR - height, width: width - 2, height, rx: 3 },
        s("title", {}, `${label}: ${series[which].name} ${written[which]}`),
      );
    });
  });
  const picture = s(
    "svg",
    { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-labelledby": `${id}-title` },
    s("line", { class: "floor", x1: 0, x2: WIDTH, y1: FLOOR, y2: FLOOR }),
    ...shapes,
  );
  const legend = series.length > 1 && h("p", { class: "legend", "aria-hidden": "true" }, series.map((one) => h("span", {}, h("i", { class: one.class }), one.name)));
  const rows = bars.map(({ label, long, written }) => [long ?? label, ...written]);
  const figures = table(title, [title, ...series.map(({ name }) => name)], rows, { numbers: [1, 2] });
  return h(
    "section",
    { class: "card" },
    h("h2", { id: `${id}-title` }, title),
    words,
    h("div", { class: "picture" }, picture, names(bars)),
    legend,
    h("details", {}, h("summary", {}, say("asTable")), figures),
  );
}
