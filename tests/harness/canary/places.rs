//! Where can a text be? In rows, in the database's own files, in a folder.

use infra::database::{Database, Kind, Statement};
use std::path::{Path, PathBuf};

const SQLITE_TABLES: Statement = Statement {
    name: "tables",
    postgres: "",
    sqlite: "SELECT t.name AS name, group_concat('quote(\"' || c.name || '\")', ' || '' '' || ') AS columns
        FROM sqlite_schema AS t JOIN pragma_table_xinfo(t.name) AS c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' GROUP BY t.name",
};
const POSTGRES_TABLES: Statement = Statement {
    name: "tables",
    postgres: "SELECT relname::text AS name, '' AS columns FROM pg_class
        WHERE relkind IN ('r', 'm', 'p') AND relnamespace = 'public'::regnamespace",
    sqlite: "",
};
const POSTGRES_FOLDER: Statement = Statement {
    name: "folder",
    postgres: "SELECT current_setting('data_directory') || '/base/' || oid::text AS folder
        FROM pg_database WHERE datname = current_database()",
    sqlite: "",
};

/// Every row of every table, as text, with the name of its table.
///
/// # Panics
/// When there are fewer tables than the product has.
pub async fn rows(database: &Database) -> Vec<(String, String)> {
    let kind = database.kind();
    let tables = match kind {
        Kind::Postgres => POSTGRES_TABLES,
        Kind::Sqlite => SQLITE_TABLES,
    };
    let tables = database.fetch(&tables, &[]).await.expect("the tables");
    assert!(tables.len() > 20, "only {} tables", tables.len());
    let mut all = Vec::new();
    for table in tables {
        let name = table.text("name").expect("a name");
        let sql = match kind {
            Kind::Postgres => format!("SELECT whole::text AS line FROM \"{name}\" AS whole"),
            Kind::Sqlite => format!(
                "SELECT {} AS line FROM \"{name}\"",
                table.text("columns").expect("columns")
            ),
        };
        for row in database.fetch_assembled(&sql, &[]).await.expect("rows") {
            all.push((name.clone(), row.text("line").expect("a line")));
        }
    }
    all
}

/// The files that the database keeps for itself: of SQLite all three, of PostgreSQL the folder of this database
/// (tables, indexes, statistics).
pub async fn database_files(database: &Database, url: &str) -> Vec<(PathBuf, Vec<u8>)> {
    match database.kind() {
        Kind::Postgres => {
            let row = database.fetch_optional(&POSTGRES_FOLDER, &[]).await;
            let folder = row.expect("a read").expect("a row").text("folder");
            files_below(Path::new(&folder.expect("a folder")))
        }
        Kind::Sqlite => {
            let path = url.strip_prefix("sqlite://").expect("a file");
            let candidates = ["", "-wal", "-shm", "-journal"].map(|end| format!("{path}{end}"));
            let read = |path: String| Some((PathBuf::from(&path), std::fs::read(path).ok()?));
            candidates.into_iter().filter_map(read).collect()
        }
    }
}

/// Every file below a folder, with its content. One that goes away meanwhile is left out.
pub fn files_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if let Ok(content) = std::fs::read(&path) {
            files.push((path, content));
        }
    }
    files
}
