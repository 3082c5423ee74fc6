select quarter
from run.quarters
