//! How is the API described? Generated from the handlers (OpenAPI 3.1), so that it cannot say anything else than they do.

mod choice;
mod codes;
mod complete;
mod listing;
#[cfg(test)]
mod tests;

pub use complete::completed;
pub use listing::readable;

use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};

/// The head of the description; the operations come from the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Main Courante",
        description = "Tickets of a property-management firm: everything that the screens do, under the same rules and rights.\n\n\
            Commands are `POST`s to a ticket's or an assignment's action. With an `Idempotency-Key` a repeated command has the \
            first effect and gets the first answer; with `If-Match` a command decided on a stale version is refused. Errors \
            are problem details (RFC 9457) with a stable `code`."
    ),
    tags(
        (name = "tickets", description = "Service orders, from the phone call to the closing"),
        (name = "requests", description = "What clients ask for, decided on by the agency and followed by personal link"),
        (name = "assignments", description = "One contractor's part in a ticket"),
        (name = "quotes", description = "What work would cost, and who decides on it"),
        (name = "links", description = "What a contractor does by the personal link; the token is the authorisation"),
        (name = "directory", description = "Properties, contractors, and who is asking"),
        (name = "mailbox", description = "The built-in mailbox, where no mail server or gateway is configured"),
        (name = "sms", description = "What the SMS gateway reports; the token in the address is the authorisation"),
        (name = "service", description = "Version and stream of changes"),
    ),
    components(schemas(crate::problem::ProblemBody)),
    modifiers(&SignIn)
)]
pub struct Head;

struct SignIn;

impl utoipa::Modify for SignIn {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let components = description.components.get_or_insert_default();
        components.add_security_scheme(
            "token",
            SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
        );
        let cookie = ApiKey::Cookie(ApiKeyValue::new("maincourante_session"));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    }
}
