#![no_main]

kam_fuzz::target!("archive");
