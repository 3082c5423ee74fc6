//! What a file's columns are called, and what may stand in them: that is what dirt breaks.

/// One column of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its name as the system writes it.
    pub(crate) name: &'static str,
    /// What stands in it.
    pub(crate) kind: Kind,
    /// Whether a row without it is worth nothing.
    pub(crate) is_required: bool,
    /// Whether it holds one of a few codes.
    pub(crate) is_coded: bool,
    /// Whether its texts are identifiers of a given form.
    pub(crate) is_identifier: bool,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A time.
    Moment,
    /// Yes or no.
    Boolean,
    /// Values with names of their own.
    Object,
}

impl Column {
    /// A column of texts.
    pub(crate) const fn text(name: &'static str) -> Self {
        Self::of(name, Kind::Text)
    }

    /// A column of numbers.
    pub(crate) const fn number(name: &'static str) -> Self {
        Self::of(name, Kind::Number)
    }

    /// A column of days.
    pub(crate) const fn date(name: &'static str) -> Self {
        Self::of(name, Kind::Date)
    }

    /// A column of times.
    pub(crate) const fn moment(name: &'static str) -> Self {
        Self::of(name, Kind::Moment)
    }

    /// A column of yes and no.
    pub(crate) const fn boolean(name: &'static str) -> Self {
        Self::of(name, Kind::Boolean)
    }

    /// A column of objects.
    pub(crate) const fn object(name: &'static str) -> Self {
        Self::of(name, Kind::Object)
    }

    /// The same, never empty.
    pub(crate) const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// The same, holding codes.
    pub(crate) const fn coded(self) -> Self {
        Self { is_coded: true, ..self }
    }

    /// The same, holding identifiers of one form.
    pub(crate) const fn identifier(self) -> Self {
        Self { is_identifier: true, ..self }
    }

    const fn of(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, is_required: false, is_coded: false, is_identifier: false }
    }
}
