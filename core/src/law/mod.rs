//! The law as dated, sourced rows. Refuses to answer for a day without a row.
