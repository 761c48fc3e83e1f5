//! Prints the currencies of the engine with their decimals, for the judge `tests/judges/currencies.py`.
//! Refuses to judge itself.

use voldaan::money::currency::Currency;

fn main() {
    for currency in Currency::all() {
        println!("{} {}", currency.code(), currency.decimals());
    }
}
