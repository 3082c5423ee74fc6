//! Shapes made by hand, and a seeded source of chance, for the tests.

use kam_project::{
    AddsUp, Column, ColumnType, CsvFormat, DriftPolicy, Extract, Format, FormatKind, Layer, OnResend, Source, Spelling,
    TableName,
};

/// A plain column of the given type.
pub(crate) fn column(name: &str, kind: ColumnType) -> Column {
    Column {
        source_name: name.to_owned(),
        name: name.to_owned(),
        kind,
        required: false,
        pattern: None,
        one_of: Vec::new(),
        formats: Vec::new(),
        zone: None,
        truths: Vec::new(),
        falsehoods: Vec::new(),
        null: None,
        decimal_mark: '.',
        thousands_mark: None,
        spelling: Spelling::default(),
    }
}

/// Texts as a list of them.
pub(crate) fn texts(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

/// Comma, double quote, a header, and nothing at all for NULL.
pub(crate) fn plain_csv() -> Format {
    format(FormatKind::Csv(CsvFormat::default()))
}

/// A format with nothing at all for NULL.
pub(crate) fn format(kind: FormatKind) -> Format {
    Format { kind, encodings: Vec::new(), null: texts(&[""]) }
}

/// An extract of `raw.shop_orders` from `path`.
pub(crate) fn extract(path: &str, columns: Vec<Column>) -> Extract {
    Extract {
        table: TableName::new(Layer::Raw, "shop_orders"),
        system: "shop".to_owned(),
        file: "pipelines/extracts/shop/orders.toml".into(),
        shape_version: String::new(),
        description: "Orders.".to_owned(),
        from: Source { connection: "shop".to_owned(), path: path.to_owned(), member: None, is_optional: false },
        adds_up: AddsUp::Append,
        format: plain_csv(),
        key: Vec::new(),
        known_from: None,
        reject_limit_ppm: 5_000,
        loss_limit_ppm: 50_000,
        on_resend: OnResend::Refuse,
        drift: DriftPolicy::default(),
        columns,
        taken_over: 0,
    }
}

/// Chance that repeats: Knuth's linear congruential generator.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }

    /// One of some things.
    pub(crate) fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }

    /// Puts in, takes out, replaces or cuts off some bytes.
    pub(crate) fn mutate(&mut self, bytes: &mut Vec<u8>, junk: &[&[u8]]) {
        let at = self.below(bytes.len() + 1);
        let end = (at + self.below(6)).min(bytes.len());
        match self.below(4) {
            0 => drop(bytes.splice(at..at, self.pick(junk).iter().copied())),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..end, self.pick(junk).iter().copied())),
            _ => bytes.truncate(at),
        }
    }
}
