//! The invoicing service itself: pure, generic over small [`ports`], and run as it is by the tests.
//!
//! Architecture invariant: nothing here names the platform. `adapter/` plays the ports on Workers, the tests play them
//! in memory. A request is looked at by [`front`] without any state, and carried out by the [`book::Book`] of its
//! administration, the only writer of that administration's data.

pub mod alarm;
mod auditfile;
mod bank;
pub mod book;
mod calculation;
mod chart;
mod claim_words;
mod cors;
mod csp;
mod csv;
mod deed;
mod demand;
mod desk;
mod draft_table;
mod form;
pub mod front;
mod history;
pub mod http;
mod identity;
mod link;
mod log;
mod mail;
mod merge;
mod moment;
mod month;
mod nonce;
#[cfg(feature = "schema")]
pub mod openapi;
mod page;
#[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "only the description shows all of a parameter"))]
mod parameter;
pub mod payment;
pub mod ports;
pub mod problem;
pub mod refusal;
mod rendering;
pub mod resource;
mod route;
mod scope;
mod secret;
mod standard_webhook;
mod sum;
pub(crate) mod vies;
pub mod web;
mod xml;
mod zip;

pub use log::error as failure;
pub use moment::Moment;
pub use secret::Secrets;

/// The same said in Dutch, English, German and French, of which [`voldaan::text::Language::pick`] takes one.
pub(crate) type Sentence = [&'static str; 4];
