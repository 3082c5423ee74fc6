/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
select q.quarter, l.customer_id
from conformed.invoice_lines as l
cross join run.quarters as q
