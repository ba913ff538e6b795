//! A connection whose reader has so long for a whole answer.
//!
//! Takes a stream, gives it back with a limit on writing. An answer's time starts with its first byte and ends when all
//! of it was taken; a reader that takes bytes one by one, or asks again without reading, wins nothing.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// A stream that fails when an answer is not taken in time.
pub struct Paced<S> {
    stream: S,
    time: Duration,
    /// Until when the answer that is being written has to be taken.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl<S> Paced<S> {
    /// With the time for an answer.
    pub fn new(stream: S, time: Duration) -> Self {
        Self { stream, time, deadline: None }
    }

    fn in_time(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        let time = self.time;
        let deadline = self.deadline.get_or_insert_with(|| Box::pin(sleep(time)));
        if deadline.as_mut().poll(context).is_ready() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(()) }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.in_time(context)?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.in_time(context)?;
        Pin::new(&mut self.stream).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Asked for once everything was written.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(context))?;
        self.deadline = None;
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    const TIME: Duration = Duration::from_secs(30);

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_is_not_read_fails() {
        let (server, _client) = duplex(16);
        let failed = Paced::new(server, TIME).write_all(&[0; 64]).await.unwrap_err();
        assert_eq!(failed.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_is_read_byte_by_byte_fails() {
        let (server, mut client) = duplex(16);
        let reader = tokio::spawn(async move {
            let mut read = 0;
            while client.read_u8().await.is_ok() {
                read += 1;
                sleep(Duration::from_secs(1)).await;
            }
            read
        });
        let mut paced = Paced::new(server, TIME);
        assert_eq!(paced.write_all(&[0; 256]).await.unwrap_err().kind(), io::ErrorKind::TimedOut);
        drop(paced);
        assert!((30..=48).contains(&reader.await.unwrap()));
    }

    #[tokio::test(start_paused = true)]
    async fn every_answer_has_its_own_time() {
        let (server, mut client) = duplex(16);
        let mut paced = Paced::new(server, TIME);
        for _ in 0..3 {
            paced.write_all(&[0; 16]).await.unwrap();
            paced.flush().await.unwrap();
            sleep(TIME).await;
            client.read_exact(&mut [0; 16]).await.unwrap();
        }
    }
}
