//! Bindings of the engine for JavaScript. Nothing is computed here.
