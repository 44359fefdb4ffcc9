//! A session that answers whenever a file is saved: what got worse or better, and how it stands now.
//!
//! [`Events`] says which paths changed, [`WatchScope`] which of them matter to a session, and [`watch`] asks the session once
//! it has become quiet. It measures and judges nothing itself. Where it does not know what changed it asks for
//! everything, and [`News::All`] says so, with the [`Reason`].

mod debounce;
mod error;
mod events;
mod scope;

pub(crate) use error::WatchError;
pub(crate) use events::{Events, FileChanges};
pub(crate) use scope::WatchScope;

use crate::session::{CheckRequest, Checked, Edit, Saved, Session, SessionError};
use debounce::Debounce;
use scope::changed_since;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant, SystemTime};

/// How often a signal is looked for while nothing happens.
const PATIENCE: Duration = Duration::from_millis(200);

/// The clock that stamps files may be behind by this: less than the shortest wait before an answer.
const LAG: Duration = Duration::from_millis(20);

/// What there is to tell.
#[derive(Debug)]
pub(crate) enum News<'a> {
    /// Everything was looked at.
    All {
        /// Why.
        reason: Reason,
        /// How everything stands.
        checked: &'a Checked,
    },
    /// Files were saved: what that did. [`Session::difference`] has the functions.
    Saved(&'a Saved),
    /// How everything stands after that.
    State(&'a Checked),
    /// There is no answer until something is mended, a configuration for example.
    Trouble(&'a SessionError),
}

/// Why everything was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It is the beginning.
    Start,
    /// Events were lost.
    Lost,
    /// Git has gone to another commit or branch.
    Checkout,
    /// A configuration or an ignore file changed.
    Rules,
    /// There was no answer before.
    Mended,
}

impl Reason {
    /// Its word in reports.
    #[must_use]
    pub(crate) fn word(self) -> &'static str {
        match self {
            Reason::Start => "start",
            Reason::Lost => "lost_events",
            Reason::Checkout => "checkout",
            Reason::Rules => "rules",
            Reason::Mended => "mended",
        }
    }
}

/// Somebody who is told.
pub(crate) type Tell<'a> = &'a mut dyn FnMut(&Session, &News<'_>) -> io::Result<()>;

/// Tells how everything stands, and from then on what each save did, until a signal stops the session.
///
/// The extent of the request does not count.
///
/// # Errors
/// If nothing can be watched, an answer cannot be delivered, or the first question cannot be answered; in the end it is
/// [`SessionError::Stopped`].
pub(crate) fn watch(session: &mut Session, request: &CheckRequest, tell: Tell<'_>) -> Result<(), WatchError> {
    // What is noted already needs no second call.
    let (sender, woken) = sync_channel(1);
    let events = Events::start(move || _ = sender.try_send(()))?;
    session.note_directories();
    let request = CheckRequest { allow_empty: true, verdict_only: false, ..request.clone() };
    let (scope, pending) = (WatchScope::default(), FileChanges::default());
    let mut watch = Watch { session, request, tell, events, woken, scope, pending, trouble: false };
    let checked = watch.look_at_all()?;
    watch.tell(&News::All { reason: Reason::Start, checked: &checked })?;
    drop(checked);
    watch.run()
}

struct Watch<'a> {
    session: &'a mut Session,
    request: CheckRequest,
    tell: Tell<'a>,
    events: Events,
    woken: Receiver<()>,
    scope: WatchScope,
    /// What is not answered yet.
    pending: FileChanges,
    /// Whether the last question had no answer.
    trouble: bool,
}

