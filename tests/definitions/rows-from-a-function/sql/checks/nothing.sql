/* kam
description = "Nothing."
*/
select 1 as one
from read_csv('in/orders.csv')
