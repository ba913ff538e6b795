//! Work of one request, which a thread of the store does, and the request that waits for what comes of it.
//!
//! Whoever comes first settles it: the thread that begins the work, or the request that gives it up. A request that is told
//! that there is too much to do can rely on it that nothing was done. A panic in the work of one request is a fault of the
//! store for that request alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::oneshot;
use tracing::Span;

use super::error::{BUSY, CLOSED, fault, log};
use super::transaction::Transaction;
use crate::clock::Reading;
use crate::problem::{Kind, Problem};

/// Work of one request.
pub trait Work: Send {
    /// Whether somebody waits for it.
    fn is_wanted(&self) -> bool;

    /// Does it, once; whether what it changed is to be stored.
    fn run(&mut self, transaction: &Transaction<'_>, reading: &Reading) -> bool;

    /// Wakes the request: with what came of it when the store has settled it, otherwise with the fault, which is logged
    /// under the request.
    fn answer(self: Box<Self>, settled: Result<(), &str>);
}

/// Work, as it is queued.
pub type Job = Box<dyn Work>;

/// What a request waits for.
pub struct Answer<T> {
    done: oneshot::Receiver<Result<T, Problem>>,
    settled: Arc<AtomicBool>,
}

struct Pending<T, F> {
    work: Option<F>,
    done: Option<Result<T, Problem>>,
    /// Whether it was begun or given up.
    settled: Arc<AtomicBool>,
    reply: oneshot::Sender<Result<T, Problem>>,
    span: Span,
}

/// Work of the request that is answered now, and what it waits for.
pub fn ask<T, F>(work: F) -> (Job, Answer<T>)
where
    T: Send + 'static,
    F: FnOnce(&Transaction<'_>, &Reading) -> Result<T, Problem> + Send + 'static,
{
    let (reply, done) = oneshot::channel();
    let settled = Arc::new(AtomicBool::new(false));
    let answer = Answer { done, settled: Arc::clone(&settled) };
    (Box::new(Pending { work: Some(work), done: None, settled, reply, span: Span::current() }), answer)
}

/// Does the work of one request; whether what it changed is to be stored.
pub fn run(job: &mut Job, transaction: &Transaction<'_>, reading: &Reading) -> bool {
    // The job is not used again but to answer that it failed.
    catch_unwind(AssertUnwindSafe(|| job.run(transaction, reading))).unwrap_or(false)
}

impl<T> Answer<T> {
    /// Waits for what comes of the work; no longer than so long for its beginning.
    pub async fn within(mut self, patience: Duration) -> Result<T, Problem> {
        let answered = match tokio::time::timeout(patience, &mut self.done).await {
            Ok(answered) => answered,
            Err(_) if !self.settled.swap(true, Ordering::AcqRel) => return Err(fault(BUSY)),
            Err(_) => self.done.await,
        };
        answered.map_err(|_| fault(CLOSED))?
    }
}

impl<T, F> Work for Pending<T, F>
where
    T: Send,
    F: FnOnce(&Transaction<'_>, &Reading) -> Result<T, Problem> + Send,
{
    fn is_wanted(&self) -> bool {
        !self.reply.is_closed()
    }

    fn run(&mut self, transaction: &Transaction<'_>, reading: &Reading) -> bool {
        // Who waited for it may have gone while a lock was waited for.
        if !self.is_wanted() || self.settled.swap(true, Ordering::AcqRel) {
            return false;
        }
        let Some(work) = self.work.take() else { return false };
        let done = self.span.in_scope(|| work(transaction, reading));
        let stored = done.is_ok();
        self.done = Some(done);
        stored
    }

    fn answer(self: Box<Self>, settled: Result<(), &str>) {
        if let Err(code) = settled {
            self.span.in_scope(|| log(code));
        }
        let done = match settled {
            Ok(()) => self.done.unwrap_or_else(|| Err(Kind::Storage.into())),
            Err(code) => Err(fault(code)),
        };
        // Who no longer waits asks again.
        let _ = self.reply.send(done);
    }
}
