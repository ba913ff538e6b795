//! Work that waits for its transaction, and the threads that do it.
//!
//! A request leaves its work in a queue and is woken with the answer. Nothing is answered before it is durable. So much
//! waits at once, and work that nobody waits for any longer is not begun.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::error::{BUSY, CLOSED, fault};
use super::transaction::Transaction;
use super::work::{self, Job};
use crate::clock::Reading;
use crate::failure::Failure;
use crate::problem::Problem;

/// Work that waits at once, at most: one piece for each connection that a server has.
const MAX_WAITING: usize = 1024;

/// A queue, and the threads that empty it. They end with it.
pub struct Queue {
    jobs: Jobs,
    threads: Vec<JoinHandle<()>>,
}

/// What a thread takes its work from.
#[derive(Clone, Default)]
pub struct Jobs(Arc<Shared>);

#[derive(Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    came: Condvar,
}

#[derive(Default)]
struct Waiting {
    jobs: VecDeque<Job>,
    closed: bool,
}

impl Queue {
    /// With threads, each of which takes work until there is no more.
    pub fn new<W: FnOnce(Jobs) + Send + 'static>(
        name: &str,
        workers: impl IntoIterator<Item = W>,
    ) -> Result<Self, Failure> {
        let jobs = Jobs::default();
        let threads = workers.into_iter().map(|worker| {
            let jobs = jobs.clone();
            thread::Builder::new().name(name.into()).spawn(move || worker(jobs)).map_err(Failure::of)
        });
        Ok(Self { threads: threads.collect::<Result<_, _>>()?, jobs })
    }

    /// Has work done in a transaction, and waits for what comes of it; no longer than so long for its beginning.
    pub async fn run<T: Send + 'static>(
        &self,
        patience: Duration,
        work: impl FnOnce(&Transaction<'_>, &Reading) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (job, answer) = work::ask(work);
        self.jobs.push(job)?;
        answer.within(patience).await
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.jobs.close();
        for thread in self.threads.drain(..) {
            // The last request may let go of the store in one of its own threads.
            if thread.thread().id() != thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}

impl Jobs {
    /// The next one that is waited for; none when the store is closed.
    pub fn next(&self) -> Option<Job> {
        let mut waiting = self.lock();
        loop {
            if let Some(job) = waiting.next() {
                return Some(job);
            }
            if waiting.closed {
                return None;
            }
            waiting = self.0.came.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// What waits already, at most so many.
    pub fn waiting(&self, at_most: usize) -> Vec<Job> {
        let mut waiting = self.lock();
        std::iter::from_fn(|| waiting.next()).take(at_most).collect()
    }

    fn push(&self, job: Job) -> Result<(), Problem> {
        let mut waiting = self.lock();
        if waiting.closed {
            return Err(fault(CLOSED));
        }
        if waiting.jobs.len() >= MAX_WAITING {
            // Who went away makes room.
            waiting.jobs.retain(|job| job.is_wanted());
        }
        if waiting.jobs.len() >= MAX_WAITING {
            return Err(fault(BUSY));
        }
        waiting.jobs.push_back(job);
        self.0.came.notify_one();
        Ok(())
    }

    fn close(&self) {
        self.lock().closed = true;
        self.0.came.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn next(&mut self) -> Option<Job> {
        std::iter::from_fn(|| self.jobs.pop_front()).find(|job| job.is_wanted())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use prescreen::date::Instant;

    use super::*;
    use crate::clock::Remembered;
    use crate::store::transaction::{Access, Database};
    use crate::wire::answers::ClockStanding;

    const PATIENCE: Duration = Duration::from_secs(5);

    /// A queue whose one thread waits before each piece of work until it is told to go on.
    fn held() -> (Arc<Queue>, mpsc::Sender<()>) {
        let (go_on, told) = mpsc::channel();
        let worker = move |jobs: Jobs| {
            let connection = rusqlite::Connection::open_in_memory().unwrap();
            let reading = Reading { now: Instant(0), ahead: 0, standing: ClockStanding::Believed };
            while let Some(mut job) = jobs.next() {
                if told.recv().is_err() {
                    return;
                }
                let transaction =
                    Transaction::of(Database::Sqlite(&connection), Access::Write, Remembered::new(0, 0, 0));
                work::run(&mut job, &transaction, &reading);
                job.answer(Ok(()));
            }
        };
        (Arc::new(Queue::new("held", [worker]).unwrap()), go_on)
    }

    type Asked = tokio::task::JoinHandle<Result<usize, Problem>>;

    /// Asks for work that notes its number when it is done.
    async fn ask(queue: &Arc<Queue>, number: usize, did: &Arc<Mutex<Vec<usize>>>) -> Asked {
        let (queue, did) = (Arc::clone(queue), Arc::clone(did));
        let asked = tokio::spawn(async move {
            let work = move |_: &Transaction<'_>, _: &Reading| {
                did.lock().unwrap().push(number);
                Ok(number)
            };
            queue.run(PATIENCE, work).await
        });
        tokio::task::yield_now().await;
        asked
    }

    /// Waits until the thread has taken what is in the queue.
    fn taken(queue: &Queue) {
        while !queue.jobs.lock().jobs.is_empty() {
            thread::yield_now();
        }
    }

    fn is_busy(problem: &Problem) -> bool {
        problem.fault() == Some(BUSY)
    }

    #[tokio::test(start_paused = true)]
    async fn time_in_the_queue_counts_and_what_was_given_up_is_not_done() {
        let (queue, go_on) = held();
        let did = Arc::default();
        let first = ask(&queue, 1, &did).await;
        taken(&queue);
        let started = tokio::time::Instant::now();
        let second = ask(&queue, 2, &did).await;
        assert!(is_busy(&second.await.unwrap().unwrap_err()));
        assert_eq!(started.elapsed().as_secs(), PATIENCE.as_secs());
        assert!(is_busy(&first.await.unwrap().unwrap_err()));
        // From here on a thread is waited for, which knows no other time.
        tokio::time::resume();
        let third = ask(&queue, 3, &did).await;
        // The first was taken before it was given up, and is not begun either.
        for _ in 0..2 {
            go_on.send(()).unwrap();
        }
        assert_eq!(third.await.unwrap().unwrap(), 3);
        assert_eq!(*did.lock().unwrap(), [3]);
    }

    #[tokio::test(start_paused = true)]
    async fn work_that_was_begun_is_waited_for() {
        let (queue, go_on) = held();
        let (begun, has_begun) = mpsc::channel();
        let (finish, finished) = mpsc::channel::<()>();
        let asked = {
            let queue = Arc::clone(&queue);
            tokio::spawn(async move {
                let work = move |_: &Transaction<'_>, _: &Reading| {
                    begun.send(()).unwrap();
                    finished.recv().unwrap();
                    Ok(7)
                };
                queue.run(PATIENCE, work).await
            })
        };
        tokio::task::yield_now().await;
        go_on.send(()).unwrap();
        has_begun.recv().unwrap();
        tokio::time::sleep(PATIENCE * 2).await;
        assert!(!asked.is_finished());
        finish.send(()).unwrap();
        assert_eq!(asked.await.unwrap().unwrap(), 7);
    }

    #[tokio::test(start_paused = true)]
    async fn so_much_waits_and_who_goes_away_makes_room() {
        let (queue, go_on) = held();
        let did = Arc::default();
        let first = ask(&queue, 0, &did).await;
        taken(&queue);
        let mut asked = Vec::new();
        for number in 1..=MAX_WAITING {
            asked.push(ask(&queue, number, &did).await);
        }
        let refused = ask(&queue, MAX_WAITING + 1, &did).await;
        assert!(refused.is_finished(), "at once");
        assert!(is_busy(&refused.await.unwrap().unwrap_err()));
        for gone in asked.drain(1..) {
            gone.abort();
            let _ = gone.await;
        }
        let last = ask(&queue, MAX_WAITING + 2, &did).await;
        tokio::time::resume();
        for _ in 0..3 {
            go_on.send(()).unwrap();
        }
        for done in [first, asked.remove(0), last] {
            done.await.unwrap().unwrap();
        }
        assert_eq!(*did.lock().unwrap(), [0, 1, MAX_WAITING + 2]);
    }
}
