//! Sheets as people's programs write them, one peculiarity each.

use super::{End, STYLES, TEXTS, is_quick, library, quickly, sheet, workbook};

/// The cells of the second row, if they are read quickly, then as the library reads them.
fn second_row(cells: &str) -> Option<String> {
    let bytes = workbook(&sheet(cells), TEXTS, false);
    is_quick(&bytes, None).then(|| quickly(&bytes, None).0.get(1).cloned().unwrap_or_default())
}

#[test]
fn what_nearly_every_sheet_holds_is_read_quickly() {
    for (cells, told) in [
        ("<c r=\"A2\" t=\"s\"><v>1</v></c>", "2: 0=Text(\" two\\nlines \")=None"),
        ("<c r=\"A2\" t=\"s\"><v>2</v></c>", "2: 0=Text(\"rich & \")=None"),
        ("<c r=\"A2\" t=\"s\"><v>3</v></c>", "2: 0=Text(\"課\")=None"),
        ("<c r=\"A2\" t=\"s\"><v>4</v></c>", ""),
        ("<c r=\"A2\" t=\"s\"><v>5</v></c>", "2: 0=Text(\"A\\r a_b \\nA<\")=None"),
        ("<c r=\"A2\" t=\"s\"><v></v></c>", ""),
        (
            "<c t=\"inlineStr\" r=\"C2\"><is><r><t>a</t></r><r><rPr><i/></rPr><t>b</t></r></is></c>",
            "2: 2=Text(\"ab\")=None",
        ),
        ("<c t=\"inlineStr\"><is><t xml:space='preserve'> &#x5317; </t></is></c>", "2: 0=Text(\" 北 \")=None"),
        ("<c r=\"A2\" t=\"str\"><f>B2&amp;\"x\"</f><v> a&lt;b_x000A_</v></c>", "2: 0=Text(\" a<b\\n\")=None"),
        (
            "<c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"B2\" t=\"b\"><v>0</v></c>",
            "2: 0=Truth(true)=None | 1=Truth(false)=None",
        ),
        ("<c r=\"A2\" t=\"e\"><f>NA()</f><v>#N/A</v></c>", "2: 0=Error(\"#N/A\")=None"),
        ("<c r=\"A2\"/><c s=\"1\"/><c/><c r=\"D2\"><v/></c>", ""),
        ("<c/><c t=\"str\"><v>b</v></c>", "2: 1=Text(\"b\")=None"),
    ] {
        assert_eq!(second_row(cells).as_deref(), Some(told), "{cells}");
    }
}

#[test]
fn numbers_are_shown_as_the_library_and_excel_show_them() {
    for number in ["0", "1", "-1", "12.5", "0.5", "0.0000125", "-0.25", "123456789012345", "-0", "-0.0", "1.50", "007"]
        .iter()
        .chain(&["1234567890123456", "0.30000000000000004", "44562.07634259259", "1E3", "1.5e-7", "1e21", "2.5E+2"])
        .chain(&["9007199254740993", "0.1234567890123456789", "123456789.1234567", "60", "2958466", "00.5", "1e-320"])
    {
        for style in 0..8 {
            for is_1904 in [false, true] {
                let cells =
                    format!("<c r=\"B2\" s=\"{style}\"><v>{number}</v></c><c r=\"C2\" t=\"n\"><v>{number}</v></c>");
                let bytes = workbook(&sheet(&cells), TEXTS, is_1904);
                assert!(is_quick(&bytes, Some("S")), "{cells}");
            }
        }
    }
}

#[test]
fn a_day_is_a_day_by_its_style_and_the_epoch() {
    let cells = "<c r=\"A2\" s=\"1\"><v>46113</v></c><c r=\"B2\" s=\"2\"><v>1.5</v></c><c r=\"C2\" s=\"3\"><v>1.5</v></c><c r=\"D2\" t=\"d\"><v>2026-03-31T08:00:00</v></c>";
    let told = "2: 0=Moment(2026-04-01T00:00:00)=Some(2026-04-01T00:00:00) | 1=Moment(1900-01-01T12:00:00)=Some(1900-01-01T12:00:00) | 2=Number(\"1.5\", false)=None | 3=Moment(2026-03-31T08:00:00)=Some(2026-03-31T08:00:00)";
    assert_eq!(second_row(cells).as_deref(), Some(told));
    let bytes = workbook(&sheet("<c s=\"1\"><v>44651</v></c>"), TEXTS, true);
    assert!(is_quick(&bytes, None));
    assert_eq!(quickly(&bytes, None).0[1], "2: 0=Moment(2026-04-01T00:00:00)=Some(2026-04-01T00:00:00)");
}

