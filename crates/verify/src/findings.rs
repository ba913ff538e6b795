//! What a check came to, in closed lists: each with a code, for programs and other languages, and an English sentence.

use prescreen::json::Json;

macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $sentence:literal;)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each has its sentence")]
        pub enum $name { $($variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The sentence, without capital and full stop.
            #[must_use]
            pub fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)* }
            }
        }
    )*};
}

pub(crate) use sentences;

sentences! {
    /// What was proved.
    Proved {
        ValuesLead = "values-lead", "the values lead to the commitment";
        SessionSigned = "session-signed", "the session's key signed commitment and verdict";
        ServerSigned = "server-signed", "the server signed ticket and receipt";
        ServerSignedTicket = "server-signed-ticket", "the server signed the ticket; a receipt is not in it";
        FirmsVerdict = "firms-verdict", "the verdict is the one that the firm keeps";
        SessionIssued = "session-issued", "the session is as it was issued, in whole";
        RulesAgain = "rules-again", "the same rules give the same verdict again";
        VerdictRests = "verdict-rests", "the verdict rests on it";
        ReceiptSigned = "receipt-signed", "the server signed the receipt";
        ReceiptOfVerdict = "receipt-of-verdict", "it is for the verdict beside it, which the session's key signed";
        ExportLines = "export-lines", "it has every line that its end counts, and each as its end says";
        ExportObjects = "export-objects", "each ticket, verdict, step and receipt in it is signed, they belong together, and are possible under the packs in it";
        ExportSigned = "export-signed", "the server signed it as a whole: nothing in it was changed since it was made";
        ExportEmpty = "export-empty", "it has no session, and so nothing that is signed";
        ExportKeys = "export-keys", "the keys that signed are the server's";
        StatementsSigned = "statements-signed", "each approval and withdrawal of a pack is signed by the person whom the list of approvers names";
        StatementsOfPack = "statements-of-pack", "they are about the pack beside them, as it is to the last byte";
    }

    /// What more would be proved with a further document.
    Open {
        ServerSigned = "server-signed", "that the server signed ticket and receipt";
        FirmsVerdict = "firms-verdict", "that the verdict is the one that the firm keeps";
        SessionIssued = "session-issued", "that the session, with the facts that the firm attested, is as it was issued";
        RulesAgain = "rules-again", "that the rules give this verdict";
        ValuesLead = "values-lead", "that the values lead to the commitment";
        VerdictRests = "verdict-rests", "that a verdict rests on it";
        ReceiptSigned = "receipt-signed", "that the server signed the receipt";
        ReceiptOfVerdict = "receipt-of-verdict", "for which verdict it is";
        ExportKeys = "export-keys", "that the keys in it are the server's";
        StatementsSigned = "statements-signed", "that approvals and withdrawals are of persons who may make them";
        StatementsOfPack = "statements-of-pack", "of which content of the pack they are";
    }

    /// What no further document proves.
    Limit {
        AnswersTrue = "answers-true", "that the answers are true";
        HonestTab = "honest-tab", "that the tab worked out the verdict honestly";
        NoLeave = "no-leave", "that anything may be bought: who acts on it reads whether it is complete, and the verdict that it names";
        WhoItIs = "who-it-is", "who the person is: it has the firm's own name for them alone";
        Unsigned = "unsigned", "that nothing of the server's word in it was changed: it is not signed as a whole";
        NothingLeftOut = "nothing-left-out", "that nothing was left out: an export does not show it";
        SealedInside = "sealed-inside", "what is inside sealed records";
        ReadBeforeSigned = "read-before-signed", "that who signed for a pack had read it";
        ServersWord = "servers-word", "the session's facts, when a verdict was accepted and why an attempt was excused: they are the server's word";
    }

    /// A further document.
    Need {
        Keys = "keys", "the server's keys";
        Verdict = "verdict", "the verdict";
        Session = "session", "the session";
        Pack = "pack", "the pack";
        Approvers = "approvers", "the list of approvers";
    }
}

impl Open {
    /// What would prove it.
    #[must_use]
    pub fn need(self) -> Need {
        match self {
            Self::ServerSigned | Self::ReceiptSigned | Self::ExportKeys => Need::Keys,
            Self::FirmsVerdict | Self::VerdictRests | Self::ReceiptOfVerdict => Need::Verdict,
            Self::SessionIssued => Need::Session,
            Self::RulesAgain | Self::ValuesLead | Self::StatementsOfPack => Need::Pack,
            Self::StatementsSigned => Need::Approvers,
        }
    }
}

/// What a document showed that holds.
#[derive(Clone, Default, PartialEq)]
pub struct Findings {
    /// What it proves.
    pub proved: Vec<Proved>,
    /// What it would prove beside a further document.
    pub open: Vec<Open>,
    /// What it does not prove, whatever is beside it.
    pub limits: Vec<Limit>,
    /// What it says, by name: the claims of what is signed, answers that were opened, counts.
    pub said: Vec<(String, Json)>,
}

impl Findings {
    /// As one JSON object, of codes.
    #[must_use]
    pub fn json(&self) -> Json {
        let open =
            |open: &Open| Json::object([("code", Json::text(open.code())), ("needs", Json::text(open.need().code()))]);
        Json::object([
            ("limits", Json::List(self.limits.iter().map(|limit| Json::text(limit.code())).collect())),
            ("open", Json::List(self.open.iter().map(open).collect())),
            ("proved", Json::List(self.proved.iter().map(|proved| Json::text(proved.code())).collect())),
            ("said", Json::Map(self.said.clone())),
        ])
    }
}
