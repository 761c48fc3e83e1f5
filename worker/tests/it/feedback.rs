//! What customers answer to the one question of their page, gathered by month and as a trend.

use crate::support::page::{done, fill_in, path_of};
use crate::support::{Caller, demo};

/// Days of 24 hours in milliseconds.
const DAY: i64 = 86_400_000;

/// Answers the question on the page of a new invoice.
fn answer(caller: &Caller, clear: bool, text: &str) {
    let path = path_of(caller, &caller.issued(), "customer");
    let clear = if clear { "yes" } else { "no" };
    done(fill_in(caller, &path, &format!("deed=feedback&clear={clear}&text={text}")));
}

#[test]
fn answers_are_counted_by_month_with_the_trend_of_the_halves() {
    let caller = demo();
    // 15 June: two of five say yes.
    for clear in [true, false, true, false, false] {
        answer(&caller, clear, "");
    }
    // 30 June at half past eleven at night in Amsterdam, which is two hours before UTC.
    caller.later(15 * DAY + (11 * 60 + 30) * 60_000);
    answer(&caller, true, "");
    // An hour later it is July there, and still June in UTC.
    caller.later(3_600_000);
    for text in ["Fijn", "", "", "Wero%20graag"] {
        answer(&caller, true, text);
    }
    let report = caller.get("/v1/reports/feedback?from=2026-06-10&until=2026-07-31").expect(200);
    let at = |path: &str| report.at(path);
    assert_eq!([at("answers"), at("clear"), at("share")], ["10", "7", "70.0"]);
    let month =
        |n: usize| ["from", "until", "answers", "clear", "share"].map(|name| at(&format!("months[{n}].{name}")));
    // 3 of 6 and 4 of 4.
    assert_eq!(month(0), ["2026-06-10", "2026-06-30", "6", "3", "50.0"]);
    assert_eq!(month(1), ["2026-07-01", "2026-07-31", "4", "4", "100.0"]);
    // The first five answers and the last five: 2 and 5 of them.
    assert_eq!([at("earlierShare"), at("recentShare"), at("trend")], ["40.0", "100.0", "improving"]);
    assert_eq!([at("remarks[0].text"), at("remarks[1].text"), at("remarks[1].clear")], ["Wero graag", "Fijn", "true"]);
    assert_eq!(report.count("remarks"), 2);
}

#[test]
fn few_answers_make_no_trend_and_none_no_share() {
    let caller = demo();
    answer(&caller, false, "");
    let report = caller.get("/v1/reports/feedback?from=2026-06-01&until=2026-06-30").expect(200);
    assert_eq!([report.at("share"), report.at("trend")], ["0.0", ""]);
    let none = caller.get("/v1/reports/feedback?from=2026-05-01&until=2026-05-31").expect(200);
    assert_eq!([none.at("answers"), none.at("share"), none.at("months[0].answers")], ["0", "", "0"]);
}

#[test]
fn the_days_of_the_report_are_checked() {
    let caller = demo();
    caller.get("/v1/reports/feedback?from=2026-06-01").refused(400, "query.day");
    caller.get("/v1/reports/feedback?from=2026-06-02&until=2026-06-01").expect(422);
    caller.get("/v1/reports/feedback?from=2016-01-01&until=2026-06-01").expect(422);
}
