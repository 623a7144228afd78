//! The table of actions and the description of the API say the same.

use super::deed::{BESIDE_BY_LINK, Deed, by_contractor, of_part, of_whole};
use super::offer::is_an_operation;
use crate::json::input::CHOICES;
use domain::ticket::{Action, WholeAction};

#[test]
fn every_action_has_an_operation() {
    let parts = Action::ALL.into_iter().map(of_part);
    let links = Action::ALL.into_iter().filter_map(by_contractor);
    let whole = WholeAction::ALL.into_iter().map(of_whole);
    let beside = BESIDE_BY_LINK.into_iter().map(|(_, deed)| deed);
    let all: Vec<Deed> = parts.chain(links).chain(whole).chain(beside).collect();
    for deed in all {
        assert!(is_an_operation(deed), "{deed:?}");
    }
}

#[test]
fn what_belongs_to_a_choice_is_a_field_of_its_body() {
    let description = serde_json::to_value(crate::json::described().1).expect("a description");
    for choices in CHOICES {
        let schema = &description["components"]["schemas"][choices.schema];
        let fields = schema["properties"].as_object().expect("a body");
        assert!(fields.contains_key(choices.by), "{choices:?}");
        for belongs in choices.fields {
            let field = &fields[belongs.field];
            let said = [super::NEEDED, super::TAKEN].map(|key| field[key][choices.by][0].as_str());
            let expected = if belongs.is_needed {
                [Some(belongs.to), None]
            } else {
                [None, Some(belongs.to)]
            };
            assert_eq!(said, expected, "{} of {}", belongs.field, choices.schema);
        }
    }
}
