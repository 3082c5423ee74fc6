//! What the process tells its caller when it ends.

use crate::diagnostics::Said;
use std::panic;

/// The exit codes, all there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitCode {
    /// Done, or nothing to do.
    Done = 0,
    /// Data was refused.
    Refused = 1,
    /// The definitions or the command line are wrong.
    Wrong = 2,
    /// Something needed is busy or out of reach.
    Unreachable = 3,
    /// A fault of kam itself.
    Bug = 70,
}

impl ExitCode {
    /// Every code, in order.
    pub(crate) const ALL: [Self; 5] = [Self::Done, Self::Refused, Self::Wrong, Self::Unreachable, Self::Bug];

    /// The number.
    pub(crate) fn number(self) -> u8 {
        self as u8
    }

    /// What it means, in a few words.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done, or nothing to do",
            Self::Refused => "data refused: a delivery or a check; nothing new is visible",
            Self::Wrong => "definitions or command line wrong",
            Self::Unreachable => "busy or unreachable, worth trying again",
            Self::Bug => "a fault of kam itself",
        }
    }

    /// What the caller does about it; for the reference.
    #[cfg(test)]
    pub(crate) fn remedy(self) -> &'static str {
        match self {
            Self::Done => "Nothing.",
            Self::Refused => {
                "Read what was refused and why, and talk to whoever sends the data. What was visible before still is."
            }
            Self::Wrong => "Mend what the message points at. Trying again without a change ends the same way.",
            Self::Unreachable => {
                "Try again later: another run holds the lake, or a folder, a disk or a store does not answer."
            }
            Self::Bug => "Report it, with the message and the command.",
        }
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        code.number().into()
    }
}

impl From<kam_run::Blame> for ExitCode {
    fn from(blame: kam_run::Blame) -> Self {
        match blame {
            kam_run::Blame::Definition => Self::Wrong,
            kam_run::Blame::Data => Self::Refused,
            kam_run::Blame::Lake => Self::Unreachable,
            kam_run::Blame::Bug => Self::Bug,
        }
    }
}

/// Runs the program; a panic anywhere in it becomes a sentence and [`ExitCode::Bug`].
pub(crate) fn guard(program: impl FnOnce() -> ExitCode + panic::UnwindSafe) -> ExitCode {
    panic::set_hook(Box::new(|fault| {
        let said = Said {
            primary: "kam stopped at a fault of its own".into(),
            detail: Some(fault.to_string().replacen(":\n", ": ", 1)),
            hint: Some("report it, with this message and the command: nothing half done is visible".into()),
        };
        said.print();
    }));
    panic::catch_unwind(program).unwrap_or(ExitCode::Bug)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::panic, reason = "that is what is tested")]
    use super::*;

    #[test]
    fn a_panic_is_a_fault_of_ours() {
        assert_eq!(guard(|| panic!("two and two")), ExitCode::Bug);
        assert_eq!(guard(|| ExitCode::Refused), ExitCode::Refused);
    }
}
