//! What to do about a delivery that was refused.

use super::Error;

impl Error {
    /// What to do next.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NoDelivery { .. } => "wait for the delivery, or mend `from` in the extract",
            Self::BadPath { .. } => "write a path below the connection's root, with `*` and `?` in its last part only",
            Self::NameWithoutMoment { .. } => "rename the file, narrow `from`, or mend `known_from` in the extract",
            Self::Unreadable { .. } => "check that the folder is mounted and may be read, then run again",
            Self::BadPattern { .. } => "mend `pattern`",
            Self::UnknownZone { .. } => "write an IANA name, such as `Europe/Berlin`",
            Self::BadDialect { .. } => "mend `delimiter` and `quote` in the extract's `format`",
            Self::Empty { .. }
            | Self::UnclosedQuote { .. }
            | Self::TooLarge { .. }
            | Self::Malformed { .. }
            | Self::Damaged { .. } => "ask for the file to be sent again",
            Self::NoRecords { .. } => "mend `records` in the extract's `format`, or ask for the file to be sent again",
            Self::FailedAnswer { .. } => "mend what the message speaks of, and ask the system again",
            Self::NoMember { .. } => "wait for an archive that has it, or mend `member` in the extract's `from`",
            Self::NoSheet { .. } => "mend `sheet` in the extract's `format`, or ask for the workbook to be sent again",
            Self::OldWorkbook { .. } => "save it as `.xlsx` or `.ods`, without a password, or ask for that",
            Self::NoHeader { .. } => "mend `header_row` in the extract's `format`",
            Self::NotUtf8 { .. } => "ask for the file to be sent as UTF-8",
            Self::WrongMark { mark: "UTF-32", .. } => "ask for the file to be sent as UTF-8",
            Self::WrongMark { mark, .. } => {
                let key = mark.to_lowercase();
                return Some(format!(
                    "write `encoding = \"{key}\"` in the extract's `format`, or leave `encoding` out"
                ));
            }
            Self::UnclearEncoding { doubt, .. } => {
                let [(likeliest, _), (other, _)] = &doubt.readings;
                return Some(format!(
                    "write `encoding = \"{likeliest}\"` or `encoding = \"{other}\"` in the extract's `format`, whichever reads right"
                ));
            }
            Self::MissingColumn { nearest: Some(nearest), .. } => {
                return Some(format!("did you mean `{nearest}`? then declare the column under that name"));
            }
            Self::MissingColumn { .. } => "ask for the column, or drop `required` in the extract",
            Self::NoDeclaredColumn { .. } => {
                "check `delimiter` in the extract's `format`; if the file has no header, say `header = false` there"
            }
            Self::DuplicateColumn { .. } => "ask for a file that names each column once",
            Self::Frozen { .. } => "declare the new form in the extract, or ask for the old one",
            Self::SeveralMembers { .. } => "name one with `--member`",
            Self::NoName { .. } => "use small letters, digits and underscores, a letter first",
            Self::NoSuchZone { .. } => "write an IANA name, such as `Europe/Berlin`",
            Self::NoTable { .. } => "look at it with `kam read`, and name what stands between cells with `--delimiter`",
            Self::NotAlike { .. } => "draft a definition of each by itself, or ask for files of one form",
            Self::Batch { .. } | Self::Unwritten { .. } | Self::Undrafted { .. } => return None,
        };
        Some(hint.to_owned())
    }
}
