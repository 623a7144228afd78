//! How are events read that were written in an older shape? Each new version of an event adds its upcaster here,
//! oldest first; the stored event is never touched.

use cqrs_es::persist::{EventUpcaster, SerializedEvent};

/// Every upcaster of the product, in the order in which shapes changed. No event has had a second shape so far.
pub fn upcasters() -> Vec<Box<dyn EventUpcaster>> {
    Vec::new()
}

/// The event in today's shape. (The framework does the same on its own reads.)
pub fn upcast(event: SerializedEvent, upcasters: &[Box<dyn EventUpcaster>]) -> SerializedEvent {
    upcasters.iter().fold(event, |event, upcaster| {
        match upcaster.can_upcast(&event.event_type, &event.event_version) {
            true => upcaster.upcast(event),
            false => event,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cqrs_es::persist::SemanticVersionEventUpcaster;
    use serde_json::{Value, json};

    fn event(version: &str, payload: Value) -> SerializedEvent {
        let (id, kind) = ("1".to_owned(), "ticket".to_owned());
        SerializedEvent::new(
            id,
            1,
            kind,
            "SlotConfirmed".into(),
            version.into(),
            payload,
            Value::Null,
        )
    }

    fn renamed(version: &str, from: &'static str, to: &'static str) -> Box<dyn EventUpcaster> {
        let rename = move |mut payload: Value| {
            payload[to] = payload[from].take();
            payload
        };
        Box::new(SemanticVersionEventUpcaster::new(
            "SlotConfirmed",
            version,
            Box::new(rename),
        ))
    }

    #[test]
    fn an_old_event_passes_through_every_later_shape_in_order() {
        let chain = [
            renamed("2", "slot", "visit"),
            renamed("3", "visit", "appointment"),
        ];
        let oldest = upcast(event("1", json!({ "slot": 9 })), &chain);
        assert_eq!(oldest.payload["appointment"], 9);
        assert_eq!(oldest.event_version, "3.0.0");
        let newer = upcast(event("2", json!({ "visit": 9 })), &chain);
        assert_eq!(newer.payload["appointment"], 9);
    }

    #[test]
    fn an_event_of_today_stays_as_it_is() {
        let chain = [renamed("2", "slot", "visit")];
        let today = upcast(event("2", json!({ "visit": 9 })), &chain);
        assert_eq!(today, event("2", json!({ "visit": 9 })));
    }
}
