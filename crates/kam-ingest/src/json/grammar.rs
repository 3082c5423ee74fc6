//! JSON's grammar, one byte at a time: nothing is held but which brackets are open.

use crate::limits::JSON_DEPTH;

/// Follows a document byte by byte.
pub(crate) struct Grammar {
    open: Vec<Container>,
    state: State,
}

/// What one byte did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Step {
    /// A number ended before this byte.
    pub(crate) ends_before: bool,
    /// A value begins with it.
    pub(crate) begins: Option<Begins>,
    /// A value ends with it.
    pub(crate) ends: bool,
    /// It belongs to a key: not its quotes.
    pub(crate) is_in_key: bool,
    /// It is the comma between two elements of an array.
    pub(crate) is_next_element: bool,
    /// A key begins with it.
    pub(crate) begins_key: bool,
}

/// The kind of a value, as its first byte tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begins {
    Object,
    Array,
    Null,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Object,
    Array,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    AfterValue,
    Text { key: bool },
    Escape { key: bool },
    Unicode { key: bool, left: u8 },
    Minus,
    Zero,
    Whole,
    Point,
    Fraction,
    Exponent,
    ExponentSign,
    ExponentDigits,
    Word(&'static [u8]),
}

type Stepped = Result<Step, String>;

impl Grammar {
    pub(crate) fn new() -> Self {
        Self { open: Vec::new(), state: State::Value }
    }

    /// How many objects and arrays are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Takes one byte, or says what is wrong with it.
    pub(crate) fn step(&mut self, byte: u8) -> Stepped {
        match self.state {
            State::Text { key } => self.text(byte, key),
            State::Escape { key } => self.escape(byte, key),
            State::Unicode { key, left } => self.unicode(byte, key, left),
            State::Word(rest) => self.word(byte, rest),
            state if is_number(state) => self.number(byte, state),
            _ if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') => Ok(Step::default()),
            State::Value => self.value(byte),
            State::ValueOrEnd if byte == b']' => self.close(Container::Array, byte),
            State::ValueOrEnd => self.value(byte),
            State::KeyOrEnd if byte == b'}' => self.close(Container::Object, byte),
            State::Key | State::KeyOrEnd => self.key(byte),
            State::Colon => self.colon(byte),
            _ => self.after(byte),
        }
    }

    /// Ends the document; gives whether a number ends with it.
    pub(crate) fn end(&mut self) -> Result<bool, String> {
        let ends_number = may_end(self.state);
        match (self.open.last(), self.state) {
            (None, State::Value) => Err("nothing is there".to_owned()),
            (None, State::AfterValue) => Ok(false),
            (None, _) if ends_number => Ok(true),
            (_, State::Text { .. } | State::Escape { .. } | State::Unicode { .. }) => {
                Err("it ends within a text".to_owned())
            }
            (Some(Container::Array), _) => Err("it ends before its `]`".to_owned()),
            (Some(Container::Object), _) => Err("it ends before its `}`".to_owned()),
            (None, _) => Err("it ends within a value".to_owned()),
        }
    }

    fn value(&mut self, byte: u8) -> Stepped {
        let (state, begins) = match byte {
            b'{' => return self.enter(Container::Object),
            b'[' => return self.enter(Container::Array),
            b'"' => (State::Text { key: false }, Begins::Other),
            b'-' => (State::Minus, Begins::Other),
            b'0' => (State::Zero, Begins::Other),
            b'1'..=b'9' => (State::Whole, Begins::Other),
            b't' => (State::Word(b"rue"), Begins::Other),
            b'f' => (State::Word(b"alse"), Begins::Other),
            b'n' => (State::Word(b"ull"), Begins::Null),
            _ => return Err(format!("{} begins no value", shown(byte))),
        };
        self.state = state;
        Ok(Step { begins: Some(begins), ..Step::default() })
    }

    fn enter(&mut self, container: Container) -> Stepped {
        if self.open.len() >= JSON_DEPTH {
            return Err(format!("more than {JSON_DEPTH} brackets are open"));
        }
        self.open.push(container);
        let (state, begins) = match container {
            Container::Object => (State::KeyOrEnd, Begins::Object),
            Container::Array => (State::ValueOrEnd, Begins::Array),
        };
        self.state = state;
        Ok(Step { begins: Some(begins), ..Step::default() })
    }

    fn close(&mut self, container: Container, byte: u8) -> Stepped {
        if self.open.last() != Some(&container) {
            return Err(format!("{} closes nothing", shown(byte)));
        }
        self.open.pop();
        self.state = State::AfterValue;
        Ok(Step { ends: true, ..Step::default() })
    }

    fn key(&mut self, byte: u8) -> Stepped {
        if byte != b'"' {
            return Err(format!("a key in quotes should stand instead of {}", shown(byte)));
        }
        self.state = State::Text { key: true };
        Ok(Step { begins_key: true, ..Step::default() })
    }

    fn colon(&mut self, byte: u8) -> Stepped {
        if byte != b':' {
            return Err(format!("`:` should stand instead of {}", shown(byte)));
        }
        self.state = State::Value;
        Ok(Step::default())
    }

    fn after(&mut self, byte: u8) -> Stepped {
        match (self.open.last(), byte) {
            (Some(Container::Array), b']') => self.close(Container::Array, byte),
            (Some(Container::Object), b'}') => self.close(Container::Object, byte),
            (Some(Container::Array), b',') => {
                self.state = State::Value;
                Ok(Step { is_next_element: true, ..Step::default() })
            }
            (Some(Container::Object), b',') => {
                self.state = State::Key;
                Ok(Step::default())
            }
            (Some(Container::Array), _) => Err(format!("`,` or `]` should stand instead of {}", shown(byte))),
            (Some(Container::Object), _) => Err(format!("`,` or `}}` should stand instead of {}", shown(byte))),
            (None, _) => Err(format!("{} follows the end of the document", shown(byte))),
        }
    }

