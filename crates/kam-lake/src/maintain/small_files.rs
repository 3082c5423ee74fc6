//! Which files of a table are better put together.

use crate::delta::DataFile;
use std::collections::BTreeMap;

/// A file below this many bytes is small. Above, opening it costs little beside reading it.
const SMALL: u64 = 64 << 20;

/// Small files that belong together, each heap to become one file: of one quarter, and of two small files' size at most.
///
/// The order of the files is kept. A small file that is alone is left alone, so doing it again finds nothing to do.
pub(super) fn heaps(files: &[DataFile]) -> Vec<Vec<DataFile>> {
    let mut by_quarter: BTreeMap<&Option<String>, Vec<Vec<DataFile>>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.size < SMALL) {
        let heaps = by_quarter.entry(&file.quarter).or_default();
        match heaps.last_mut() {
            Some(heap) if heap.iter().map(|file| file.size).sum::<u64>() < SMALL => heap.push(file.clone()),
            _ => heaps.push(vec![file.clone()]),
        }
    }
    by_quarter.into_values().flatten().filter(|heap| heap.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, megabytes: u64, quarter: Option<&str>) -> DataFile {
        DataFile { path: path.to_owned(), size: megabytes << 20, rows: 1, quarter: quarter.map(str::to_owned) }
    }

    fn paths(files: &[DataFile]) -> Vec<String> {
        heaps(files).iter().map(|heap| heap.iter().map(|file| file.path.as_str()).collect()).collect()
    }

    #[test]
    fn small_files_of_a_quarter_come_together_in_their_order() {
        assert_eq!(paths(&[file("2", 1, None), file("1", 1, None), file("3", 64, None)]), ["21"]);
        let quarters = [file("a", 1, Some("2026Q1")), file("b", 1, Some("2026Q2")), file("c", 1, Some("2026Q1"))];
        assert_eq!(paths(&quarters), ["ac"]);
    }

    #[test]
    fn a_heap_is_closed_once_it_is_large() {
        let files = [file("a", 40, None), file("b", 40, None), file("c", 40, None), file("d", 10, None)];
        assert_eq!(paths(&files), ["ab", "cd"]);
        assert_eq!(paths(&files[..3]), ["ab"]);
        assert!(paths(&files[..1]).is_empty() && paths(&[]).is_empty());
    }
}
