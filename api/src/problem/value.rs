//! How is a value told that cannot be accepted? Each error of the domain's values, without its field: the caller
//! knows where it stood.

use super::Problem;
use domain::value::{
    AmountError, EmailError, PhoneError, ReminderPolicyError, SlotError, TextError,
};

impl From<TextError> for Problem {
    fn from(error: TextError) -> Self {
        match error {
            TextError::Empty => Problem::unprocessable("empty_text"),
            TextError::TooLong { max, actual } => Problem::unprocessable("text_too_long")
                .with("max", max)
                .with("actual", actual),
            TextError::ControlCharacter => Problem::unprocessable("control_character"),
        }
    }
}

impl From<EmailError> for Problem {
    fn from(error: EmailError) -> Self {
        match error {
            EmailError::Invalid | EmailError::TooLong => Problem::unprocessable("invalid_email"),
        }
    }
}

impl From<PhoneError> for Problem {
    fn from(error: PhoneError) -> Self {
        match error {
            PhoneError::Invalid => Problem::unprocessable("invalid_phone"),
        }
    }
}

impl From<AmountError> for Problem {
    fn from(error: AmountError) -> Self {
        match error {
            AmountError::NotAnAmount => Problem::unprocessable("not_an_amount"),
            AmountError::MoreThanTwoDecimals => Problem::unprocessable("more_than_two_decimals"),
            AmountError::OutOfRange(_) => Problem::unprocessable("amount_out_of_range"),
        }
    }
}

impl From<SlotError> for Problem {
    fn from(error: SlotError) -> Self {
        const WRITTEN: &str = "%d/%m/%Y %H:%M";
        match error {
            SlotError::LocalTimeDoesNotExist { local } => {
                Problem::unprocessable("local_time_does_not_exist")
                    .at("start")
                    .with("local", local.format(WRITTEN))
            }
            SlotError::LocalTimeIsRepeated { local } => {
                Problem::unprocessable("local_time_is_repeated")
                    .at("repeated_hour")
                    .with("local", local.format(WRITTEN))
            }
            SlotError::TooShort => Problem::unprocessable("slot_too_short").at("minutes"),
            SlotError::TooLong => Problem::unprocessable("slot_too_long").at("minutes"),
        }
    }
}

impl From<ReminderPolicyError> for Problem {
    fn from(error: ReminderPolicyError) -> Self {
        match error {
            ReminderPolicyError::DaysOutOfRange { .. } => {
                Problem::unprocessable("reminder_days_out_of_range").at("every_days")
            }
            ReminderPolicyError::TimesOutOfRange { .. } => {
                Problem::unprocessable("reminder_times_out_of_range").at("at_most")
            }
            ReminderPolicyError::HoursOutOfRange { .. } => {
                Problem::unprocessable("reminder_hours_out_of_range").at("visit_hours")
            }
        }
    }
}

/// One of each, so that every code is known to have its sentences.
#[cfg(test)]
pub(super) fn of_every_kind() -> Vec<Problem> {
    let local = chrono::NaiveDateTime::default();
    vec![
        TextError::Empty.into(),
        TextError::TooLong {
            max: 200,
            actual: 201,
        }
        .into(),
        TextError::ControlCharacter.into(),
        EmailError::Invalid.into(),
        PhoneError::Invalid.into(),
        AmountError::NotAnAmount.into(),
        AmountError::MoreThanTwoDecimals.into(),
        Problem::unprocessable("amount_out_of_range"),
        SlotError::LocalTimeDoesNotExist { local }.into(),
        SlotError::LocalTimeIsRepeated { local }.into(),
        SlotError::TooShort.into(),
        SlotError::TooLong.into(),
        ReminderPolicyError::DaysOutOfRange { days: 91 }.into(),
        ReminderPolicyError::TimesOutOfRange { times: 21 }.into(),
        ReminderPolicyError::HoursOutOfRange { hours: 337 }.into(),
    ]
}
