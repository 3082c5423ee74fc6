//! A limit of memory holds for all parts of a run: what compares deliveries as well as what queries tables.

use crate::till::{Till, customers};
use std::fmt::Write as _;

/// A list of two hundred thousand customers, whose digests alone take 12 MiB.
#[test]
fn keys_that_do_not_fit_end_the_run_before_anything_lands() {
    let till = Till::that_has_run();
    let before = till.lake();
    till.write("in/customers.csv", &customers(1..=200_000));
    let talk = till.run("run --memory 16MiB").refused(3);
    assert!(talk.contains("could not compare `raw.till_customers` within 16.0 MiB of memory"), "{talk}");
    assert!(talk.contains("= hint: give it more with `--memory`"), "{talk}");
    assert_eq!(till.ask("select count(*) as customers from raw.till_customers"), "40\n");
    assert!(before.iter().all(|object| till.lake().contains(object)), "something that was there is not");
    till.run("run").done();
    assert_eq!(till.ask("select count(*) as customers from raw.till_customers"), "200000\n");
}

/// Facts need not wait in memory: where it is too little they are written as they come.
#[test]
fn facts_that_do_not_fit_are_written_as_they_come() {
    let till = Till::that_has_run();
    let mut sales = String::from("sale,sold_on,amount\n");
    (0..400_000).for_each(|sale| writeln!(sales, "N{sale},2026-03-01,1.00").unwrap());
    till.write("in/sales-2.csv", &sales);
    till.run("run --memory 16MiB").done();
    let landed = "select count(*) as sales, sum(amount) as amount from raw.till_sales";
    // Two sales of 30.50 together were there before.
    assert_eq!(till.ask(landed), "400002,400030.50\n");
}
