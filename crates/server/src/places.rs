//! Who holds the connections: so many at once, so many of one host, and a share that strangers cannot take.
//!
//! Takes who connects, gives a place or none, at once. Where strangers hold all that they may, the network that holds the
//! most gives way to whoever holds fewer. It must never have a trusted proxy or the firm give way to anybody.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::client::Host;

/// One in so many places is kept: for trusted proxies and the firm from strangers, and from trusted proxies for the rest.
/// As many are the most of one host.
const SHARE: usize = 8;
/// For how long a connection may be without a request before one of a network that holds as many takes its place.
const PATIENCE: Duration = Duration::from_secs(1);

/// All connections.
pub struct Places {
    all: usize,
    table: Arc<Mutex<Table>>,
}

/// The connections that are held.
#[derive(Default)]
struct Table {
    last: u64,
    held: HashMap<u64, Connection>,
}

struct Connection {
    who: Who,
    host: Host,
    since: Instant,
    /// Since when no request is worked on; none while one is.
    idle: Option<Instant>,
    gives_way: Arc<Notify>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Stranger,
    /// A trusted proxy.
    Proxy,
    /// Who showed the host credential.
    Firm,
}

/// A connection's place, as its requests know it.
#[derive(Clone)]
pub struct Place {
    number: u64,
    table: Arc<Mutex<Table>>,
}

/// A place, given back when it goes.
pub struct Held {
    place: Place,
    gives_way: Arc<Notify>,
}

impl Places {
    /// So many places.
    pub fn new(all: usize) -> Self {
        Self { all, table: Arc::default() }
    }

    /// A place for a connection that was made, or none: then it is to be closed.
    pub fn take(&self, address: IpAddr, is_proxy: bool) -> Option<Held> {
        let mut table = lock(&self.table);
        let (host, share) = (Host::of(address), self.all.checked_div(SHARE).unwrap_or(0));
        let who = if is_proxy { Who::Proxy } else { Who::Stranger };
        let full = table.held.len() >= self.all;
        let share_taken = table.count(|one| one.who == who) >= self.all.saturating_sub(share);
        match who {
            Who::Proxy if share_taken => return None,
            Who::Proxy if full => table.make_room(None)?,
            Who::Proxy => {}
            _ if table.count(|one| one.who == who && one.host == host) >= share => return None,
            _ if full || share_taken => table.make_room(Some(host))?,
            _ => {}
        }
        table.last = table.last.saturating_add(1);
        let (number, now, gives_way) = (table.last, Instant::now(), Arc::<Notify>::default());
        let one = Connection { who, host, since: now, idle: Some(now), gives_way: Arc::clone(&gives_way) };
        table.held.insert(number, one);
        Some(Held { place: Place { number, table: Arc::clone(&self.table) }, gives_way })
    }
}

impl Table {
    fn count(&self, which: impl Fn(&Connection) -> bool) -> usize {
        self.held.values().filter(|one| which(one)).count()
    }

    /// Has a stranger's connection give way: of a network that holds the most, the one without a request for the longest,
    /// and where each has one, the oldest. A newcomer whose network holds as many waits for one that was idle.
    fn make_room(&mut self, newcomer: Option<Host>) -> Option<()> {
        let now = Instant::now();
        let strangers = || self.held.iter().filter(|(_, one)| one.who == Who::Stranger);
        let mut networks: HashMap<IpAddr, usize> = HashMap::new();
        for (_, one) in strangers() {
            let count = networks.entry(one.host.network()).or_default();
            *count = count.saturating_add(1);
        }
        let count = |host: Host| networks.get(&host.network()).copied().unwrap_or(0);
        let most = networks.values().copied().max()?;
        let fewer = newcomer.is_none_or(|host| count(host) < most);
        let idle = |one: &Connection| one.idle.map(|since| now.duration_since(since));
        let number = strangers()
            .filter(|(_, one)| count(one.host) == most && (fewer || idle(one) >= Some(PATIENCE)))
            .max_by_key(|(_, one)| (idle(one), now.duration_since(one.since)))
            .map(|(number, _)| *number)?;
        self.held.remove(&number)?.gives_way.notify_one();
        Some(())
    }
}

impl Place {
    /// Says whether a request is worked on.
    pub fn set_at_work(&self, at_work: bool) {
        self.change(|one| one.idle = (!at_work).then(Instant::now));
    }

    /// Says that the host credential was shown. A trusted proxy's connection is everybody's.
    pub fn is_the_firms(&self) {
        self.change(|one| {
            if one.who == Who::Stranger {
                one.who = Who::Firm;
            }
        });
    }

    fn change(&self, change: impl FnOnce(&mut Connection)) {
        if let Some(one) = lock(&self.table).held.get_mut(&self.number) {
            change(one);
        }
    }
}

