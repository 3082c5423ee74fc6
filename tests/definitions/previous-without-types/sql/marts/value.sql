/* kam
description = "One row per customer."
grain = ["customer_id"]

[columns]
customer_id = { about = "The customer.", type = "bigint" }
tier = { about = "Its tier." }
*/
select customer_id
from previous.value
