//! The processor time of processes, as the kernel counts it.

use std::fs;

/// The kernel counts in hundredths of a second, whatever its own clock does.
const TICKS: f64 = 100.0;

/// What was used so far, in ticks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spent(u64);

impl Spent {
    /// By a process.
    pub fn of(process: u32) -> Self {
        Self(stat(process).map_or(0, |(_, ticks)| ticks))
    }

    /// By a process and its children.
    pub fn of_family(parent: u32) -> Self {
        let processes =
            fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
        let of_it = processes.filter_map(|process: u32| {
            let (its_parent, ticks) = stat(process)?;
            (process == parent || its_parent == parent).then_some(ticks)
        });
        Self(of_it.sum())
    }

    /// The seconds since an earlier count.
    pub fn since(self, before: Self) -> f64 {
        self.0.saturating_sub(before.0) as f64 / TICKS
    }
}

/// The parent of a process, and its ticks.
fn stat(process: u32) -> Option<(u32, u64)> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name before it may hold anything.
    let fields: Vec<&str> = text.rsplit(") ").next()?.split(' ').collect();
    let ticks = |field: usize| fields[field].parse::<u64>().ok();
    Some((fields[1].parse().ok()?, ticks(11)? + ticks(12)?))
}
