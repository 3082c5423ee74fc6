//! Sheets and texts broken by chance: read quickly or not, never otherwise than the library reads them.

use super::{TEXTS, archive, is_quick, parts_of, sheet, workbook};
use crate::made::Chance;

const JUNK: [&[u8]; 22] = [
    b"<", b">", b"/", b"\"", b"'", b"=", b" ", b"&", b"&amp;", b"&#13;", b"_x000D_", b"<v>", b"</v>", b"<t>", b"</c>",
    b"<c>", b"<row>", b"</row>", b"1", b"<!--", b"\xFF", b"\r",
];

fn inputs() -> u32 {
    if std::env::var_os("KAM_LONG").is_some() { 200_000 } else { 1_000 }
}

#[test]
fn what_is_broken_is_never_read_otherwise() {
    let cells = "<c r=\"A2\" s=\"1\"><v>46113</v></c><c r=\"B2\" t=\"s\"><v>2</v></c><c t=\"str\"><f>A1</f><v>a &amp; b</v></c><c r=\"E2\" t=\"inlineStr\"><is><t>inline</t></is></c><c r=\"F2\" t=\"b\"><v>1</v></c><c r=\"G2\" s=\"4\"><v>-12.50</v></c><c r=\"H2\" t=\"e\"><v>#REF!</v></c>";
    let sound = parts_of(&workbook(&sheet(cells), TEXTS, false));
    let (mut chance, mut quick) = (Chance(20_261_129), 0);
    for _ in 0..inputs() {
        let mut parts = sound.clone();
        let broken = if chance.below(3) > 0 { "xl/worksheets/sheet1.xml" } else { "xl/sharedStrings.xml" };
        for (_, part) in parts.iter_mut().filter(|(name, _)| name == broken) {
            for _ in 0..=chance.below(2) {
                chance.mutate(part, &JUNK);
            }
        }
        quick += u32::from(is_quick(&archive(parts.iter().map(|(name, part)| (name.as_str(), part.as_slice()))), None));
    }
    assert!(quick > inputs() / 20, "{quick}");
}

#[test]
fn numbers_by_chance_are_shown_as_the_library_shows_them() {
    let mut chance = Chance(7);
    for _ in 0..40 {
        let mut cells = String::new();
        for _ in 0..50 {
            let mut digits = |most| -> String {
                (0..=chance.below(most)).map(|_| char::from(b'0' + chance.below(10) as u8)).collect()
            };
            let (whole, fraction) = (digits(9), digits(11));
            let (style, sign) = (chance.below(7), *chance.pick(&["", "-"]));
            let number = chance.pick(&[whole.clone(), format!("{whole}.{fraction}"), format!("0.{fraction}")]).clone();
            cells.push_str(&format!("<c s=\"{style}\"><v>{sign}{number}</v></c>"));
        }
        assert!(is_quick(&workbook(&sheet(&cells), TEXTS, false), None), "{cells}");
    }
}
