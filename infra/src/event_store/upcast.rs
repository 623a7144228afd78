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
