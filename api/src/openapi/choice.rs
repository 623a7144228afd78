//! How does the description say which fields belong to which choice? In two words of our own, beside the field:
//! `x-needed-when` and `x-taken-when`, as `{ "answer": ["late"] }`.

use crate::json::input::{CHOICES, Choices};
use crate::json::needs::{NEEDED, TAKEN};
use serde_json::json;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{OpenApi, RefOr};

pub(super) fn say(description: &mut OpenApi) {
    let Some(components) = &mut description.components else {
        return;
    };
    for choices in CHOICES {
        if let Some(RefOr::T(Schema::Object(body))) = components.schemas.get_mut(choices.schema) {
            for (name, field) in &mut body.properties {
                mark(&choices, name, field);
            }
        }
    }
}

fn mark(choices: &Choices, name: &str, field: &mut RefOr<Schema>) {
    let Some(belongs) = choices.fields.iter().find(|it| it.field == name) else {
        return;
    };
    let said = if belongs.is_needed { NEEDED } else { TAKEN };
    let mark = Extensions::from_iter([(said, json!({ choices.by: [belongs.to] }))]);
    // Whatever may be left out is one of these two; a test finds the mark on every field.
    if let RefOr::T(Schema::Object(field)) = field {
        field.extensions.get_or_insert_default().merge(mark);
    } else if let RefOr::T(Schema::OneOf(field)) = field {
        field.extensions.get_or_insert_default().merge(mark);
    }
}
