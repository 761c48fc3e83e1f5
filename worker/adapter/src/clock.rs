//! The clock of the platform, and the time zones that its JavaScript engine knows.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Object, Reflect};
use voldaan::calendar::Day;
use wasm_bindgen::{JsCast, JsValue};

use voldaan_worker::app::Moment;
use voldaan_worker::app::ports::Clock;

/// The clock of the platform.
pub(super) struct PlatformClock;

thread_local! {
    /// What writes days in the zone that was asked for last: making it costs more than all else that a day costs, and a Book has one zone.
    static LAST: RefCell<Option<(String, Writer)>> = const { RefCell::new(None) };
    /// The zone and the quarter of an hour that was asked for last, and its day.
    static LAST_DAY: RefCell<Option<(String, i64, Day)>> = const { RefCell::new(None) };
}

/// In every zone a day begins with a quarter of an hour, so that each of them lies in one day.
const QUARTER_MILLISECONDS: i64 = 15 * 60 * 1_000;

/// Intl.DateTimeFormat, and its function that writes.
#[derive(Clone)]
struct Writer {
    format: JsValue,
    write: Function,
}

impl Clock for PlatformClock {
    fn now(&self) -> Moment {
        // Whole milliseconds, far below 2^53.
        Moment(Date::now() as i64)
    }

    fn day(&self, zone: &str, at: Moment) -> Option<Day> {
        let quarter = at.0.div_euclid(QUARTER_MILLISECONDS);
        let known = LAST_DAY.with_borrow(|last| {
            last.as_ref().filter(|(known, at, _)| known == zone && *at == quarter).map(|(.., day)| *day)
        });
        if known.is_some() {
            return known;
        }
        let day = local_day(zone, at).ok().and_then(|text| Day::parse(&text))?;
        LAST_DAY.set(Some((zone.to_owned(), quarter, day)));
        Some(day)
    }
}

/// The day in a zone as Intl.DateTimeFormat writes it for Canadian English: 2026-01-31. It throws for unknown zones.
fn local_day(zone: &str, at: Moment) -> Result<String, JsValue> {
    let known =
        LAST.with_borrow(|last| last.as_ref().filter(|(known, _)| known == zone).map(|(_, writer)| writer.clone()));
    let writer = match known {
        Some(writer) => writer,
        None => {
            let writer = writer(zone)?;
            LAST.set(Some((zone.to_owned(), writer.clone())));
            writer
        }
    };
    let written = writer.write.call1(&writer.format, &JsValue::from_f64(at.0 as f64))?;
    written.as_string().ok_or(JsValue::UNDEFINED)
}

fn writer(zone: &str) -> Result<Writer, JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into())?.dyn_into()?;
    let options = Object::new();
    for (key, value) in [("timeZone", zone), ("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")] {
        Reflect::set(&options, &key.into(), &value.into())?;
    }
    let format = Reflect::construct(&constructor, &Array::of2(&"en-CA".into(), &options))?;
    let write = Reflect::get(&format, &"format".into())?.dyn_into()?;
    Ok(Writer { format, write })
}
