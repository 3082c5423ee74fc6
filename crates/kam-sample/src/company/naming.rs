//! Registered names, and what people make of them.

use crate::company::brand_words::{BEGINNINGS, Character, ENDINGS, FIRST, LAST, MIDDLE, SECOND_WORDS, TRADITIONAL};
use crate::company::chance::{Chance, mix, scrambled, scrambled_below};

/// The parts of a registered name.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// `苏州`, or the region of a sister, or nothing.
    pub(crate) region: &'static str,
    pub(crate) region_english: &'static str,
    pub(crate) brand: String,
    pub(crate) brand_english: String,
    /// `精密汽车部件`.
    pub(crate) word: &'static str,
    pub(crate) short_word: &'static str,
    pub(crate) word_english: &'static str,
    /// `有限公司`, `GmbH`.
    pub(crate) form: &'static str,
    pub(crate) order: Order,
}

/// How the parts follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// `苏州华瑞化工有限公司`
    RegionFirst,
    /// `华瑞（苏州）化工有限公司`
    RegionInBrackets,
    /// `华瑞化工华东有限公司`
    RegionLast,
    /// `Halden Precision GmbH`
    Abroad,
}

impl Name {
    /// The registered name.
    pub(crate) fn legal(&self) -> String {
        let Self { region, brand, word, form, .. } = self;
        match self.order {
            Order::RegionFirst => format!("{region}{brand}{word}{form}"),
            Order::RegionInBrackets => format!("{brand}（{region}）{word}{form}"),
            Order::RegionLast => format!("{brand}{word}{region}{form}"),
            Order::Abroad => format!("{brand} {} {form}", self.word_english),
        }
    }

    /// The name without its legal form.
    pub(crate) fn without_form(&self) -> String {
        self.legal().trim_end_matches(self.form).trim_end().to_owned()
    }

    /// The name people use: `华瑞化工`, with the region where a sister needs it.
    pub(crate) fn short(&self) -> String {
        match self.order {
            Order::Abroad => self.brand.clone(),
            Order::RegionLast => format!("{}{}{}", self.brand, self.short_word, self.region),
            Order::RegionFirst | Order::RegionInBrackets => format!("{}{}", self.brand, self.short_word),
        }
    }

    /// `苏州华瑞`.
    pub(crate) fn region_and_brand(&self) -> String {
        match self.order {
            Order::Abroad => self.without_form(),
            Order::RegionLast => format!("{}{}", self.brand, self.region),
            Order::RegionFirst | Order::RegionInBrackets => format!("{}{}", self.region, self.brand),
        }
    }

    /// The name without its region; a sister keeps it.
    pub(crate) fn without_region(&self) -> String {
        match self.order {
            Order::RegionFirst | Order::RegionInBrackets => format!("{}{}{}", self.brand, self.word, self.form),
            Order::RegionLast | Order::Abroad => self.legal(),
        }
    }

    /// The name in English.
    pub(crate) fn english(&self) -> String {
        match self.order {
            Order::Abroad => self.legal(),
            _ => format!("{} {} {} Co., Ltd.", self.region_english, self.brand_english, self.word_english),
        }
    }

    /// The name with brackets of the other width, or with 集团 or 股份 left out of its form.
    pub(crate) fn loosely_written(&self) -> String {
        match self.order {
            Order::RegionInBrackets => self.legal().replace('（', "(").replace('）', ")"),
            Order::Abroad => format!("{} {}", self.brand, self.word_english),
            _ => format!("{}有限公司", self.without_form()),
        }
    }
}

/// Gives the brand of a number: Chinese and in Latin letters. The Chinese ones are all different. One in four has
/// three characters or more; the others do once all pairs are taken.
pub(crate) fn brand(seed: u64, number: u32) -> (String, String) {
    let (number, salt) = (u64::from(number), mix(seed ^ 0xb4a2));
    // Each of the two kinds has its own half of the middle characters, and begins with them again when all are taken.
    let (half, is_long) = (MIDDLE.len() / 2, number % 4 == 0);
    let known = if is_long { number / 4 } else { number - number / 4 };
    let place =
        if is_long { scrambled_below(known & 0x7fff, 0x8000, 16, salt) } else { scrambled(known & 0xfff, 12, salt) };
    let mut rest =
        if is_long { (known >> 15) as usize * half + (place >> 12) as usize + 1 } else { (known >> 12) as usize };
    let place = (place & 0xfff) as usize;
    let mut characters: Vec<&Character> = vec![&FIRST[place & 63]];
    while rest > 0 {
        characters.push(&MIDDLE[half * usize::from(is_long) + (rest - 1) % half]);
        rest = (rest - 1) / half;
    }
    characters.push(&LAST[place >> 6]);
    let latin: String = characters.iter().map(|character| character[2]).collect();
    (characters.iter().map(|character| character[0]).collect(), capitalised(&latin))
}

/// Gives the brand of a company abroad; all are different.
pub(crate) fn brand_abroad(seed: u64, number: u32) -> String {
    let block = u64::from(number) >> 10;
    let place = scrambled(u64::from(number) & 0x3ff, 10, mix(seed ^ 0xab40)) as usize;
    let mut rest = block as usize;
    let mut brand = format!("{}{}", BEGINNINGS[place & 63], ENDINGS[place >> 6]);
    while rest > 0 {
        brand = format!("{brand} {}", SECOND_WORDS[(rest - 1) % SECOND_WORDS.len()]);
        rest = (rest - 1) / SECOND_WORDS.len();
    }
    brand
}

/// Writes a name with traditional characters.
pub(crate) fn traditional(name: &str) -> String {
    let known = FIRST.iter().chain(&LAST).chain(&MIDDLE);
    let brands: Vec<[char; 2]> =
        known.filter_map(|entry| Some([entry[0].chars().next()?, entry[1].chars().next()?])).collect();
    let turned =
        |letter: char| TRADITIONAL.iter().chain(&brands).find(|pair| pair[0] == letter).map_or(letter, |pair| pair[1]);
    name.chars().map(turned).collect()
}

/// Writes a name with one letter wrong: two changed places, or one missing.
pub(crate) fn mistyped(name: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let place = chance.below(letters.len().saturating_sub(2).max(1));
    if chance.happens(500) && letters.len() > 4 {
        letters.remove(place + 1);
    } else if letters.len() > 1 {
        letters.swap(place, place + 1);
    }
    letters.into_iter().collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
