//! Proof from outside: the whole product, as its users and its neighbours meet it.

mod browser;
mod contracts;
mod databases;
mod neighbours;
mod schema;
mod smtp;
mod statements;
mod tenancy;
mod tidy;