impl Held {
    /// As its requests know it.
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// Comes once the connection has to give way.
    pub async fn gives_way(&self) {
        self.gives_way.notified().await;
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        lock(&self.place.table).held.remove(&self.place.number);
    }
}

fn lock(table: &Mutex<Table>) -> MutexGuard<'_, Table> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many places, of which 4 are a share.
    const ALL: usize = 32;

    /// Takes what was given and still has a place.
    fn stays(held: &[Held]) -> usize {
        held.iter().filter(|one| lock(&one.place.table).held.contains_key(&one.place.number)).count()
    }

    fn take(places: &Places, address: &str) -> Option<Held> {
        places.take(address.parse().unwrap(), false)
    }

    /// Strangers of so many hosts, each with as many connections.
    fn strangers(places: &Places, hosts: u32, each: u32) -> Vec<Held> {
        let of = |host: u32| (0..each).filter_map(move |_| take(places, &format!("198.51.100.{host}")));
        (0..hosts).flat_map(of).collect()
    }

    #[tokio::test]
    async fn strangers_leave_a_share_to_trusted_proxies_and_those_one_to_the_rest() {
        let places = Places::new(ALL);
        assert_eq!(strangers(&places, 1, 9).len(), 4, "of one host");
        let held = strangers(&places, 9, 4);
        assert_eq!(stays(&held), 28);
        let proxy = || places.take("10.0.0.2".parse().unwrap(), true);
        let kept: Vec<Held> = std::iter::from_fn(proxy).take(ALL).collect();
        assert_eq!((kept.len(), stays(&kept), stays(&held)), (28, 28, 4), "strangers gave way");
        let newcomer = take(&places, "203.0.113.9").unwrap();
        assert_eq!((stays(&kept), stays(&held)), (28, 3));
        assert!(proxy().is_none());
        drop((kept, newcomer));
        assert!(proxy().is_some(), "what was given back is there again");
    }

    #[tokio::test]
    async fn who_holds_the_most_gives_way_to_who_holds_fewer() {
        let places = Places::new(ALL);
        let honest = strangers(&places, 4, 1);
        let many: Vec<Held> = (4..10)
            .flat_map(|host| (0..4).map(move |_| host))
            .filter_map(|host| take(&places, &format!("198.51.100.{host}")))
            .collect();
        assert_eq!(many.len(), 24);
        let newcomers: Vec<Held> = (0..12).filter_map(|n| take(&places, &format!("203.0.113.{n}"))).collect();
        assert_eq!((newcomers.len(), stays(&newcomers), stays(&honest), stays(&many)), (12, 12, 4, 12));
    }

    #[tokio::test]
    async fn a_network_of_48_bits_has_no_more_than_one_by_its_many_hosts() {
        let places = Places::new(ALL);
        let honest = [take(&places, "2001:db8:2::1").unwrap()];
        let mut many: Vec<Held> = (0..27).filter_map(|n| take(&places, &format!("2001:db8:1:{n:x}::1"))).collect();
        assert_eq!(many.len(), 27);
        many.extend((27..60).filter_map(|n| take(&places, &format!("2001:db8:1:{n:x}::1"))));
        assert_eq!((many.len(), stays(&many), stays(&honest)), (27, 27, 1));
        let newcomers = strangers(&places, 5, 2);
        assert_eq!((stays(&newcomers), stays(&many), stays(&honest)), (10, 17, 1));
    }

    #[tokio::test(start_paused = true)]
    async fn among_equals_who_was_idle_gives_way_and_who_has_a_request_stays() {
        let places = Places::new(ALL);
        let held: Vec<Held> = (0..28).filter_map(|n| take(&places, &format!("198.51.100.{n}"))).collect();
        assert_eq!(held.len(), 28);
        held.iter().skip(1).for_each(|one| one.place.set_at_work(true));
        assert!(take(&places, "198.51.100.5").is_none(), "it holds as many as anybody");
        tokio::time::advance(PATIENCE).await;
        let again = take(&places, "198.51.100.5").unwrap();
        assert_eq!((stays(&held[..1]), stays(&held[1..])), (0, 27));
        tokio::time::timeout(Duration::ZERO, held[0].gives_way()).await.unwrap();
        drop(again);
    }

    #[tokio::test]
    async fn the_firm_is_never_one_of_the_strangers() {
        let places = Places::new(ALL);
        let firm: Vec<Held> = (0..10)
            .filter_map(|_| {
                let one = take(&places, "192.0.2.1")?;
                one.place.is_the_firms();
                Some(one)
            })
            .collect();
        assert_eq!(firm.len(), 10, "more than one host may hold");
        let held = strangers(&places, 9, 4);
        assert_eq!((stays(&held), stays(&firm)), (22, 10));
        let one = take(&places, "192.0.2.1").unwrap();
        one.place.is_the_firms();
        assert_eq!((stays(&held), stays(&firm)), (21, 10));
    }
}
