//! Embedded migrations: cargo must notice a *new* file, which the macro alone does not tell it.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
