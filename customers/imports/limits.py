"""How much of a file is taken."""

MOST_COLUMNS = 200
MOST_ROWS = 200_000
LONGEST_CELL = 10_000
LONGEST_LINE = 1_000_000
MOST_VALUES = 200  # different values of a column that can be mapped one by one
MOST_KEPT = 10_000  # refused rows that are kept for the person to see
BATCH = 500  # rows that are looked up and written together
DAYS_KEPT = 7  # of a file whose import was never started
