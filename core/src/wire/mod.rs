//! The wire: JSON in and out, with every finding of a wrong input at once.
