select quarter
from conformed.invoice_lines
