/* kam
description = "What the checks of the run found, with rows it was found in: those are not for every page."
*/
select
    check_name,
    violation_count,
    sample
from run.checks
order by check_name
