//! The Worker: an invoicing service on KV and Durable Objects.
