"""Numbers and dates as Central America writes them: 1,234.5 and 27 de noviembre de 2026. Django's own are Spain's."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

DATE_FORMAT = r"j \d\e F \d\e Y"
DATETIME_FORMAT = r"j \d\e F \d\e Y, H:i"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = r"F \d\e Y"
MONTH_DAY_FORMAT = r"j \d\e F"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"

# What is typed means the same in every language: a day is year, month, day, and 03/04/2022 is refused, not guessed.
DATE_INPUT_FORMATS = ["%Y-%m-%d"]
DATETIME_INPUT_FORMATS = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]

# Templates ask for a date in the order of the United States; these are the same dates in Spanish.
globals().update(
    {
        "F j, Y": DATE_FORMAT,
        "F j, Y, H:i": DATETIME_FORMAT,
        "F j, H:i": r"j \d\e F, H:i",
    }
)
