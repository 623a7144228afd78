//! With what is the product proved from outside? Databases, servers and people for the tests.

pub mod app;
pub mod browser;
pub mod cabinet;
pub mod caller;
pub mod canary;
pub mod client;
pub mod contract;
pub mod crash;
pub mod database;
pub mod form;
pub mod http;
pub mod mail_server;
pub mod office;
pub mod people;
pub mod personal;
pub mod road;
pub mod s3_server;
pub mod sms_gateway;
pub mod wait;
pub mod when;
