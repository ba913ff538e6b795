//! The browser that the tests drive.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{apt, shell::which};

/// Chromium and its driver.
pub struct Browser {
    /// The browser.
    pub chromium: PathBuf,
    /// The same engine without windows, which needs half the processor; the tests do without it where it is missing.
    pub shell: Option<PathBuf>,
    /// Its WebDriver server.
    pub driver: PathBuf,
}

/// Finds Chromium and chromedriver, or installs both with a font for Chinese text.
/// `CHROMIUM`, `CHROMIUM_SHELL` and `CHROMEDRIVER` name others.
pub fn find_or_install() -> Result<Browser> {
    let mut browser = match find() {
        Some(browser) => browser,
        None => {
            apt::install(&["chromium", "chromium-driver", "fonts-noto-cjk"], "the browser tests")?;
            find().context("Chromium was installed but is not on the search path")?
        }
    };
    if browser.shell.is_none() {
        // Together: each of them wants the others in its own version.
        let packages = ["chromium", "chromium-driver", "chromium-headless-shell"];
        match apt::install(&packages, "browser tests in half the time") {
            Ok(()) => browser = find().context("Chromium was installed but is not on the search path")?,
            Err(error) => println!("{error:#}"),
        }
    }
    Ok(browser)
}

/// Finds the virtual screen of tests that need a browser with a window, or installs it.
pub fn find_or_install_screen() -> Result<()> {
    if which("Xvfb").is_some() { Ok(()) } else { apt::install(&["xvfb"], "the tests of attacks") }
}

fn find() -> Option<Browser> {
    Some(Browser {
        chromium: named("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])?,
        shell: shell(),
        driver: named("CHROMEDRIVER", &["chromedriver"])?,
    })
}

fn shell() -> Option<PathBuf> {
    named("CHROMIUM_SHELL", &["chromium-headless-shell"])
}

fn named(variable: &str, programs: &[&str]) -> Option<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
        .or_else(|| programs.iter().find_map(|program| which(program)))
}
