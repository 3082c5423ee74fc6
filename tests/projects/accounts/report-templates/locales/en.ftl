portfolio-title = Customers
account-title = Customer
of = of { $company }
format-money-units = 3 K, 6 M, 9 bn
format-quarter-short = { $year }Q{ $number }
