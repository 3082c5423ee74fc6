/* kam
description = "Own."
grain = ["one"]
*/
select one
from marts.kept
