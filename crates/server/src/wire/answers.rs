//! What the firm's back end and pages get.

use prescreen::Session;
use prescreen::date::{Date, Instant};
use prescreen::id::Id;
use prescreen::json::{Json, Read, Reader, Write};
use prescreen::session::ProfileOnFile;
use prescreen::terms::{Digest, Outcome, PackRef, Purpose};
use prescreen::verdict::jws::SUITE;
use prescreen::verdict::step::NextStep;
use prescreen::verdict::{Taken, Verdict};
pub use prescreen_verify::kept::{Excuse, KeptRecord, KeySet, ServerJwk, SessionRecord};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

/// A session that was opened.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SessionOpened {
    /// The session's id.
    pub session: Id,
    /// With which a page claims it, once.
    pub claim_token: String,
    /// Until when a verdict is accepted, in seconds since 1970.
    pub expires: Instant,
    /// Facts that only the firm can give, that the session does not have, and without which it cannot go on whatever
    /// the person answers: open another session with them.
    pub missing_facts: Vec<Id>,
}

/// Most attempts that are told as left.
pub const MOST_LEFT: u32 = 100;

/// A session that a page has, with what is known before anything is asked.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SessionClaimed {
    /// The session's document.
    pub session: Session,
    /// What is left of the person's attempts; none where this session needs none, or none more: a class on file that holds,
    /// or a ticket that was issued.
    pub attempts: Option<AttemptsLeft>,
    /// Facts that only the firm can give, that the session does not have, and without which it cannot go on whatever
    /// the person answers: nothing has to be asked, and the firm opens another session with them.
    pub missing_facts: Vec<Id>,
    /// The key with which this server signs now. A page that was given others would refuse the ticket, once an attempt was
    /// counted: it says so before anything is asked.
    pub signer: ServerJwk,
}

/// What is left of a person's attempts at this moment. It is told, not kept free: an attempt counts at its commitment.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AttemptsLeft {
    /// How many were counted, in the window that `allowed` counts in.
    pub used: u32,
    /// How many the window allows: 12 months where the pack's rule has them, else the day; none for no limit.
    pub allowed: Option<u32>,
    /// How many can be made on this day, one after another, by every limit; none for more than 100.
    pub left: Option<u32>,
    /// Where none is left: the day on which one is possible again; none when none ever is.
    pub retry_on: Option<Date>,
}

/// The ticket: the attempt was counted.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct TicketIssued {
    /// A compact JWS, signed by the server.
    pub ticket: String,
}

/// What was accepted so far, and what comes next.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Acceptance {
    /// A compact JWS, signed by the server.
    pub receipt: String,
    /// The next step; none when all are taken.
    pub next: Option<NextStep>,
}

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub enum Stage {
    /// Opened, and waiting for its page.
    Open,
    /// A page has it.
    Claimed,
    /// The answers are committed to and the attempt is counted.
    Committed,
    /// A verdict was accepted; it does not go on, or steps are left.
    Decided,
    /// Every step is taken.
    Complete,
    /// Its time was over before a verdict, or what its verdict rests on before the last step.
    Expired,
}

/// A session as the firm reads it back.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SessionState {
    /// The session's id.
    pub session: Id,
    /// How far it has come.
    pub state: Stage,
    /// The session's document as its page has it, with which a verdict is checked; its `now` is that of the first claim.
    pub document: Session,
    /// Thumbprint of the key that claimed it, by which a verdict is signed.
    pub jkt: Option<Digest>,
    /// When the verdict was accepted, by the server's clock of that moment: the time to check it at. It never changes, also
    /// where that clock was wrong and what waits was brought back since.
    pub accepted: Option<Instant>,
    /// The ticket, a compact JWS; none before the commitment.
    pub ticket: Option<String>,
    /// The verdict, a compact JWS; none before it was accepted.
    pub verdict: Option<String>,
    /// The verdict's claims.
    pub claims: Option<VerdictClaims>,
    /// The verdict's outcome; none before it was accepted.
    pub outcome: Option<Outcome>,
    /// When a pause has ended, as the pack says: the firm turns to the person before, by the channel on file. None for what is
    /// no pause, and for one without an end.
    pub pause_ends: Option<Instant>,
    /// The steps taken so far, in order.
    pub steps: Vec<Taken>,
    /// The step that is next, from when and until when it can be confirmed; none where none is left or nothing goes on.
    pub next: Option<NextStep>,
    /// The last receipt, a compact JWS.
    pub receipt: Option<String>,
    /// Whether the outcome goes on and no step is left.
    pub complete: bool,
    /// What to keep on file, from a completed assessment.
    pub profile: Option<ProfileOnFile>,
    /// Why what was decided does not hold any more: who acts on it now would act on an earlier day. None while it holds, and
    /// where nothing was decided that goes on.
    pub lapsed: Option<Lapse>,
    /// Why the firm excused the attempt, which so no longer counts towards a limit; none where it did not.
    pub excused: Option<Excuse>,
}

/// Why what was decided does not hold any more; a step is refused with the same code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Lapse {
    /// The pack, the profile on file, the days of the flow or what the firm attested: one of them holds no more today.
    Expired,
    /// The person's last attempt is not finished, or ended with a lower class or none.
    ClassSuspended,
}

/// What an opening would come to; nothing was opened.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OpeningChecked {
    /// Facts that the pack takes from the firm and that are not in the opening: without them the session ends at its start.
    pub missing_facts: Vec<Id>,
    /// The eligibility rule, by its reason code, by which these facts rule the person out, whatever they would answer; none
    /// where it is open.
    pub barred_by: Option<Id>,
}