/// Each of them is read by the library, and to the end or not as it sees fit.
#[test]
fn what_is_written_otherwise_is_left_to_the_library() {
    for cells in [
        "<c r=\"A2\" t=\"inlineStr\"><is><t><![CDATA[a<b]]></t></is></c>",
        "<c r=\"A2\"><!-- a --><v>1</v></c>",
        "<c r=\"A2\"><v>1</v><f>A1</f></c>",
        "<c r=\"A2\"><v>1</v><v>2</v></c>",
        "<c r=\"A2\"><v>one</v></c>",
        "<c r=\"a2\"><v>1</v></c>",
        "<c r=\"A2\" t=\"s\"><v>6</v></c>",
        "<c r=\"A2\" t=\"s\"><v>x</v></c>",
        "<c r=\"A2\" t=\"str\"><v>_xD83D__xDE00_</v></c>",
        "<c r=\"A2\" t=\"str\"><v>&nbsp;</v></c>",
        "<c r=\"A2\" t=\"what\"><v>1</v></c>",
        "<c r=\"A2\" r=\"B2\"><v>1</v></c>",
        "<c r=\"A2\" s=1><v>1</v></c>",
        "<c r=\"A2\" x=\"a>b\"><v>1</v></c>",
        "<c r=\"A2\"><v>1</v><extLst/></c>",
        "<c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c>",
        "<x:c r=\"A2\"><x:v>1</x:v></x:c>",
        "words<c r=\"A2\"><v>1</v></c>",
        "<c r=\"A2\" t=\"inlineStr\"><is><t>a</t></is><v>1</v></c>",
    ] {
        assert_eq!(second_row(cells), None, "{cells}");
    }
    for (from, to) in [
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "\u{FEFF}"),
        ("encoding=\"UTF-8\"", "encoding=\"latin1\""),
        ("<sheetData>", "<!-- <sheetData> --><sheetData>"),
        ("<sheetData>", "</worksheet><sheetData>"),
        ("<cols>", ""),
        ("ref=\"A1:C2\"", "ref=\"A9:C2\""),
        ("</row></sheetData>", "</row>"),
        ("<row r=\"2\"", "<row r=\"4294967298\""),
    ] {
        let sheet = sheet("<c><v>1</v></c>");
        assert!(sheet.contains(from));
        assert!(!is_quick(&workbook(&sheet.replace(from, to), TEXTS, false), None), "{to}");
    }
    for texts in [
        "<sst>",
        "<x:sst><x:si><x:t>a</x:t></x:si></x:sst>",
        "<sst><si><t>a</si></sst>",
        "<sst><si><t>&a;</t></si></sst>",
    ] {
        assert!(!is_quick(&workbook(&sheet(""), texts, false), None), "{texts}");
    }
}

#[test]
fn rows_stand_where_they_say() {
    let rows = |rows: &str| {
        let bytes = workbook(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"), "<sst/>", false);
        let (read, end) = quickly(&bytes, None);
        assert_eq!((&read, &end), (&library(&bytes, None).0, &End::Whole), "{rows}");
        read.iter().map(|row| row.split(": ").next().unwrap_or_default().to_owned()).collect::<Vec<_>>().join(" ")
    };
    let one = "<c><v>1</v></c>";
    assert_eq!(rows(&format!("<row>{one}</row><row/><row>{one}</row>")), "1 3");
    assert_eq!(rows(&format!("<row r=\"5\">{one}</row><row>{one}</row><row r=\"9\"/><row>{one}</row>")), "5 6 10");
    assert_eq!(rows("<row r=\"2\"><c r=\"B7\"><v>1</v></c><c r=\"A7\"><v>2</v></c></row>"), "7");
    assert_eq!(rows(""), "");
    let many: String = (0..600).map(|_| format!("<row>{one}</row>")).collect();
    assert_eq!(rows(&many).split(' ').count(), 600);
}

/// Whoever needs a sheet's styles asks the library for them all.
#[test]
fn styles_beyond_those_counted_are_not_guessed() {
    let strange = STYLES.replace("<xf ", "<xf\n");
    let bytes =
        super::archive(super::parts_of(&workbook(&sheet("<c s=\"1\"><v>46113</v></c>"), TEXTS, false)).iter().map(
            |(name, part)| (name.as_str(), if name == "xl/styles.xml" { strange.as_bytes() } else { part.as_slice() }),
        ));
    assert!(!is_quick(&bytes, None));
    assert!(library(&bytes, None).0[1].contains("Moment"));
}
