//! Workers KV as the document store.

use worker::KvStore;

use voldaan_worker::app::ports::{BlobError, Blobs};

/// The namespace of the documents.
pub(super) struct Kv {
    namespace: KvStore,
}

impl Kv {
    pub(super) fn new(namespace: KvStore) -> Kv {
        Kv { namespace }
    }
}

fn failed(error: impl std::fmt::Display) -> BlobError {
    BlobError(error.to_string())
}

impl Blobs for Kv {
    async fn put(&self, key: &str, bytes: &[u8]) -> Result<(), BlobError> {
        self.namespace.put_bytes(key, bytes).map_err(failed)?.execute().await.map_err(failed)
    }

    async fn delete(&self, key: &str) -> Result<(), BlobError> {
        self.namespace.delete(key).await.map_err(failed)
    }

    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, BlobError> {
        self.namespace.get(key).bytes().await.map_err(failed)
    }
}
