//! Can the program that people run be told to kill itself? No: only the tests' build has the places for it.

use std::process::Command;

#[test]
fn the_shipped_program_has_no_crash_points() {
    let features = |package: &str| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let tree = Command::new(cargo)
            .args([
                "tree",
                "--locked",
                "--offline",
                "-e",
                "features,normal",
                "-f",
                "{p} {f}",
            ])
            .args(["-p", package])
            .output()
            .expect("cargo");
        assert!(
            tree.status.success(),
            "{}",
            String::from_utf8_lossy(&tree.stderr)
        );
        String::from_utf8(tree.stdout).expect("names")
    };
    assert!(!features("api").contains("crash-points"));
    assert!(
        features("tests").contains("crash-points"),
        "this test would see them"
    );
}
