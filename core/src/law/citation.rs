//! Where a figure of the law comes from, as answers say it.

use super::Source;
use crate::wire_struct;

wire_struct! {
    /// The source of a figure of law.
    #[derive(Eq)]
    pub struct Citation {
        /// Act and article, or publisher and title.
        "title" title: String,
        /// Where it can be read.
        "url" url: Option<String>,
    }
}

impl From<Source> for Citation {
    fn from(source: Source) -> Citation {
        Citation { title: source.title.to_owned(), url: Some(source.url.to_owned()) }
    }
}
