"""The sentences that refuse a figure: what could not be read, and what to do about it.

Kept together so that they read alike and can be translated; names in braces are filled in from the text.
"""

TOO_LONG = "The text is longer than {limit} characters: give only the words that state the figure."
EMPTY = "There is nothing to read: give the words that state the figure."
PARENTHESES_ONLY = "The figure stands in parentheses only: write it without them."
NO_NUMBER = "No number is found in “{words}”: give the figure in digits or in words."
MISSING = "“{words}” states no number: record the figure as missing, with the reason."
ONLY_PERIOD = "“{words}” says when, but no figure is stated: give the figure as well."
SEVERAL = "The text states {count} figures, such as “{first}” and “{second}”: give one of them."

NESTED = "There are parentheses inside parentheses: give the figure and its parts only."
NOT_OPENED = "A parenthesis closes that was not opened: check the text."
NOT_CLOSED = "A parenthesis is opened and not closed: check the text."

SPECIAL_CHARACTER = (
    "“{char}” is a special form of a number, such as a fraction or a footnote mark: write it in plain "
    "digits, or leave it out."
)
WELDED = "“{words}” is not read as a number: write a date as 2022-04-13, and a fraction as a percentage."
MINUS = "“-” before a number may be a dash or a minus: leave it out, or write “minus”."
NOT_ENGLISH = "“{words}” is not a number in English: write it as 1,234.5."
ENGLISH_COMMA = "“{words}”: in English a comma groups three digits; write decimals with a point."
ENGLISH_POINT = "“{words}” may be {whole} or {whole} thousand: write it without the point, or with a comma."
AMBIGUOUS = (
    "“{words}” can mean two numbers, because its separator can group digits or mark decimals: write it with "
    "all its digits."
)
NOT_GROUPED = "“{words}”: its digits are not grouped by threes; check the number."
TOO_MANY_DIGITS = "“{words}” has too many digits to be a figure: check it."
LEADING_ZERO = "“{words}” starts with a zero, as codes do and amounts do not: check it."
TOO_LARGE = "The number is too large to be a figure: check it."
DISPUTED_SCALE = (
    "“{words}” stands for a thousand million with some writers and for a million million with others: write "
    "the amount in millions."
)
NOT_WHOLE = "“{value} {noun}” is not a whole number: check which separator groups the digits."

FRACTION = "A fraction in words has no exact figure: write it as a percentage, with “about” where it is rounded."
YEAR_OR_AMOUNT = "“{year}” may be a year or an amount: write an amount as {grouped}, and a year as “in {year}”."

WHOSE_CURRENCY = "“{words}” is the currency of several countries: name the country’s, or use its code, such as MXN."
TWO_CURRENCIES = "The figure names two currencies, {one} and {other}: give one."
MONEY_AND_SHARE = "A figure is either money or a percentage, not both: check it."

RANGE_OR_CHANGE = "“From … to …” may be a range or a change: write “between … and …”, or give one of the two figures."
RANGE_OR_TWO = "“A to B” may be a range or two figures: write “between A and B”, or give one of the two."
SPACED_DASH = "A dash between spaces may be a range or a pause: write a range without them, as 10,000–12,000."
RANGE_ORDER = "The range ends at or before its start: check the two figures."
RANGE_SCALE = "It is unclear whether both ends of the range are scaled: write each with its scale."
RANGE_PERCENT = "Only one end of the range is a percentage: write both alike."

TWO_QUALIFIERS = "The figure has two qualifiers that do not say the same: keep one."
NEGATION = "“{words}” before the figure turns its meaning: say “no more than”, “up to” or “less than”."
APART = "“{words}” stands apart from the figure, so that it is unclear what it qualifies: put it right before."
PART_OR_MULTIPLE = "The words speak of a part or a multiple of the figure (“{words}”): state the figure itself."
VAGUE_WORD = "“{words}” is no number: give the figure, or record it as not stated."

SEVERAL_PERIODS = "The text names several times: choose the one that the figure is for."

#: By the language that the text was said to be in.
OTHER_LANGUAGE = {
    "en": "“{words}” is Spanish, but the text was said to be English: choose the language of the text.",
    "es": "“{words}” is English, but the text was said to be Spanish: choose the language of the text.",
}

#: Why a number was left out, by the kind that ``mentions.py`` gives it, the most telling first.
LEFT_OUT = {
    "vague": "A vague amount such as “{words}” is no number: give the figure, or record it as not stated.",
    "abbreviation": "“{words}” is an unclear abbreviation: write the word out, such as “million”.",
    "name": "The number in “{words}” belongs to a name, a date or a time, not to an amount: give the figure.",
    "multiple": "“{words}” compares with another figure: give the figure itself.",
    "ordinal": "“{words}” is a rank or an order, not an amount: give the figure itself.",
    "vague_word": VAGUE_WORD,
    "age": "“{words}” is read as an age: give the figure as well.",
    "year": "“{words}” is read as a year: give the figure as well.",
    "article": "“{words}” may be an article or the number one: write 1.",
}
