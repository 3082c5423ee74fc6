/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
select
    customer_id,
from marts.value wher
    customer_id > 1
