//! Which fields does an operation take? As the description of the API has them, without the references.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A field of a body, or a parameter in the query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldView {
    #[schema(example = "slot")]
    pub name: String,
    /// `string`, `integer`, `boolean`, `object`, `array`, or `file`: the body itself.
    #[serde(rename = "type")]
    #[schema(example = "object")]
    pub kind: String,
    /// Whether it must be there; with `when`, whether it must be there in that case.
    pub required: bool,
    /// It belongs to a choice made in another field, and is refused with any other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<WhenView>,
    /// `uuid`, `date` (local), `date-time` (with its offset), `local-date-time` (at the property), `euros` (including
    /// tax), `email`, `phone`, `html`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "local-date-time")]
    pub format: Option<String>,
    /// Nothing else may be said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// In characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<u64>,
    /// Of an array.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    /// What is meant, with its unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Of an object, or of each object in an array.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    pub fields: Vec<FieldView>,
}

/// A choice made in another field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WhenView {
    #[schema(example = "answer")]
    pub field: String,
    #[schema(example = json!(["late"]))]
    pub is: Vec<String>,
}

impl FieldView {
    /// As it is where another field says that; none where it then may not be there.
    pub(super) fn chosen(mut self, field: &str, is: &str) -> Option<Self> {
        if self.name == field {
            self.choices.retain(|choice| choice == is);
        }
        match &self.when {
            Some(when) if when.field == field && !when.is.iter().any(|it| it == is) => None,
            Some(when) if when.field == field => Some(Self { when: None, ..self }),
            Some(_) | None => Some(self),
        }
    }
}

/// The description in its JSON form, where references lead to.
#[derive(Clone, Copy)]
pub(super) struct Described<'a>(pub(super) &'a Value);

impl<'a> Described<'a> {
    /// Of a schema that is an object's, in the order of their names.
    pub(super) fn fields(self, schema: &'a Value) -> Vec<FieldView> {
        let schema = self.resolved(schema);
        let required = &schema["required"];
        let properties = schema["properties"].as_object().into_iter().flatten();
        let said = properties.filter(|(_, it)| it["deprecated"] != true);
        said.map(|(name, it)| FieldView {
            required: items(required).any(|needed| needed == name) || !it[NEEDED].is_null(),
            ..self.field(name, it)
        })
        .collect()
    }

    /// Those of the query, and the body where it is a file.
    pub(super) fn beside(self, operation: &'a Value) -> Vec<FieldView> {
        let query = items(&operation["parameters"]).filter(|it| it["in"] == "query");
        let asked = query.map(|it| FieldView {
            required: it["required"] == true,
            ..self.field(it["name"].as_str().unwrap_or_default(), &it["schema"])
        });
        let file = &operation["requestBody"]["content"]["application/octet-stream"];
        let file = (!file.is_null()).then(|| FieldView {
            name: "body".to_owned(),
            kind: "file".to_owned(),
            required: true,
            description: word(&operation["description"]),
            ..FieldView::default()
        });
        asked.chain(file).collect()
    }

    fn field(self, name: &str, said: &'a Value) -> FieldView {
        let shape = self.resolved(said);
        let inner = if shape["items"].is_null() {
            shape
        } else {
            &shape["items"]
        };
        let number = |name: &str| shape[name].as_u64();
        let described = [said, &said["oneOf"][0], shape];
        FieldView {
            name: name.to_owned(),
            kind: kind(shape),
            required: false,
            when: when(&said[NEEDED]).or_else(|| when(&said[TAKEN])),
            format: word(&shape["format"]).filter(|format| !format.starts_with("int")),
            choices: items(&shape["enum"]).filter_map(word).collect(),
            min_length: number("minLength"),
            max_length: number("maxLength"),
            minimum: number("minimum"),
            maximum: number("maximum"),
            min_items: number("minItems"),
            max_items: number("maxItems"),
            description: described.iter().find_map(|it| word(&it["description"])),
            fields: self.fields(inner),
        }
    }

    /// Without references, and without the `null` beside what may be left out.
    fn resolved(self, schema: &'a Value) -> &'a Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let place = reference.strip_prefix('#').unwrap_or_default();
            return self.0.pointer(place).unwrap_or(&Value::Null);
        }
        // A choice between several shapes is nowhere taken: one of two is nothing at all.
        match items(&schema["oneOf"]).find(|it| it["type"] != "null") {
            Some(shape) => self.resolved(shape),
            None => schema,
        }
    }
}

/// How the description says that a field belongs to a choice: needed with it, or merely taken.
pub const NEEDED: &str = "x-needed-when";
pub const TAKEN: &str = "x-taken-when";

fn when(said: &Value) -> Option<WhenView> {
    let (field, is) = said.as_object()?.iter().next()?;
    Some(WhenView {
        field: field.clone(),
        is: items(is).filter_map(word).collect(),
    })
}

fn kind(shape: &Value) -> String {
    let named = match &shape["type"] {
        Value::Array(types) => types.iter().find(|it| *it != "null"),
        other @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Object(_)) => Some(other),
    };
    named.and_then(word).unwrap_or_default()
}

fn word(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
