//! What more is to be said of a delivery that was refused.

use super::Error;

impl Error {
    /// More about it, in full sentences.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::NameWithoutMoment { pattern, format, .. } => {
                Some(format!("The extract reads names as `{pattern}`, and the group in it as `{format}`."))
            }
            Self::Unreadable { source, .. } => Some(format!("The system says: {source}.")),
            Self::BadPattern { source, .. } => Some(source.to_string()),
            Self::Empty { .. } => Some("It has no row and no header.".to_owned()),
            Self::NotUtf8 { finding, .. } => Some(finding.clone()),
            Self::WrongMark { declared, .. } if declared.is_empty() => Some("Text in it is not read.".to_owned()),
            Self::WrongMark { declared, .. } => Some(format!("Its extract says {}.", listed(declared))),
            Self::UnclearEncoding { doubt, .. } => {
                let [(likeliest, first), (other, second)] = &doubt.readings;
                let sample = &doubt.sample;
                Some(format!("`{sample}` in it reads `{first}` in {likeliest}, and `{second}` in {other}."))
            }
            Self::OldWorkbook { .. } => Some(
                "It is of the older kind `.xls`, which tells its size only once it is held, or behind a password."
                    .to_owned(),
            ),
            Self::MissingColumn { header, .. }
            | Self::NoDeclaredColumn { header, .. }
            | Self::DuplicateColumn { header, .. } => Some(format!("Its header reads `{header}`.")),
            Self::Frozen { finding, .. } => Some(format!("{finding}.")),
            Self::UnclosedQuote { swallowed, .. } => {
                Some(format!("The {swallowed} bytes from there on would be one field."))
            }
            Self::FailedAnswer { message, .. } => message.as_ref().map(|message| format!("Its message: {message}")),
            Self::Damaged { fault, .. } => Some(fault.clone()),
            Self::Unwritten { source } => Some(format!("The system says: {source}.")),
            Self::SeveralMembers { members, .. } => Some(format!("It has {}.", listed(members))),
            Self::NoMember { members, .. } => Some(format!("They have {}.", listed(members))),
            Self::NoSheet { sheets, .. } => Some(format!("It has {}.", listed(sheets))),
            Self::Batch { source, .. } => Some(source.to_string()),
            Self::NoTable { .. } => Some("No row of it has columns.".to_owned()),
            Self::Undrafted { finding, .. } => Some(finding.clone()),
            _ => None,
        }
    }
}

/// Names, as a sentence lists them.
fn listed(names: &[String]) -> String {
    let quoted: Vec<_> = names.iter().take(12).map(|name| format!("`{name}`")).collect();
    match (quoted.len(), names.len()) {
        (0, _) => "none".to_owned(),
        (shown, all) if shown < all => format!("{} and {} more", quoted.join(", "), all - shown),
        _ => quoted.join(", "),
    }
}
