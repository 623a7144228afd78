//! Answers to questions, kept up to date.
