//! One cell: where it stands, and what it holds.

use super::super::asked::Shown;
use super::super::cells::{Cell, Days, iso_moment, moment, spelled};
use super::super::markup::{Form, Markup, Tag, Unsure, stated, string};
use super::{Halt, QuickSheet};
use calamine::CellErrorType;
use std::borrow::Cow;

/// What a cell's tag says.
#[derive(Default)]
struct Says<'a> {
    place: Option<&'a str>,
    style: Option<&'a str>,
    kind: Option<&'a str>,
}

/// What stands in a cell.
enum Content<'a> {
    Nothing,
    /// A value, as it is written.
    Value(&'a str),
    /// A text of its own.
    Text,
}

impl QuickSheet<'_> {
    /// A cell just opened, to its end.
    pub(super) fn cell<'a>(&mut self, mut tag: Tag<'a>, markup: &mut Markup<'a>) -> Result<(), Halt> {
        let says = Says::of(&mut tag)?;
        if let Some(place) = says.place {
            let (row, column) = place_of(place)?;
            self.column = column;
            self.begin(row)?;
        } else {
            self.begin(self.row)?;
        }
        let content = if tag.form == Form::Whole { Content::Nothing } else { self.content(markup)? };
        match content {
            Content::Nothing => {}
            Content::Value(value) => self.value(value, &says)?,
            Content::Text => self.put_text()?,
        }
        self.column += 1;
        Ok(())
    }

    /// The cell at hand stands in this row, from 0.
    fn begin(&mut self, row: u32) -> Result<(), Halt> {
        let line = row.checked_add(1).filter(|line| self.sender.is_next(*line)).ok_or(Unsure)?;
        Ok(self.sender.begin_row(line)?)
    }

    /// What stands in the cell just opened, to its end.
    fn content<'a>(&mut self, markup: &mut Markup<'a>) -> Result<Content<'a>, Unsure> {
        let mut content = Content::Nothing;
        if markup.pass("<v>").is_ok() {
            // Nearly every cell holds a value and nothing else.
            let value = markup.text()?;
            if markup.pass("</v></c>").is_ok() {
                return Ok(Content::Value(value));
            }
            content = Content::Value(value);
            markup.pass("</v>")?;
        }
        loop {
            match (markup.next()?.plain()?, &content) {
                (("c", Form::Closes), _) => return Ok(content),
                (("v", Form::Opens), Content::Nothing) => {
                    content = Content::Value(markup.text()?);
                    markup.pass("</v>")?;
                }
                (("v", Form::Whole), Content::Nothing) => content = Content::Value(""),
                (("is", Form::Opens), Content::Nothing) => {
                    self.text.clear();
                    string(markup, "is", &mut self.text)?;
                    content = Content::Text;
                }
                (("f", Form::Opens), Content::Nothing) => {
                    // A formula is not asked for, but it must be text.
                    stated(markup.text()?, false, &mut String::new())?;
                    markup.pass("</f>")?;
                }
                (("f", Form::Whole), Content::Nothing) => {}
                _ => return Err(Unsure),
            }
        }
    }

    fn value(&mut self, value: &str, says: &Says<'_>) -> Result<(), Halt> {
        match says.kind {
            None | Some("n") if value.is_empty() => Ok(()),
            None | Some("n") => {
                let cell = self.number(value, says.style)?;
                self.put(&cell)
            }
            Some("s") if value.is_empty() => Ok(()),
            Some("s") => {
                let is_known = self.sender.push_shared(self.column as usize, number_of(value)?)?;
                if is_known { Ok(()) } else { Err(Halt::Unsure) }
            }
            Some("str") => {
                self.text.clear();
                stated(value, false, &mut self.text)?;
                self.put_text()
            }
            Some("b") => match value {
                "0" => self.put(&Cell::Truth(false)),
                "1" => self.put(&Cell::Truth(true)),
                _ => Err(Halt::Unsure),
            },
            Some("e") => {
                let error: CellErrorType = value.parse().map_err(|_| Unsure)?;
                self.put(&Cell::Error(error.to_string().into()))
            }
            // Some write days as days.
            Some("d") if value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-: .+".contains(&byte)) => {
                self.put(&iso_moment(value))
            }
            Some("inlineStr" | "is") if value.is_empty() => Ok(()),
            Some(_) => Err(Halt::Unsure),
        }
    }

    fn number<'a>(&self, value: &'a str, style: Option<&str>) -> Result<Cell<'a>, Unsure> {
        let is_1904 = self.told.is_1904;
        let shown = match style {
            Some(style) => self.told.styles.get(number_of(style)? as usize).copied().unwrap_or(Shown::Number),
            None => Shown::Number,
        };
        if shown == Shown::Number && is_as_shown(value) {
            return Ok(Cell::Number { text: Cow::Borrowed(value), days: Days::Spelled { is_1904 } });
        }
        let number: f64 =
            value.parse().ok().filter(|number: &f64| is_number(value) && number.is_finite()).ok_or(Unsure)?;
        if shown == Shown::Moment
            && let Some(moment) = moment(number, is_1904)
        {
            return Ok(Cell::Moment(moment));
        }
        let days = if shown == Shown::Number { Days::Counted { days: number, is_1904 } } else { Days::Never };
        Ok(Cell::Number { text: spelled(number).into(), days })
    }

    fn put(&mut self, cell: &Cell<'_>) -> Result<(), Halt> {
        Ok(self.sender.push(self.column as usize, cell)?)
    }

    /// Adds a cell of the text at hand, unless it is empty.
    fn put_text(&mut self) -> Result<(), Halt> {
        if self.text.is_empty() {
            return Ok(());
        }
        Ok(self.sender.push(self.column as usize, &Cell::Text(Cow::Borrowed(&self.text)))?)
    }
}

