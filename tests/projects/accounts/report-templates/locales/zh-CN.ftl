portfolio-title = 客户
account-title = 客户
of = { $company }
format-money-units = 4 万, 8 亿
format-quarter-short = { $year }Q{ $number }
