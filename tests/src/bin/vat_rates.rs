//! Prints the VAT rates that the engine knows, for the judge `tests/judges/vat_rates.py`. Refuses to judge itself.
//!
//! `vat_rates FROM UNTIL` prints, for each country, `standard COUNTRY DAY RATE` for the first day of the span and each
//! day on which the standard rate is another one (`-` where there is no law), and `rate COUNTRY RATE` for each rate
//! in force on the last day.

use std::process::ExitCode;
use voldaan::calendar::Day;
use voldaan::law::vat::{self, RateKind};

fn main() -> ExitCode {
    let days: Vec<Day> = std::env::args().skip(1).filter_map(|day| Day::parse(&day)).collect();
    let &[from, until] = days.as_slice() else {
        eprintln!("usage: vat_rates FROM UNTIL (two days such as 2016-01-01)");
        return ExitCode::FAILURE;
    };
    for country in vat::countries() {
        print_country(country, from, until);
    }
    ExitCode::SUCCESS
}

fn print_country(country: &str, from: Day, until: Day) {
    let mut last = String::new();
    for day in std::iter::successors(Some(from), |day| day.add_days(1)).take_while(|day| *day <= until) {
        let rate = vat::at(country, RateKind::Standard, day).map_or("-".to_owned(), |row| row.rate().to_string());
        if rate != last {
            println!("standard {country} {day} {rate}");
            last = rate;
        }
    }
    for row in vat::rates(country, until).unwrap_or_default() {
        println!("rate {country} {}", row.rate());
    }
}
