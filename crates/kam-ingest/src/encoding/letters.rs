//! How plausible a word is as writing, in points: about two a bit of evidence either way.
//!
//! What the points rest on is the same for every language: everyday characters make up most of a text and little of a wrong
//! reading; letters of one script keep together; a capital does not follow a small letter; signs do not stand within words.

use super::usual::{JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL, Usual, Writing};

/// The scripts an encoding is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Any,
    Latin,
    Cyrillic,
    Greek,
    Simplified,
    Traditional,
    Japanese,
    Korean,
}

/// A letter with its neighbours.
#[derive(Clone, Copy)]
struct Placed {
    letter: char,
    before: Option<char>,
    after: Option<char>,
}

/// The points of a whole word.
pub(super) fn points(word: &str, script: Script) -> i64 {
    let letters: Vec<char> = word.chars().collect();
    let (mut sum, mut run, mut accents) = (0, 0, 0);
    for (at, &letter) in letters.iter().enumerate() {
        if letter.is_ascii() {
            run = 0;
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        sum += Placed { letter, before, after }.points(script);
        sum -= 6 * i64::from(before.is_some_and(|before| is_mixed(before, letter)));
        sum -= 6 * i64::from(after.is_some_and(|after| after.is_ascii() && is_mixed(letter, after)));
        run += 1;
        accents += i64::from(is_latin(letter));
        sum -= match () {
            () if run > 2 && letter < '\u{370}' => 4,
            () if run > 1 && letter < '\u{2E80}' && !letter.is_alphabetic() => 3,
            () => 0,
        };
    }
    // Latin words have accents on few of their letters.
    let plain = letters.iter().filter(|letter| letter.is_ascii_alphabetic()).count();
    sum - if accents > 1 { 4 * (accents - 2 * plain as i64).max(0) } else { 0 }
}

impl Placed {
    fn points(self, script: Script) -> i64 {
        let own = match self.letter {
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{FFFD}' => return -12,
            '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '々' | '〇' => {
                self.hanzi(script)
            }
            '\u{3041}'..='\u{309F}' | '\u{30A0}'..='\u{30FF}' => self.kana(script),
            letter if is_half_width(letter) => {
                if matches!(script, Script::Japanese | Script::Any) {
                    -1
                } else {
                    -6
                }
            }
            '\u{AC00}'..='\u{D7A3}' => self.hangul(script),
            '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF5E}' => {
                if is_of(script, &CHARACTERS) {
                    2
                } else {
                    -4
                }
            }
            '\u{400}'..='\u{4FF}' => self.cyrillic(script),
            '\u{370}'..='\u{3FF}' => self.greek(script),
            letter if is_latin(letter) => self.latin(script),
            letter if letter.is_alphabetic() => {
                if script == Script::Any {
                    1
                } else {
                    -4
                }
            }
            letter if letter.is_control() => -12,
            _ => self.sign(script),
        };
        own + self.company()
    }

    /// Characters of a large script beside small Latin letters are seldom meant.
    fn company(self) -> i64 {
        let is_small = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_lowercase());
        let is_wide = |letter: char| letter >= '\u{2E80}';
        if !is_wide(self.letter) {
            return 0;
        }
        let is_half = |letter: Option<char>| letter.is_some_and(is_half_width);
        if is_half(Some(self.letter)) && !is_half(self.before) && !is_half(self.after) {
            return -4;
        }
        let alien = i64::from(is_small(self.before)) + i64::from(is_small(self.after));
        i64::from(self.before.is_some_and(is_wide)) - 3 * alien
    }

    fn hanzi(self, script: Script) -> i64 {
        let usual = |writing: &Writing| writing.usual(self.letter);
        let (usual, elsewhere) = match script {
            Script::Simplified => (usual(&SIMPLIFIED), usual(&TRADITIONAL) == Usual::Everyday),
            Script::Traditional => (usual(&TRADITIONAL), false),
            Script::Japanese => (usual(&JAPANESE), false),
            Script::Any => (usual(&SIMPLIFIED).max(usual(&TRADITIONAL)).max(usual(&JAPANESE)), false),
            Script::Korean => return -4,
            Script::Latin | Script::Cyrillic | Script::Greek => return -6,
        };
        match usual {
            Usual::Everyday => 4,
            Usual::Standard => -1,
            _ if elsewhere => 3,
            Usual::Known => -3,
            Usual::Seldom => -6,
        }
    }

    fn kana(self, script: Script) -> i64 {
        match script {
            Script::Japanese | Script::Any => 3,
            _ if is_of(script, &CHARACTERS) => -2,
            _ => -6,
        }
    }

    fn hangul(self, script: Script) -> i64 {
        match (script, KOREAN.usual(self.letter)) {
            (Script::Korean | Script::Any, Usual::Everyday) => 4,
            (Script::Korean | Script::Any, Usual::Standard) => -2,
            (Script::Korean | Script::Any, _) => -5,
            _ => -6,
        }
    }

    fn cyrillic(self, script: Script) -> i64 {
        if !matches!(script, Script::Cyrillic | Script::Any) {
            return -4;
        }
        let small = self.letter.to_lowercase().next().unwrap_or(self.letter);
        let own = match small {
            'о' | 'е' | 'а' | 'и' | 'н' | 'т' | 'с' | 'р' | 'в' | 'л' | 'к' => 2,
            'а'..='я' => 1,
            'ё' | 'і' | 'ї' | 'є' | 'ґ' => 0,
            _ => -2,
        };
        let is_vowel = |letter: char| "аеёиоуыэюяіїєѐѝ".contains(letter);
        let after_vowel = self.before.is_some_and(|before| before.to_lowercase().any(is_vowel));
        let misplaced = match small {
            'й' => self.before.is_some() && !after_vowel,
            'ь' | 'ъ' | 'ы' => self.before.is_none() || after_vowel,
            _ => self.is_crowded(is_vowel),
        };
        own + self.alphabetic(|letter| ('\u{400}'..='\u{4FF}').contains(&letter)) - if misplaced { 3 } else { 0 }
    }

    fn greek(self, script: Script) -> i64 {
        if !matches!(script, Script::Greek | Script::Any) {
            return -4;
        }
        let small = self.letter.to_lowercase().next().unwrap_or(self.letter);
        let own = match small {
            'α' | 'ε' | 'η' | 'ι' | 'κ' | 'λ' | 'ν' | 'ο' | 'π' | 'ρ' | 'σ' | 'ς' | 'τ' | 'υ' => 2,
            'ά' | 'έ' | 'ή' | 'ί' | 'ό' | 'ύ' | 'ώ' | 'ω' | 'μ' => 2,
            'α'..='ω' => 1,
            'ϊ' | 'ϋ' | 'ΐ' | 'ΰ' => 0,
            _ => -2,
        };
        let is_last = self.after.is_none_or(|after| !after.is_alphabetic());
        let misplaced = match self.letter {
            'ς' => !is_last,
            'σ' => is_last,
            _ => self.is_crowded(|letter| "αεηιουωάέήίόύώϊϋΐΰ".contains(letter)),
        };
        own + self.alphabetic(|letter| ('\u{370}'..='\u{3FF}').contains(&letter)) - if misplaced { 3 } else { 0 }
    }

    /// Whether it is a consonant between two.
    fn is_crowded(self, is_vowel: impl Fn(char) -> bool) -> bool {
        let is_consonant = |letter: char| letter.is_alphabetic() && !letter.to_lowercase().any(&is_vowel);
        let beside = |letter: Option<char>| letter.is_some_and(is_consonant);
        is_consonant(self.letter) && beside(self.before) && beside(self.after)
    }

    /// A letter of a small script keeps to its own, and a capital stands first or among capitals.
    fn alphabetic(self, is_own: impl Fn(char) -> bool) -> i64 {
        let is_letter = |letter: Option<char>| letter.filter(|letter| letter.is_alphabetic());
        let aliens =
            [self.before, self.after].into_iter().filter_map(is_letter).filter(|letter| !is_own(*letter)).count();
        let alone = is_letter(self.before).or(is_letter(self.after)).is_none();
        self.capital() - if alone { 3 } else { 0 } - if aliens > 0 { 5 } else { 0 }
    }

    /// What is wrong with small letters and capitals.
    fn capital(self) -> i64 {
        let is = |letter: Option<char>, case: fn(char) -> bool| letter.is_some_and(case);
        if self.letter.is_uppercase() && is(self.before, char::is_lowercase) {
            -6
        } else if self.letter.is_uppercase()
            && is(self.before, char::is_uppercase)
            && is(self.after, char::is_lowercase)
        {
            -3
        } else if self.letter.is_lowercase()
            && self.letter != 'ß'
            && is(self.before, char::is_uppercase)
            && is(self.after, char::is_uppercase)
        {
            -5
        } else {
            0
        }
    }

    fn latin(self, script: Script) -> i64 {
        if !matches!(script, Script::Latin | Script::Any) {
            return -3;
        }
        let small = self.letter.to_lowercase().next().unwrap_or(self.letter);
        let own = match small {
            'é' | 'è' | 'ä' | 'ö' | 'ü' | 'ß' | 'ñ' | 'ç' | 'á' | 'í' | 'ó' | 'à' | 'ã' | 'ê' => 4,
            'â' | 'å' | 'æ' | 'ë' | 'î' | 'ï' | 'ô' | 'õ' | 'ø' | 'ú' | 'û' | 'œ' | 'ò' | 'ù' | 'ì' => 3,
            'ą' | 'ł' | 'ż' | 'č' | 'ě' | 'ř' | 'š' | 'ž' | 'ő' | 'ű' | 'ğ' | 'ş' | 'ı' | 'ý' => 3,
            'ę' | 'ć' | 'ů' | 'i' => 2,
            'ń' | 'ś' | 'ź' | 'ď' | 'ň' | 'ť' | 'ă' | 'ţ' | 'đ' | 'ľ' => 1,
            'ð' | 'þ' | 'ÿ' => 0,
            _ => -2,
        };
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
        let alone = !is_letter(self.before) && !is_letter(self.after);
        let is_word = matches!(small, 'à' | 'á' | 'é' | 'è' | 'ó' | 'y');
        let is_vowel = |letter: char| "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœąęěůőűăı".contains(letter);
        // Four consonants in a row, say.
        let crowded = self.is_crowded(is_vowel);
        own + self.capital() - if crowded { 3 } else { 0 } - if alone { if is_word { 3 } else { 6 } } else { 0 }
    }

    fn sign(self, script: Script) -> i64 {
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
        let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
        let within = is_letter(self.before) && is_letter(self.after);
        let alone = self.before.is_none() && self.after.is_none();
        let beside_digit = is_digit(self.before) || is_digit(self.after);
        match self.letter {
            '’' if within => 3,
            '·' | '‘' | '’' | '“' | '”' | '—' | '…' if is_of(script, &CHARACTERS) => 1,
            '–' | '—' if !within => 2,
            '–' | '—' | '\u{A0}' => 0,
            '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '…' if !within => 2,
            '€' | '£' | '¥' if alone || beside_digit => 3,
            '°' | 'º' | 'ª' if is_digit(self.before) || (alone && self.letter == '°') => 2,
            'º' if is_letter(self.before) && self.after.is_none() => 2,
            '®' | '™' | '©' | '²' | '³' if self.after.is_none() => 2,
            '½' | '¼' | '¾' | '×' | '±' if !within && (alone || beside_digit) => 1,
            '§' | '•' if !within => 1,
            'µ' if !within => 1,
            '①'..='⑳' | '㎡' | '℃' | '№' | '※' | '★' | '→' if script != Script::Latin => 0,
            letter if u32::from(letter) >= 0x1_F000 && matches!(script, Script::Any | Script::Simplified) => 0,
            _ if within => -6,
            _ => -4,
        }
    }
}

