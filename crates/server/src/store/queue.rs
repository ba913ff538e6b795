//! Work that waits for its transaction, and the threads that do it.
//!
//! A request leaves its work in a queue and is woken with the answer. Nothing is answered before it is durable, and a
//! panic in the work of one request is a fault of the store for that request alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;
use tracing::Span;

use super::transaction::Transaction;
use crate::clock::Reading;
use crate::failure::Failure;
use crate::problem::{Kind, Problem};

/// Work of one request.
pub trait Work: Send {
    /// Does it, once; whether what it changed is to be stored.
    fn run(&mut self, transaction: &Transaction<'_>, reading: &Reading) -> bool;

    /// Wakes the request: with what came of it when the store has settled it, otherwise with the fault, which is logged
    /// under the request.
    fn answer(self: Box<Self>, settled: Result<(), &str>);
}

/// Work, as it is queued.
pub type Job = Box<dyn Work>;

/// A queue, and the threads that empty it. They end with it.
pub struct Queue {
    jobs: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

/// What a thread takes its work from.
#[derive(Clone)]
pub struct Jobs(Arc<Mutex<Receiver<Job>>>);

struct Pending<T, F> {
    work: Option<F>,
    done: Option<Result<T, Problem>>,
    reply: oneshot::Sender<Result<T, Problem>>,
    span: Span,
}

impl Queue {
    /// With threads, each of which takes work until there is no more.
    pub fn new<W: FnOnce(Jobs) + Send + 'static>(
        name: &str,
        workers: impl IntoIterator<Item = W>,
    ) -> Result<Self, Failure> {
        let (sender, receiver) = mpsc::channel();
        let jobs = Jobs(Arc::new(Mutex::new(receiver)));
        let threads = workers.into_iter().map(|worker| {
            let jobs = jobs.clone();
            thread::Builder::new().name(name.into()).spawn(move || worker(jobs)).map_err(Failure::of)
        });
        Ok(Self { jobs: Some(sender), threads: threads.collect::<Result<_, _>>()? })
    }

    /// Has work done in a transaction, and waits for what comes of it.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>, &Reading) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (reply, done) = oneshot::channel();
        let job = Box::new(Pending { work: Some(work), done: None, reply, span: Span::current() });
        let gone = |()| Problem::of_fault("closed");
        self.jobs.as_ref().ok_or(()).and_then(|jobs| jobs.send(job).map_err(|_| ())).map_err(gone)?;
        done.await.map_err(|_| gone(()))?
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.jobs = None;
        for thread in self.threads.drain(..) {
            // The last request may let go of the store in one of its own threads.
            if thread.thread().id() != thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}

impl Jobs {
    /// The next one; none when the store is closed.
    pub fn next(&self) -> Option<Job> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
    }

    /// What waits already, at most so many.
    pub fn waiting(&self, at_most: usize) -> Vec<Job> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).try_iter().take(at_most).collect()
    }
}

/// Does the work of one request; whether what it changed is to be stored.
pub fn run(job: &mut Job, transaction: &Transaction<'_>, reading: &Reading) -> bool {
    // The job is not used again but to answer that it failed.
    catch_unwind(AssertUnwindSafe(|| job.run(transaction, reading))).unwrap_or(false)
}

impl<T, F> Work for Pending<T, F>
where
    T: Send,
    F: FnOnce(&Transaction<'_>, &Reading) -> Result<T, Problem> + Send,
{
    fn run(&mut self, transaction: &Transaction<'_>, reading: &Reading) -> bool {
        let Some(work) = self.work.take() else { return false };
        let done = self.span.in_scope(|| work(transaction, reading));
        let stored = done.is_ok();
        self.done = Some(done);
        stored
    }

    fn answer(self: Box<Self>, settled: Result<(), &str>) {
        if let Err(fault) = settled {
            self.span.in_scope(|| tracing::error!(fault, "storage failed"));
        }
        let done = match settled {
            Ok(()) => self.done.unwrap_or_else(|| Err(Kind::Storage.into())),
            Err(fault) => Err(Problem::of_fault(fault)),
        };
        // Who no longer waits asks again.
        let _ = self.reply.send(done);
    }
}