impl Watch<'_> {
    fn run(&mut self) -> Result<(), WatchError> {
        let mut debounce = Debounce::default();
        loop {
            self.session.go_on()?;
            let wait = debounce.wait(Instant::now());
            if wait == Some(Duration::ZERO) {
                debounce.clear();
                let changes = std::mem::take(&mut self.pending);
                self.answer(changes)?;
                debounce.note(self.pending.events, Instant::now());
                continue;
            }
            match self.woken.recv_timeout(wait.unwrap_or(PATIENCE).min(PATIENCE)) {
                Ok(()) => debounce.note(self.collect()?, Instant::now()),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(WatchError::Watching(ended())),
            }
        }
    }

    /// Takes note of what changed, and watches directories that came; gives the number of events.
    fn collect(&mut self) -> Result<usize, WatchError> {
        let mut changes = self.events.take();
        if changes.is_full {
            return Err(WatchError::Full);
        }
        let scope = &self.scope;
        for paths in [&mut changes.paths, &mut changes.moved] {
            *paths = paths.iter().filter_map(|path| scope.concerned(path)).collect();
        }
        if changes.paths.is_empty() && !changes.lost {
            return Ok(0);
        }
        for path in changes.moved.iter().filter(|path| path.is_dir()) {
            if self.session.looks_at(path) {
                self.events.watch(path)?;
            }
        }
        let events = changes.events;
        self.pending.append(changes);
        Ok(events)
    }

    fn answer(&mut self, changes: FileChanges) -> Result<(), WatchError> {
        let is_checkout = changes.paths.iter().any(|path| self.scope.is_checkout(path));
        let reason = match changes {
            FileChanges { lost: true, .. } => Some(Reason::Lost),
            _ if self.trouble => Some(Reason::Mended),
            _ if is_checkout => Some(Reason::Checkout),
            _ => None,
        };
        let answered = match reason {
            Some(reason) => self.rescan(reason),
            None => self.saved(changes),
        };
        match answered {
            Err(WatchError::Session(error)) if !matches!(error, SessionError::Stopped(_)) => {
                self.trouble = true;
                self.tell(&News::Trouble(&error))
            }
            Ok(()) => {
                self.trouble = false;
                Ok(())
            }
            other => other,
        }
    }

    fn rescan(&mut self, reason: Reason) -> Result<(), WatchError> {
        self.events.distrust();
        self.session.rescan()?;
        let checked = self.look_at_all()?;
        self.tell(&News::All { reason, checked: &checked })
    }

    /// Says what some edits did, if they did anything.
    fn saved(&mut self, changes: FileChanges) -> Result<(), WatchError> {
        let is_ruled = changes.paths.iter().any(|path| self.scope.is_rulebook(path));
        let edits = changes.paths.into_iter().map(Edit::Disk);
        let begin = SystemTime::now() - LAG;
        let saved = self.session.check_update(edits, &self.request)?;
        self.cover_entered(begin)?;
        if saved.checked.is_none() {
            let reason = if saved.updated.everything { Reason::Rules } else { Reason::Mended };
            let checked = self.look_at_all()?;
            return self.tell(&News::All { reason, checked: &checked });
        }
        let is_news = !saved.updated.measured.is_empty() || !saved.updated.gone.is_empty();
        if is_news {
            self.tell(&News::Saved(&saved))?;
        }
        if is_news || is_ruled {
            let checked = self.session.check(&self.request)?;
            self.tell(&News::State(&checked))?;
        }
        Ok(())
    }

    /// Asks about everything, and watches it. What changed before it was watched is looked at once more.
    fn look_at_all(&mut self) -> Result<Checked, WatchError> {
        let begin = SystemTime::now() - LAG;
        self.session.take_directories();
        let mut checked = self.session.check(&self.request)?;
        self.session.close();
        self.scope = WatchScope::of(self.session);
        self.scope.cover(&mut self.events)?;
        let entered = self.session.take_directories();
        for directory in &entered {
            self.events.watch(directory)?;
        }
        let records = &self.session.measured().outcome.records;
        let missed = changed_since(begin, records.iter().map(|it| it.path.as_path()), &entered);
        if !missed.is_empty() {
            let begin = SystemTime::now() - LAG;
            self.session.update(missed.into_iter().map(Edit::Disk))?;
            checked = self.session.check(&self.request)?;
            self.cover_entered(begin)?;
        }
        Ok(checked)
    }

    /// Watches the directories that were entered since a time. What came into a new one meanwhile is looked at again.
    fn cover_entered(&mut self, since: SystemTime) -> Result<(), WatchError> {
        let mut new = Vec::new();
        for directory in self.session.take_directories() {
            if self.events.watch(&directory)? {
                new.push(directory);
            }
        }
        let missed = changed_since(since, std::iter::empty(), &new);
        self.pending.events += missed.len();
        self.pending.paths.extend(missed);
        Ok(())
    }

    fn tell(&mut self, news: &News<'_>) -> Result<(), WatchError> {
        Ok((self.tell)(self.session, news)?)
    }
}

/// The watcher has gone, which it does not while somebody holds it.
fn ended() -> notify::Error {
    notify::Error::generic("the system tells nothing any more")
}
