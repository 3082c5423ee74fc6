//! Colours can be read and told apart: on screen, in the dark, on grey paper, and by who does not see red or green.

use crate::shelf::templates;
use std::collections::BTreeMap;

type Colours = BTreeMap<String, [f64; 3]>;

/// What the eye makes of red, green and blue light: Machado, Oliveira and Fernandes 2009, at full strength.
const PROTAN: [[f64; 3]; 3] =
    [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]];
const DEUTAN: [[f64; 3]; 3] =
    [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]];
const GREY: [[f64; 3]; 3] = [[0.2126, 0.7152, 0.0722]; 3];
const ALL: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

/// The colours of the page by day, and by night.
fn themes() -> [(&'static str, Colours); 2] {
    let text = templates().styles["styles/colours.css"].clone();
    let (day, night) = text.split_once("@media screen").unwrap();
    let (night, _) = night.split_once("@media print").unwrap();
    let light = colours(day);
    let mut dark = light.clone();
    dark.extend(colours(night));
    [("light", light), ("dark", dark)]
}

/// `--name: #rrggbb;` as linear light; translucent ones are left out.
fn colours(text: &str) -> Colours {
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": #"));
    lines.filter(|(_, hex)| hex.len() == 6).map(|(name, hex)| (name.to_owned(), light(hex))).collect()
}

fn light(hex: &str) -> [f64; 3] {
    [0, 2, 4].map(|at| {
        let part = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

fn luminance([red, green, blue]: [f64; 3]) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The contrast of two colours as WCAG reckons it.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// How far apart two colours look to such an eye, in CIE L*a*b*.
fn distance(one: [f64; 3], other: [f64; 3], eye: [[f64; 3]; 3]) -> f64 {
    let seen =
        |colour: [f64; 3]| eye.map(|row| row.iter().zip(colour).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0));
    let (one, other) = (lab(seen(one)), lab(seen(other)));
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let bend = |value: f64| if value > 0.008_856 { value.cbrt() } else { 7.787 * value + 16.0 / 116.0 };
    let x = bend((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.950_47);
    let y = bend(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    let z = bend((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[test]
fn every_text_can_be_read() {
    for (theme, colours) in themes() {
        for name in ["ink", "quiet", "value", "risk", "up", "down", "attention"] {
            for ground in ["paper", "raised"] {
                let found = contrast(colours[name], colours[ground]);
                assert!(found >= 4.5, "{theme}: {name} on {ground} has {found:.2}");
            }
        }
        let grounds = colours.keys().filter_map(|name| Some((name, name.strip_prefix("on-")?)));
        for (text, ground) in grounds {
            let found = contrast(colours[text], colours[ground]);
            assert!(found >= 4.5, "{theme}: {text} on {ground} has {found:.2}");
        }
        for ground in ["shade-1", "shade-2"] {
            let found = contrast(colours["ink"], colours[ground]);
            assert!(found >= 4.5, "{theme}: ink on {ground} has {found:.2}");
        }
    }
}

#[test]
fn neighbours_of_a_ramp_are_told_apart_by_every_eye() {
    let ramps: [&[&str]; 4] = [
        &["tier-strategic", "tier-core", "tier-growth", "tier-standard"],
        &["class-a", "class-b", "class-c"],
        &["late-0", "late-1", "late-2", "late-3", "late-4", "late-5", "late-6"],
        &["shade-1", "shade-2", "shade-3", "shade-4"],
    ];
    for (theme, colours) in themes() {
        for pair in ramps.iter().flat_map(|ramp| ramp.windows(2)) {
            let [one, other] = [pair[0], pair[1]].map(|name| colours[name]);
            for (eye, seen) in [("every", ALL), ("a protan", PROTAN), ("a deutan", DEUTAN)] {
                let found = distance(one, other, seen);
                assert!(found >= 10.0, "{theme}: {pair:?} are {found:.1} apart to {eye} eye");
            }
        }
        for pair in ramps[..2].iter().flat_map(|ramp| ramp.windows(2)) {
            let found = distance(colours[pair[0]], colours[pair[1]], GREY);
            assert!(found >= 15.0, "{theme}: {pair:?} are {found:.1} apart in grey");
        }
    }
}

#[test]
fn ramps_keep_their_order_in_grey() {
    for (theme, colours) in themes() {
        for ramp in [
            &["tier-strategic", "tier-core", "tier-growth", "tier-standard"][..],
            &["late-6", "late-5", "late-4", "late-3", "late-2", "late-1"],
        ] {
            let steps: Vec<f64> = ramp.iter().map(|name| luminance(colours[*name])).collect();
            let is_ordered = steps.is_sorted() || steps.iter().rev().is_sorted();
            assert!(is_ordered, "{theme}: {ramp:?} are {steps:.3?}");
        }
    }
}

#[test]
fn value_and_risk_are_told_apart_by_every_eye() {
    for (theme, colours) in themes() {
        for (one, other) in [("value", "risk"), ("up", "down")] {
            for eye in [ALL, PROTAN, DEUTAN] {
                let found = distance(colours[one], colours[other], eye);
                assert!(found >= 40.0, "{theme}: {one} and {other} are {found:.1} apart");
            }
        }
    }
}
