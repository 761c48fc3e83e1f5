//! Lines of the log: what broke, in which request, under which code. They hold ids, codes and the words of the store or
//! the platform; never a name, an address, an amount or a body.

use voldaan::wire::to_json;
use voldaan::wire_struct;

wire_struct! {
    /// A line of the log.
    pub struct Line {
        /// How bad it is: error.
        "level" level: String,
        /// What the caller was told.
        "code" code: String,
        /// The request: its answer has this in the header X-Request-Id.
        "request" request: String,
        /// What was asked for.
        "operation" operation: String,
        /// The administration.
        "administration" administration: String,
        /// What went wrong inside.
        "cause" cause: String,
    }
}

/// The line of something that broke.
pub fn error(code: &str, request: &str, operation: &str, administration: &str, cause: &str) -> String {
    to_json(&Line {
        level: "error".to_owned(),
        code: code.to_owned(),
        request: request.to_owned(),
        operation: operation.to_owned(),
        administration: administration.to_owned(),
        cause: cause.to_owned(),
    })
}
