//! The native subjects of `cargo xtask bench calc`: drafts as JSON lines, an empty line, then questions
//! `<subject> <draft> <calls>`, each answered by a JSON line. Nothing is compared here.

mod billing;
mod by_hand;

use std::error::Error;
use std::hint::black_box;
use std::io::{BufRead, Write};
use std::time::Instant;

use voldaan::{Draft, calculate};

/// What all subjects must agree on, in the order of the scripts: line sum, allowances, net, VAT, gross, payable; then
/// rate, base and VAT of each group.
type Figures = Vec<String>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut lines = std::io::stdin().lock().lines();
    let mut drafts = Vec::new();
    for line in lines.by_ref() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        drafts.push(Draft::from_json(&line)?);
    }
    for line in lines {
        let numbers = line?.split(' ').map(str::parse).collect::<Result<Vec<usize>, _>>()?;
        let [subject, draft, calls] = numbers[..] else { return Err("a question has three numbers".into()) };
        let draft = drafts.get(draft).ok_or("there is no such draft")?;
        let (microseconds, figures) = match subject {
            0 => timed(calls, draft, |draft| calculate(draft).expect("a right draft"), own_figures),
            1 => timed(calls, &billing::inputs(draft), billing::calculate, billing::figures),
            2 => timed(calls, &by_hand::inputs(draft), by_hand::calculate, by_hand::figures),
            _ => return Err("there is no such subject".into()),
        };
        let figures = figures.iter().map(|figure| format!("\"{figure}\"")).collect::<Vec<_>>().join(",");
        println!("{{\"microseconds\":{microseconds},\"figures\":[{figures}]}}");
        std::io::stdout().flush()?;
    }
    Ok(())
}

/// The time of a call, dropping its result included, and what the call came to.
fn timed<I, O>(calls: usize, input: &I, run: impl Fn(&I) -> O, figures: impl Fn(&O) -> Figures) -> (f64, Figures) {
    let start = Instant::now();
    for _ in 0..calls {
        black_box(run(black_box(input)));
    }
    let microseconds = start.elapsed().as_secs_f64() * 1e6 / calls as f64;
    (microseconds, figures(&run(input)))
}

fn own_figures(invoice: &voldaan::Invoice) -> Figures {
    let totals = invoice.totals();
    let sums = [totals.line_net, totals.allowances, totals.net, totals.vat, totals.gross, totals.payable];
    let mut figures: Figures = sums.iter().map(ToString::to_string).collect();
    for row in invoice.vat_breakdown() {
        figures.extend([row.rate.unwrap_or_default(), row.base, row.amount].map(|amount| amount.to_string()));
    }
    figures
}
