//! Which day counts as a working day, and which instant does a local time mean?
//!
//! Pure rules: nothing here knows what time it is.

mod department;
mod holiday;
mod local_time;
mod quiet_hours;
mod working_day;

pub use department::{Department, UnknownDepartment};
pub use holiday::{Holiday, holidays, is_holiday};
pub use local_time::{
    LocalTimeError, RepeatedHour, add_days_same_local_time, agency_local, resolve,
    resolve_for_timer,
};
pub use quiet_hours::QuietHours;
pub use working_day::{NoWorkingDay, WorkingDays, is_working_day, next_working_moment};
