//! What a key may do: look, work, or decide over the administration itself. Each operation asks for one of the three.

use super::resource::Scope;
use super::route::{OPERATIONS, Operation};

impl Operation {
    /// The scope that a key needs for it.
    pub(crate) fn scope(self) -> Scope {
        match self {
            // Keys, secrets, whole books and the law on them: what one would not leave to a shop's own program.
            Operation::PatchAdministration
            | Operation::PatchLook
            | Operation::CreateKey
            | Operation::ListKeys
            | Operation::RotateKey
            | Operation::RevokeKey
            | Operation::CreateEndpoint
            | Operation::PatchEndpoint
            | Operation::DeleteEndpoint
            | Operation::RenewEndpointSecret
            | Operation::ListAudit
            | Operation::EraseCustomer
            | Operation::Export
            | Operation::Import => Scope::Admin,
            // What a message says carries the link of its customer, and whoever has that acts as the customer.
            Operation::GetMessage | Operation::PrintMessage | Operation::ShowMessage => Scope::Write,
            // Nothing is kept.
            Operation::Calculate | Operation::PreviewLook | Operation::PreviewTemplate => Scope::Read,
            _ if OPERATIONS.iter().any(|row| row.operation == self && row.method == "GET") => Scope::Read,
            _ => Scope::Write,
        }
    }
}

impl Scope {
    /// Whether a key of this scope may do what asks for another one.
    pub(crate) fn covers(self, wanted: Scope) -> bool {
        let rank = |scope: Scope| match scope {
            Scope::Read => 0,
            Scope::Write => 1,
            Scope::Admin => 2,
        };
        rank(self) >= rank(wanted)
    }
}
