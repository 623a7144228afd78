//! Which day counts as a working day, and which instant does a local time mean?
//!
//! Pure rules: nothing here knows what time it is.

mod local_time;

pub use local_time::{
    LocalTimeError, RepeatedHour, add_days_same_local_time, agency_local, resolve,
    resolve_for_timer,
};
