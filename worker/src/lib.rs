//! The Worker: an invoicing service on KV and Durable Objects.
//!
//! `app` is the service, pure and generic over its ports. The crate in `adapter/` plays the ports on Cloudflare's platform
//! and is the only place that names it.
#![deny(clippy::float_arithmetic)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic))]

pub mod app;
