//! Findings: what is wrong with an input, where, by which rule, and what to do.
