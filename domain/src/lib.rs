//! What is true about a ticket, and what may happen next.