/// Whether a profile on file counts today.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProfileStanding {
    /// Why it does not; none while a purchase may rest on it.
    pub lapsed: Option<Lapse>,
}

/// Most sessions in one answer.
pub const MAX_LISTED: u32 = 100;

/// The sessions of a person, the one that was opened last first.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SessionList {
    /// At most as many as were asked for.
    pub sessions: Vec<SessionListed>,
    /// The cursor to go on with, to be given back as it is; none when no more are there.
    pub next: Option<String>,
}

/// A session in a list.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SessionListed {
    /// The session's id.
    pub session: Id,
    /// How far it has come.
    pub state: Stage,
    /// What it is for.
    pub purpose: Purpose,
    /// The product that is bought.
    pub product: Option<Id>,
    /// What is applied for.
    pub permission: Option<Id>,
    /// The pack that it is pinned to.
    pub pack: PackRef,
    /// When it was claimed first, and until then when it was opened.
    pub now: Instant,
}

/// Decided sessions in the order of their last change: the acceptance of the verdict, or a step.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct DecidedFeed {
    /// What changed after the cursor, at most as many as were asked for. A session that changes again comes again.
    pub sessions: Vec<DecidedSession>,
    /// The cursor to go on with, to be given back as it is; the same as before when nothing came.
    pub next: String,
}

/// A decided session as it is now.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct DecidedSession {
    /// The session's id.
    pub session: Id,
    /// The firm's opaque name for the person.
    pub subject: Id,
    /// What it is for.
    pub purpose: Purpose,
    /// How far it has come.
    pub state: Stage,
    /// The verdict's outcome.
    pub outcome: Outcome,
    /// Whether the outcome goes on and no step is left.
    pub complete: bool,
    /// When the verdict was accepted.
    pub accepted: Instant,
}

/// Which program answers.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Version {
    /// The program's version.
    pub version: String,
}

/// The claims of an accepted verdict, as it was signed.
#[derive(Debug, Clone)]
pub struct VerdictClaims(pub Json);

/// Whether the store answers, and what is made of the clock.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Health {
    /// `ok`.
    pub status: String,
    /// Whether the system clock decides.
    pub clock: ClockStanding,
    /// For how many seconds the store had seen no time when the server started, by the clock of that moment: as long as
    /// no server ran, where that clock was right.
    pub gap: i64,
}

/// Whether sessions can be opened.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Readiness {
    /// `ready`.
    pub status: String,
    /// Every pack whose file is there, with how far it has come.
    pub packs: Vec<PackStanding>,
}

/// How far a pack has come.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PackStanding {
    /// The pack.
    pub pack: PackRef,
    /// `draft`, `approved`, `active`, `accepted_until` or `withdrawn`.
    pub state: String,
    /// The last day of this state, where one is known.
    pub until: Option<Date>,
    /// Why it is a draft: `too-few`, `same-person`, `missing-key`, `wrong-key`, `signature`, `changed-pack` or `expired`.
    pub why: Option<String>,
}

/// What the server makes of the system clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub enum ClockStanding {
    /// It decides.
    Believed,
    /// It is behind a time that was decided with; that time stands until it catches up.
    Behind,
    /// It is further ahead than time has passed; the server counts on by itself until the operator confirms it.
    Unconfirmed,
}

prescreen::objects! {
    SessionOpened { session, claim_token, expires, missing_facts }
    SessionClaimed { session, attempts, missing_facts, signer }
    AttemptsLeft { used, allowed, left, retry_on }
    TicketIssued { ticket }
    Acceptance { receipt, next }
    SessionState {
        session, state, document, jkt, accepted, ticket, verdict, claims, outcome, pause_ends, steps, next, receipt, complete, profile, lapsed,
        excused
    }
    OpeningChecked { missing_facts, barred_by }
    ProfileStanding { lapsed }
    SessionList { sessions, next }
    SessionListed { session, state, purpose, product, permission, pack, now }
    Version { version }
    Health { status, clock, gap }
    Readiness { status, packs }
    PackStanding { pack, state, until, why }
    DecidedFeed { sessions, next }
    DecidedSession { session, subject, purpose, state, outcome, complete, accepted }
}

prescreen::words! {
    ClockStanding { Believed = "believed", Behind = "behind", Unconfirmed = "unconfirmed" }
    Lapse { Expired = "expired", ClassSuspended = "class-suspended" }
    Stage {
        Open = "open", Claimed = "claimed", Committed = "committed", Decided = "decided", Complete = "complete",
        Expired = "expired"
    }
}

impl Read for VerdictClaims {
    fn read<'j>(json: &'j Json, _: &mut Reader<'j>) -> Self {
        Self(json.clone())
    }
}

impl Write for VerdictClaims {
    fn json(&self) -> Json {
        self.0.clone()
    }
}

impl JsonSchema for VerdictClaims {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "VerdictClaims".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        signed_claims::<Verdict>(generator)
    }
}

/// The schema of a signed object's claims: its suite besides, all of them there, no other.
pub fn signed_claims<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let mut schema = T::json_schema(generator);
    let suite = json!({ "const": SUITE, "description": "The algorithms of every object." });
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("suite".into(), suite);
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    let names: Vec<String> = properties.into_iter().flat_map(serde_json::Map::keys).cloned().collect();
    schema.insert("required".into(), json!(names));
    schema.insert("additionalProperties".into(), json!(false));
    schema
}
