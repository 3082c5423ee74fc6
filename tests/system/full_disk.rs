//! A disk that is full: the run ends and says so, what was visible still is, and with room again the next run finishes it.

use crate::kam::Kam;
use crate::till::Till;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A small file system of its own, where this machine lets us mount one.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mounted(at: PathBuf, kibibytes: u32) -> Option<Self> {
        fs::create_dir_all(&at).unwrap();
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={kibibytes}k"), "kam"]).arg(&at).status();
        mounted.is_ok_and(|mounted| mounted.success()).then_some(Self(at))
    }

    fn resized(&self, kibibytes: u32) {
        let resized = Command::new("mount").args(["-o", &format!("remount,size={kibibytes}k")]).arg(&self.0).status();
        assert!(resized.unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg(&self.0).status().ok();
    }
}

/// Goal G11, on a real file system: room for some part of a run, from next to nothing up to all but enough.
#[test]
fn a_full_disk_ends_a_run_and_loses_nothing() {
    let till = Till::new();
    let Some(disk) = SmallDisk::mounted(till.path("lake"), 64) else {
        println!("left out: no file system can be mounted here");
        return;
    };
    till.write("in/sales-1.csv", &sales(60_000));
    let mut refused = 0;
    for kibibytes in (64..4096).step_by(96) {
        disk.resized(kibibytes);
        let ended = till.run("run");
        if ended.code == 0 {
            break;
        }
        refused += 1;
        assert_eq!(ended.code, 3, "{kibibytes} KiB: {}", ended.talk);
        assert!(ended.talk.contains("No space left on device"), "{kibibytes} KiB: {}", ended.talk);
        assert_eq!(half_written(&till.path("lake")), [""; 0], "{kibibytes} KiB");
    }
    assert!(refused > 2, "{refused} runs met a full disk");
    disk.resized(65_536);
    let talk = Kam::inside(&till.path("")).run("run");
    talk.done();
    assert_eq!(till.ask("select count(*) as sales, sum(amount) as amount from raw.till_sales"), "60000,600000.00\n");
    till.run("maintain verify").done();
    println!("{refused} runs met a full disk, and none left anything");
}

fn sales(count: u32) -> String {
    let mut text = "sale,sold_on,amount\n".to_owned();
    for sale in 0..count {
        // Numbers that look like chance, so that the file is not packed to nothing.
        writeln!(text, "S{sale}-{:08x},2026-01-05,10.00", sale.wrapping_mul(2_654_435_761)).unwrap();
    }
    text
}

fn half_written(folder: &Path) -> Vec<String> {
    let files = crate::real::below(folder).into_iter().map(|file| file.display().to_string());
    files.filter(|file| file.contains('#')).collect()
}
