//! Unified social credit codes, by GB 32100-2015.

use crate::company::chance::{mix, scrambled};

const SYMBOLS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const BODY_WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// Gives a customer's code: nobody else has it. `division` is the six digits of the place of registration.
pub(crate) fn credit_code(seed: u64, number: u32, division: &str) -> String {
    let salt = mix(seed ^ 0x5553_4343);
    let is_young = mix(salt ^ u64::from(number)) % 10 < 6;
    let body = if is_young { young_body(number, salt) } else { old_body(number, salt) };
    let mut code = format!("91{division}{body}{}", body_check(&body));
    code.push(check(&code));
    code
}

/// Gives the check symbol of the first seventeen.
fn check(code: &str) -> char {
    let mut weight = 1;
    let mut sum = 0;
    for symbol in code.bytes() {
        sum += value_of(symbol) * weight;
        weight = weight * 3 % 31;
    }
    char::from(SYMBOLS[(31 - sum % 31) % 31])
}

fn value_of(symbol: u8) -> usize {
    SYMBOLS.iter().position(|known| *known == symbol).unwrap_or(0)
}

/// Companies founded since 2015 have letters in front.
fn young_body(number: u32, salt: u64) -> String {
    let mut rest = scrambled(u64::from(number), 28, salt);
    let mut symbols = [b'0'; 6];
    for place in symbols.iter_mut().rev() {
        *place = SYMBOLS[(rest % 31) as usize];
        rest /= 31;
    }
    format!("MA{}", symbols.map(char::from).iter().collect::<String>())
}

fn old_body(number: u32, salt: u64) -> String {
    format!("{:08}", scrambled(u64::from(number), 26, salt))
}

/// Gives the check symbol of the organization's own number, by GB 11714.
fn body_check(body: &str) -> char {
    let value = |symbol: u8| match symbol {
        b'0'..=b'9' => usize::from(symbol - b'0'),
        _ => usize::from(symbol.saturating_sub(b'A')) + 10,
    };
    let sum: usize = body.bytes().zip(BODY_WEIGHTS).map(|(symbol, weight)| value(symbol) * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from(b'0' + digit as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::{check, credit_code};

    #[test]
    fn the_check_symbol_is_that_of_the_standard() {
        assert_eq!(check("91350100M000100Y4"), '3');
    }

    #[test]
    fn a_code_has_eighteen_symbols() {
        assert_eq!(credit_code(1, 1, "320500").len(), 18);
    }
}
