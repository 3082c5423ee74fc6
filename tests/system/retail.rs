//! A real landing zone, 219 daily drops: in whatever order they come, however often, the totals are DuckDB's over all files.

use crate::kam::Kam;
use crate::real::{ask, below, define, extracts, python};
use crate::repository::root;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use tempfile::{TempDir, tempdir};

const TOTALS: &str = "select count(*) as lines, sum(\"Quantity\") as quantity, \
                      cast(sum(\"Quantity\" * \"UnitPrice\") as decimal(18,2)) as value, \
                      count(case when \"InvoiceNo\" like 'C%' then 1 end) as credits, \
                      cast(sum(case when \"InvoiceNo\" like 'C%' then \"Quantity\" * \"UnitPrice\" end) as decimal(18,2)) as credited, \
                      count(*) - count(\"CustomerID\") as without_customer from raw.shop_sales";

/// By `tests/run --long` alone: the whole project of `totals::online_retail` lands them in order too.
#[test]
fn daily_drops_add_up_in_the_order_they_came() {
    let Some((drops, expected)) = drops().filter(|_| std::env::var_os("KAM_LONG").is_some()) else { return };
    let shop = Shop::new();
    for month in drops.chunk_by(|one, next| {
        one.file_stem().unwrap().to_str().unwrap()[..7] == next.file_stem().unwrap().to_str().unwrap()[..7]
    }) {
        shop.deliver(month);
        shop.run();
    }
    assert_eq!(shop.totals(), expected);
    shop.accounts_balance(219);
}

#[test]
fn daily_drops_add_up_shuffled_sent_again_and_late() {
    let Some((drops, expected)) = drops() else { return };
    let seeds = if std::env::var_os("KAM_LONG").is_some() { 3 } else { 1 };
    for seed in 1..=seeds {
        let shop = Shop::new();
        let mut shuffled = drops.clone();
        shuffled.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        let (late, on_time) = shuffled.split_last().unwrap();
        for part in on_time.chunks(73) {
            shop.deliver(part);
            shop.run();
        }
        // Sent again: as it was, under another name, and from a folder of its own.
        let again = [&on_time[0], &on_time[1], &on_time[2]];
        fs::copy(again[0], shop.zone().join(again[0].file_name().unwrap())).unwrap();
        fs::copy(again[1], shop.zone().join("again.csv")).unwrap();
        fs::copy(again[2], shop.zone().join("2011-08-31 (1).csv")).unwrap();
        shop.run();
        shop.deliver(std::slice::from_ref(late));
        shop.run();
        assert_eq!(shop.totals(), expected, "seed {seed}");
        shop.accounts_balance(219);
    }
}

/// The files, and what DuckDB says of all of them.
fn drops() -> Option<(Vec<PathBuf>, String)> {
    let folder = extracts()?.join("online-retail");
    let told = Command::new(python()?).arg(root().join("tests/oracle/retail.py")).arg(&folder).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let drops: Vec<PathBuf> =
        below(&folder).into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "csv")).collect();
    assert_eq!(drops.len(), 219);
    Some((drops.iter().map(|file| folder.join(file)).collect(), String::from_utf8(told.stdout).unwrap()))
}

/// The extract of `tests/projects/online-retail` without its models: what lands is what is asked about.
struct Shop {
    folder: TempDir,
}

impl Shop {
    fn new() -> Self {
        let folder = tempdir().unwrap();
        define("online-retail", folder.path());
        fs::remove_dir_all(folder.path().join("sql")).unwrap();
        let pipeline = "description = \"Lands, and builds nothing.\"\nreports = []\nquarters = { first = \"2011Q1\", last = \"2011Q1\" }\n";
        fs::write(folder.path().join("pipelines/quarterly.toml"), pipeline).unwrap();
        fs::create_dir_all(folder.path().join("data/online-retail")).unwrap();
        Self { folder }
    }

    fn zone(&self) -> PathBuf {
        self.folder.path().join("data/online-retail")
    }

    fn deliver(&self, files: &[PathBuf]) {
        for file in files {
            fs::copy(file, self.zone().join(file.file_name().unwrap())).unwrap();
        }
    }

    #[track_caller]
    fn run(&self) {
        let data = self.folder.path().join("data");
        Kam::inside(&self.folder).with("KAM_REAL_DATA", data).run("run --quiet").done();
    }

    fn totals(&self) -> String {
        ask(&self.folder, TOTALS)
    }

    #[track_caller]
    fn accounts_balance(&self, deliveries: usize) {
        let sums = "select count(*) as deliveries, sum(rows_read - rows_landed - rows_rejected - rows_unchanged) as missing \
                    from run.deliveries";
        assert_eq!(ask(&self.folder, sums), format!("{deliveries},0\n"));
    }
}
