//! Identifiers and payment references: made and checked. Refuses to look anything up.
