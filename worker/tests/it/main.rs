//! The service in memory: requests in, answers out, through the same door as on the platform.

mod administration;
mod claim;
mod customer;
mod delivery;
mod draft;
mod dunning;
mod entries;
mod fault;
mod idempotency;
mod inbox;
mod issue;
mod log;
mod outbox;
mod page;
mod policy;
mod recurring;
mod refusal;
mod report;
mod route;
mod schema;
mod settle;
mod simulate;
mod support;
mod template;
mod web;
mod webhook;