    fn text(&mut self, byte: u8, key: bool) -> Stepped {
        match byte {
            b'"' if key => {
                self.state = State::Colon;
                Ok(Step::default())
            }
            b'"' => {
                self.state = State::AfterValue;
                Ok(Step { ends: true, ..Step::default() })
            }
            0..=0x1F => Err(format!("{} stands in a text unescaped", shown(byte))),
            b'\\' => self.within(State::Escape { key }, key),
            _ => Ok(Step { is_in_key: key, ..Step::default() }),
        }
    }

    fn within(&mut self, state: State, key: bool) -> Stepped {
        self.state = state;
        Ok(Step { is_in_key: key, ..Step::default() })
    }

    fn escape(&mut self, byte: u8, key: bool) -> Stepped {
        match byte {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.within(State::Text { key }, key),
            b'u' => self.within(State::Unicode { key, left: 4 }, key),
            _ => Err(format!("{} after a backslash means nothing", shown(byte))),
        }
    }

    fn unicode(&mut self, byte: u8, key: bool, left: u8) -> Stepped {
        match (byte.is_ascii_hexdigit(), left) {
            (true, 1) => self.within(State::Text { key }, key),
            (true, _) => self.within(State::Unicode { key, left: left - 1 }, key),
            (false, _) => Err(format!("four hexadecimal digits belong after `\\u`, not {}", shown(byte))),
        }
    }

    fn word(&mut self, byte: u8, rest: &'static [u8]) -> Stepped {
        match rest.split_first() {
            Some((&wanted, rest)) if wanted == byte => {
                let is_whole = rest.is_empty();
                self.state = if is_whole { State::AfterValue } else { State::Word(rest) };
                Ok(Step { ends: is_whole, ..Step::default() })
            }
            _ => Err(format!("{} spells no word of JSON", shown(byte))),
        }
    }

    fn number(&mut self, byte: u8, state: State) -> Stepped {
        let next = match (state, byte) {
            (State::Minus, b'0') => State::Zero,
            (State::Minus, b'1'..=b'9') | (State::Whole, b'0'..=b'9') => State::Whole,
            (State::Zero | State::Whole, b'.') => State::Point,
            (State::Point | State::Fraction, b'0'..=b'9') => State::Fraction,
            (State::Zero | State::Whole | State::Fraction, b'e' | b'E') => State::Exponent,
            (State::Exponent, b'+' | b'-') => State::ExponentSign,
            (State::Exponent | State::ExponentSign | State::ExponentDigits, b'0'..=b'9') => State::ExponentDigits,
            _ if may_end(state) => return self.number_ended(byte),
            _ => return Err(format!("{} stands in a number", shown(byte))),
        };
        self.state = next;
        Ok(Step::default())
    }

    fn number_ended(&mut self, byte: u8) -> Stepped {
        self.state = State::AfterValue;
        let step = self.step(byte)?;
        Ok(Step { ends_before: true, ..step })
    }
}

fn is_number(state: State) -> bool {
    use State::{Exponent, ExponentDigits, ExponentSign, Fraction, Minus, Point, Whole, Zero};
    matches!(state, Minus | Zero | Whole | Point | Fraction | Exponent | ExponentSign | ExponentDigits)
}

fn may_end(state: State) -> bool {
    matches!(state, State::Zero | State::Whole | State::Fraction | State::ExponentDigits)
}

/// A byte as a sentence names it.
fn shown(byte: u8) -> String {
    if byte.is_ascii_graphic() { format!("`{}`", char::from(byte)) } else { format!("byte {byte:02X}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where and why a text is no JSON, if it is none.
    fn fault(text: &str) -> Option<(usize, String)> {
        let mut grammar = Grammar::new();
        for (at, byte) in text.bytes().enumerate() {
            if let Err(fault) = grammar.step(byte) {
                return Some((at, fault));
            }
        }
        grammar.end().err().map(|fault| (text.len(), fault))
    }

    #[test]
    fn json_is_what_the_standard_says() {
        for text in ["[]", " {\"a\":[1,-0.5e+3,0,true,false,null,\"\\u00e9\\n\"]} ", "7", "\"\"", "[[],{}]", "-0E1"] {
            assert_eq!(fault(text), None, "{text}");
        }
        for (text, at, words) in [
            ("", 0, "nothing is there"),
            ("[1,]", 3, "`]` begins no value"),
            ("[01]", 2, "`,` or `]` should stand instead of `1`"),
            ("[1.]", 3, "`]` stands in a number"),
            ("{\"a\" 1}", 5, "`:` should stand instead of `1`"),
            ("{a:1}", 1, "a key in quotes should stand instead of `a`"),
            ("[\"a\nb\"]", 3, "byte 0A stands in a text unescaped"),
            ("[1}", 2, "`,` or `]` should stand instead of `}`"),
            ("[1]]", 3, "`]` follows the end of the document"),
            ("[\"a", 3, "it ends within a text"),
            ("[nul]", 4, "`]` spells no word of JSON"),
            ("{\"a\":1", 6, "it ends before its `}`"),
        ] {
            assert_eq!(fault(text), Some((at, words.to_owned())), "{text}");
        }
        assert_eq!(fault(&"[".repeat(100_000)), Some((JSON_DEPTH, "more than 128 brackets are open".to_owned())));
    }
}
