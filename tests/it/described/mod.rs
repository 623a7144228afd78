//! Does the running product answer as its own description says? schemathesis reads `/api/openapi.json` and asks what may be
//! asked, and much that may not: every answer must be one that is described.

mod run;
mod scene;
