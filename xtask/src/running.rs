//! Programs that run side by side until one of them ends or the person stops them: then all end.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How often it is looked whether all are still there.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How long a program may take to end before it is made to.
const PATIENCE: Duration = Duration::from_secs(12);

/// The programs, and whether to stop.
pub struct Running {
    programs: Vec<Child>,
    stop: Arc<AtomicBool>,
}

impl Running {
    /// Nothing yet. From here on Ctrl-C and a request to terminate end the programs first.
    pub fn new() -> Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        ctrlc::set_handler(move || told.store(true, Ordering::SeqCst))?;
        Ok(Self { programs: Vec::new(), stop })
    }

    /// Starts a program that prints its address at the end of its first line; gives the address.
    pub fn start(&mut self, mut command: Command) -> Result<String> {
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child =
            command.stdout(Stdio::piped()).spawn().with_context(|| format!("could not start `{program}`"))?;
        let output = child.stdout.take().context("the program has no output")?;
        self.programs.push(child);
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        match line.trim().rsplit(' ').next().filter(|address| address.starts_with("http")) {
            Some(address) => Ok(address.to_owned()),
            None => bail!("`{program}` did not start"),
        }
    }

    /// Waits until a program ends or the person stops them. An end that nobody asked for is a failure.
    pub fn wait(mut self) -> Result<()> {
        while !self.stop.load(Ordering::SeqCst) {
            for program in &mut self.programs {
                if let Some(status) = program.try_wait()? {
                    bail!("a program ended by itself ({status})");
                }
            }
            std::thread::sleep(LOOK_EVERY);
        }
        Ok(())
    }
}

impl Drop for Running {
    /// The last that was started ends first, so that nobody asks one that is gone.
    fn drop(&mut self) {
        for program in self.programs.iter_mut().rev() {
            // After Ctrl-C in a terminal they were told already; to be told twice does no harm.
            let _ = Command::new("kill").arg(program.id().to_string()).stderr(Stdio::null()).status();
            let patient_until = Instant::now() + PATIENCE;
            while Instant::now() < patient_until && !matches!(program.try_wait(), Ok(Some(_)) | Err(_)) {
                std::thread::sleep(LOOK_EVERY);
            }
            let _ = program.kill();
            let _ = program.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_started_ends_when_nobody_waits_for_it_any_more() {
        let mut running = Running::new().unwrap();
        let script = "echo serves http://127.0.0.1:1; exec sleep 600";
        let mut shell = Command::new("sh");
        shell.args(["-c", script]);
        assert_eq!(running.start(shell).unwrap(), "http://127.0.0.1:1");
        let mut silent = Command::new("sh");
        silent.args(["-c", "exit 3"]);
        assert!(running.start(silent).is_err());
        let id = running.programs[0].id().to_string();
        let is_there = || Command::new("kill").args(["-0", &id]).stderr(Stdio::null()).status().unwrap().success();
        assert!(is_there());
        drop(running);
        assert!(!is_there());
    }
}