/// The scripts of many characters.
const CHARACTERS: [Script; 5] =
    [Script::Any, Script::Simplified, Script::Traditional, Script::Japanese, Script::Korean];

fn is_of(script: Script, scripts: &[Script]) -> bool {
    scripts.contains(&script)
}

/// Whether two letters side by side are of scripts that no word mixes.
fn is_mixed(one: char, other: char) -> bool {
    let block = |letter: char| match letter {
        _ if !letter.is_alphabetic() => None,
        _ if letter.is_ascii() || is_latin(letter) => Some(0),
        '\u{370}'..='\u{3FF}' => Some(1),
        '\u{400}'..='\u{52F}' => Some(2),
        // Chinese, Japanese and Korean go with Latin letters, and now and then with each other.
        '\u{2E80}'.. => None,
        letter => Some(u32::from(letter) >> 8),
    };
    let is_wide = |letter: char| letter >= '\u{2E80}';
    match (block(one), block(other)) {
        (Some(one), Some(other)) => one != other,
        (Some(small), None) => small != 0 && is_wide(other),
        (None, Some(small)) => small != 0 && is_wide(one),
        (None, None) => false,
    }
}

fn is_half_width(letter: char) -> bool {
    ('\u{FF61}'..='\u{FF9F}').contains(&letter)
}

fn is_latin(letter: char) -> bool {
    matches!(letter, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') && letter.is_alphabetic()
}