impl<'a> Says<'a> {
    fn of(tag: &mut Tag<'a>) -> Result<Self, Unsure> {
        let mut says = Self::default();
        while let Some((key, value)) = tag.attributes.next()? {
            let place = match key {
                "r" => &mut says.place,
                "s" => &mut says.style,
                "t" => &mut says.kind,
                _ => continue,
            };
            if place.replace(value).is_some() {
                return Err(Unsure);
            }
        }
        Ok(says)
    }
}

/// A number of at most nine digits.
pub(super) fn number_of(text: &str) -> Result<u32, Unsure> {
    if text.is_empty() || text.len() > 9 {
        return Err(Unsure);
    }
    text.bytes().try_fold(0, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 { Ok(number * 10 + u32::from(digit)) } else { Err(Unsure) }
    })
}

/// The row and column of `A1`, from 0.
pub(super) fn place_of(text: &str) -> Result<(u32, u32), Unsure> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let (column, row) = text.split_at_checked(letters).filter(|_| (1..=3).contains(&letters)).ok_or(Unsure)?;
    let column = column.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    Ok((number_of(row)?.checked_sub(1).ok_or(Unsure)?, column - 1))
}

/// Whether a sheet may say that it fills these cells: `A1:S20`.
pub(super) fn is_range(text: &str) -> bool {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let places = place_of(first).ok().zip(place_of(last).ok());
    places.is_some_and(|(first, last)| first.0 <= last.0 && first.1 <= last.1)
}

/// Whether a number is written as it is shown: with at most fifteen digits, none of them idle.
fn is_as_shown(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let count = |digits: &[u8]| digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = count(digits);
    let Some((before, behind)) = digits.split_at_checked(whole) else { return false };
    let is_whole_sound = before == b"0" || before.first().is_some_and(|first| *first != b'0');
    if !is_whole_sound || digits.len() > 16 {
        return false;
    }
    match behind.split_first() {
        None => before.len() <= 15 && text != "-0",
        Some((b'.', fraction)) => {
            let is_fraction_sound = fraction.last().is_some_and(|last| matches!(last, b'1'..=b'9'));
            is_fraction_sound && count(fraction) == fraction.len() && before.len() + fraction.len() <= 15
        }
        Some(_) => false,
    }
}

/// Whether it is `-12.5E+3`, or less of it.
fn is_number(text: &str) -> bool {
    let are_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    are_digits(power) && are_digits(whole) && are_digits(fraction)
}
