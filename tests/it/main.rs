//! Proof from outside: the whole product, as its users and its neighbours meet it.

mod backup;
mod benchmark;
mod browser;
mod canaries;
mod channels;
mod contracts;
mod crash;
mod databases;
mod demo;
mod erasure;
mod files;
mod hostile;
mod imports;
mod mail;
mod neighbours;
mod own_writes;
mod refusals;
mod schema;
mod set_aside;
mod smtp;
mod statements;
mod stories;
mod tenancy;
mod ticket_page;
mod tidy;
mod unreadable;
