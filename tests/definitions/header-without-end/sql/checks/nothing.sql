/* kam
description = "Nothing."
select 1 as one
