// What customers answered to the one question of their page, by month and as a trend: the report of the service.

import { get } from "./api.js";
import { today } from "./books.js";
import { barChart } from "./chart.js";
import { h } from "./dom.js";
import { count, month, percent } from "./format.js";
import { say } from "./say.js";

/** So many months are shown, this one among them. */
const MONTHS = 12;
const COLOURS = { improving: "good", worsening: "bad" };

/** The first day of the month so many months before that of a day. */
function monthsBefore(day, months) {
  const [year, number] = day.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 - months, 1)).toISOString().slice(0, 10);
}

/** The report as a chart with what it says in words; nothing where nobody answered. */
export async function feedback() {
  const period = new URLSearchParams({ from: monthsBefore(today(), MONTHS - 1), until: today() });
  const report = await get(`/v1/reports/feedback?${period}`);
  if (report.answers === 0) return undefined;
  const bars = report.months.map(({ from, answers, clear }) => {
    const values = [clear, answers - clear];
    return { label: month(from, "short"), long: month(from, "long"), values, written: values.map(count) };
  });
  const series = [
    { name: say("feedbackYes"), class: "first" },
    { name: say("feedbackNo"), class: "second" },
  ];
  const { answers, share, earlierShare, recentShare, trend } = report;
  const words = [
    h("p", {}, say("feedbackShare", { share: percent(share), n: count(answers), months: count(MONTHS) })),
    trend && h("p", {}, say("feedbackTrend", { earlier: percent(earlierShare), recent: percent(recentShare) }), " ", h("span", { class: `badge ${COLOURS[trend] ?? ""}` }, say(trend))),
  ];
  return barChart({ id: "feedback", title: say("feedbackTitle"), series, bars, words });
}
