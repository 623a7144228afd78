//! How does a story read when it has failed? One line a move.

use std::fmt;

use super::act::Move;
use super::reference::Reference;

impl fmt::Debug for Move {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.after_minutes;
        let (days, hours, minutes) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
        let asleep = if self.outage { " of an outage" } else { "" };
        let (who, act) = (self.who, self.act);
        write!(
            f,
            "{days} d {hours:02}:{minutes:02}{asleep} later, {who:?}: {act:?}"
        )
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "on Monday 7 September at nine, {:?}", self.world)
    }
}
