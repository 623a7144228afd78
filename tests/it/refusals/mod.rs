//! What is refused, how is it said, and does it change nothing? As a problem to programs, and beside the field to people.

mod api;
