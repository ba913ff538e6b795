//! What statements about a pack prove, beside the list of approvers and the pack.

use prescreen::json::{Json, Write as _};
use prescreen::{Code, Error, Pack};

use super::{Approvers, Refusal, Signed, Standing};
use crate::{Findings, Limit, Open, Proved, Signatures};

/// Whether a statement counts: who signed may, with this key, on that day, and about this pack.
///
/// # Errors
/// [`Code::Signature`] when the signature does not fit, [`Code::Key`] when who signed may not, [`Code::PackMismatch`] for
/// another content of the pack, [`Code::Claim`] when an approver's time was over.
pub fn counts_of(
    signed: &Signed,
    pack: &Pack,
    approvers: &Approvers,
    signatures: &dyn Signatures,
) -> Result<(), Error> {
    let standing = Standing::of(pack, core::slice::from_ref(signed), approvers, signatures);
    let Some(refused) = standing.refused().first() else { return Ok(()) };
    let (code, at) = match refused.why {
        Refusal::Signature => (Code::Signature, "/signature"),
        Refusal::MissingKey | Refusal::WrongKey => (Code::Key, "/statement/key"),
        Refusal::ChangedPack => (Code::PackMismatch, "/statement/pack"),
        Refusal::TooFew | Refusal::SamePerson | Refusal::Expired => (Code::Claim, "/statement/at"),
    };
    Err(Error::new(code, at, refused.why.sentence()))
}

/// What a file of statements proves. `packs`: those that lie beside it; a statement is of the one with its hash.
///
/// # Errors
/// Where the first breaks, with its line: by the list of approvers whose signature does not hold or who may not; a
/// statement of another pack than the one beside it, where there is one alone.
pub fn findings(
    statements: &[Signed],
    approvers: Option<&Approvers>,
    packs: &[&Pack],
    signatures: &dyn Signatures,
) -> Result<Findings, Error> {
    let mut findings = Findings { limits: vec![Limit::ReadBeforeSigned], ..Findings::default() };
    let of = |signed: &Signed| packs.iter().find(|pack| *pack.reference() == signed.statement.pack).copied();
    for (n, signed) in statements.iter().enumerate() {
        let at = |error: Error| Error { at: format!("/{n}{}", error.at), ..error };
        let about = match (of(signed), packs) {
            (Some(pack), _) => Some(pack),
            (None, [only]) => Some(*only),
            (None, _) => None,
        };
        match (about, approvers) {
            (Some(pack), Some(approvers)) => counts_of(signed, pack, approvers, signatures).map_err(at)?,
            (None, Some(approvers)) => signed_by_its_person(signed, approvers, signatures).map_err(at)?,
            (Some(pack), None) if *pack.reference() != signed.statement.pack => {
                return Err(at(changed()));
            }
            (_, None) => {}
        }
    }
    match approvers {
        Some(_) => findings.proved.push(Proved::StatementsSigned),
        None => findings.open.push(Open::StatementsSigned),
    }
    if statements.iter().all(|signed| of(signed).is_some()) {
        findings.proved.push(Proved::StatementsOfPack);
    } else {
        findings.open.push(Open::StatementsOfPack);
    }
    let each = statements.iter().map(|signed| signed.statement.json());
    findings.said.push(("statements".into(), Json::List(each.collect())));
    Ok(findings)
}

/// Whether the person whom a statement names made it, whatever pack it is of.
fn signed_by_its_person(signed: &Signed, approvers: &Approvers, signatures: &dyn Signatures) -> Result<(), Error> {
    let refused = |why: Refusal| Error::new(Code::Key, "/statement/key", why.sentence());
    let approver = approvers.named(&signed.statement.by).ok_or_else(|| refused(Refusal::MissingKey))?;
    if approver.key.thumbprint() != signed.statement.key {
        return Err(refused(Refusal::WrongKey));
    }
    signed.check(signatures, &approver.key)
}

fn changed() -> Error {
    Error::new(Code::PackMismatch, "/statement/pack", Refusal::ChangedPack.sentence())
}
