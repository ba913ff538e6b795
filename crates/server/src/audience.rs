//! For the page of which origin a verdict is made.
//!
//! Takes what the firm says at the opening and the origins that the server was started for; gives the session's
//! audience. It must never guess: a page refuses a session that names another origin than its own, and this machine's own
//! names are as many origins.

use prescreen::terms::Origin;
use prescreen::{Code, Error};

use crate::problem::{Kind, Problem};

/// The origins whose pages may be named, and the one that is meant where the firm names none.
pub struct Audiences {
    /// Every one that may be named; any, where there is none.
    pages: Vec<Origin>,
    usual: Option<Origin>,
}

impl Audiences {
    /// Of a server that is started for pages of these origins; its own address stands in where there are none, and
    /// whoever asks can be at that address only (`own`).
    pub fn new(pages: &[Origin], own: Option<Origin>) -> Self {
        let usual = match pages {
            [] => own,
            [page] => Some(page.clone()),
            _ => None,
        };
        Self { pages: pages.to_vec(), usual }
    }

    /// The audience of a session for which the firm says this.
    ///
    /// # Errors
    /// Where it says none and none can be meant, no origin, or one that the server was not started for.
    pub fn of(&self, said: Option<&str>) -> Result<Origin, Problem> {
        let Some(text) = said else {
            let missing = "name the origin of the page that shows the session, such as https://broker.example";
            return self
                .usual
                .clone()
                .ok_or_else(|| Problem::new(Kind::AudienceMissing).detail(missing).at("/audience"));
        };
        let audience: Origin = text
            .parse()
            .map_err(|message| Problem::of_request(Kind::Invalid, &Error::new(Code::Range, "/audience", message)))?;
        if self.pages.is_empty() || self.pages.contains(&audience) {
            return Ok(audience);
        }
        let named = "the server was started for pages of other origins (--page-origin): name one of them, or start it for this one too";
        Err(Problem::new(Kind::AudienceNotAllowed).detail(named).at("/audience"))
    }
}

/// The names by which a browser reaches the machine that it runs on.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Each page on this machine that is known by one of its names alone, with the origins that it has under the others.
pub fn known_by_one_name(pages: &[Origin]) -> Vec<(&Origin, Vec<String>)> {
    let lone = pages.iter().filter_map(|page| {
        let others = under_other_names(page.as_str())?;
        let none_is_known = !pages.iter().any(|page| others.iter().any(|other| other == page.as_str()));
        none_is_known.then_some((page, others))
    });
    lone.collect()
}

/// What an origin is under the other names of this machine; none where it is elsewhere.
fn under_other_names(origin: &str) -> Option<Vec<String>> {
    let (scheme, host) = origin.split_once("://")?;
    let is_name_of =
        |name: &&&str| host.strip_prefix(**name).is_some_and(|port| port.is_empty() || port.starts_with(':'));
    let own = LOOPBACK.iter().find(is_name_of)?;
    let port = host.strip_prefix(own)?;
    Some(LOOPBACK.iter().filter(|name| *name != own).map(|name| format!("{scheme}://{name}{port}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(text: &str) -> Origin {
        text.parse().unwrap()
    }

    #[test]
    fn without_a_page_of_its_own_or_one_that_is_meant_the_firm_has_to_name_it() {
        let [broker, bank, own] =
            ["https://broker.example", "https://bank.example", "http://127.0.0.1:8787"].map(origin);
        let usual = |pages: &[&Origin], own: Option<&Origin>| {
            let pages: Vec<Origin> = pages.iter().map(|page| (*page).clone()).collect();
            Audiences::new(&pages, own.cloned()).of(None).ok()
        };
        assert_eq!(usual(&[], Some(&own)), Some(own.clone()));
        assert_eq!(usual(&[&broker], Some(&own)), Some(broker.clone()));
        assert_eq!(usual(&[&broker], None), Some(broker.clone()));
        // On an address that others reach, or behind a proxy.
        assert_eq!(usual(&[], None), None);
        assert_eq!(usual(&[&broker, &bank], Some(&own)), None);
    }
    #[test]
    fn a_page_on_this_machine_has_an_origin_for_each_of_its_names() {
        let lone = |pages: &[&str]| -> Vec<(String, Vec<String>)> {
            let pages: Vec<Origin> = pages.iter().map(|page| origin(page)).collect();
            known_by_one_name(&pages).into_iter().map(|(page, others)| (page.to_string(), others)).collect()
        };
        let others = |page: &str, others: [&str; 2]| (page.to_string(), others.map(String::from).to_vec());
        assert_eq!(
            lone(&["https://broker.example", "http://localhost:8080"]),
            [others("http://localhost:8080", ["http://127.0.0.1:8080", "http://[::1]:8080"])]
        );
        assert_eq!(lone(&["http://[::1]"]), [others("http://[::1]", ["http://localhost", "http://127.0.0.1"])]);
        assert_eq!(lone(&["http://localhost:80", "http://127.0.0.1:81"]).len(), 2);
        for known in [
            &["http://localhost:8080", "http://127.0.0.1:8080"][..],
            &["https://broker.example", "https://localhost.example", "http://127.0.0.10:80", "http://10.0.0.1"],
        ] {
            assert_eq!(lone(known), [], "{known:?}");
        }
    }
}
