//! A lake on Azure Blob Storage, spoken to over HTTP on loopback: Azurite, a server of Microsoft's, in memory.

use crate::kam::Kam;
use crate::on_s3::with_lake_at;
use crate::real::there;
use crate::repository::root;
use crate::shop::{LANDED, REVENUE};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A running server with one container, `lake`.
struct Azurite {
    process: Child,
    url: String,
}

impl Azurite {
    /// None where it is not installed.
    fn start() -> Option<Self> {
        let installed = root().join("tests/azure/node_modules/azurite");
        there(&installed, "Azurite (`tests/run` installs it)")?;
        let mut command = Command::new("node");
        command.arg(root().join("tests/azure/serve.mjs")).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        let said = BufReader::new(process.stdout.take().unwrap());
        let ready = said.lines().find_map(|line| line.unwrap().strip_prefix("ready ").map(str::to_owned));
        Some(Self { process, url: ready.unwrap_or_else(|| panic!("Azurite does not start")) })
    }

    fn kam(&self, project: &TempDir) -> Kam {
        let kam = Kam::inside(project).with("AZURE_STORAGE_USE_EMULATOR", "true").with("AZURE_ALLOW_HTTP", "true");
        kam.with("AZURITE_BLOB_STORAGE_URL", &self.url).with("NO_PROXY", "127.0.0.1")
    }
}

impl Drop for Azurite {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

#[test]
fn a_run_on_azure_makes_what_was_counted_by_hand() {
    let Some(azure) = Azurite::start() else { return };
    for lake in ["az://lake/shop", "abfs://lake/other/shop"] {
        let project = with_lake_at("shop", lake);
        let said = azure.kam(&project).run("maintain verify --store").done();
        assert_eq!(said, "the store keeps what a commit relies on\n", "{lake}");
        azure.kam(&project).run("run --quiet").done();
        let asked = "select (select count(*) from history.shop_sales) as landed, (select string_agg(account_key || ' ' || \
                     cast(net_revenue_amount as text), '; ' order by account_key) from marts.revenue) as revenue";
        let answer = azure.kam(&project).call(["sql", "--format", "csv", asked]).done();
        assert_eq!(answer, format!("landed,revenue\n{LANDED},{}\n", REVENUE.replace(", ", "; ")), "{lake}");
        assert!(project.path().join("reports/2026Q3/en/page.html").is_file());
        let verified = azure.kam(&project).run("maintain verify").done();
        assert!(verified.ends_with(": all as written\n"), "{verified}");
        // Its lease has been given back, and there is nothing to do.
        azure.kam(&project).run("run --quiet").done();
    }
}
