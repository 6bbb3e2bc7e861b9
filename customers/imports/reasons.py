"""Why something is not taken, and what to do about it: one sentence each, in plain words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from customers.imports.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from customers.value_reasons import VALUE_REASONS, Reason


def reason(code: str, **detail: object) -> Reason:
    """The sentences of a code, with its numbers put in."""
    what, cure = REASONS.get(code, REASONS["unexpected"])
    numbers = _NUMBERS | detail
    return Reason(code, str(what).format_map(numbers), str(cure).format_map(numbers))


_NUMBERS: dict[str, object] = {
    "line": "?",
    "byte": "?",
    "found": "?",
    "limit": "?",
    "cell": LONGEST_CELL,
    "columns": MOST_COLUMNS,
    "rows": MOST_ROWS,
}

_ASK = _("Ask the data steward; there is nothing to mend in the file")
_TEXT = _("Save it as CSV (UTF-8) and upload that")

REASONS: Mapping[str, tuple[Promise, Promise]] = {
    **VALUE_REASONS,
    # the file
    "no_file": (_("No file was chosen"), _("Choose a CSV file")),
    "empty_file": (_("The file is empty"), _("Choose a file with rows")),
    "heading_only": (
        _("The file has a heading and no rows"),
        _("Add rows, or say that the first row is no heading"),
    ),
    "too_large": (
        _("The file is larger than {limit} MB"),
        _("Divide it, and upload the parts one by one"),
    ),
    "is_workbook": (_("This is a workbook or an archive, not a CSV file"), _TEXT),
    "no_table": (_("This is no table"), _TEXT),
    "bad_encoding": (
        _("Line {line}: byte {byte} is no character of the file's encoding"),
        _("The file was cut off or mixed: save it anew as UTF-8, or choose its encoding"),
    ),
    "unclosed_quote": (
        _("A quotation mark opens on line {line} and never closes"),
        _("Close it, or write it twice where it belongs to the text"),
    ),
    "too_many_columns": (
        _("Line {line} has {found} columns; {limit} are taken"),
        _("Check the delimiter, or leave columns out"),
    ),
    "too_many_rows": (
        _("The file has more than {limit} rows"),
        _("Divide it, and upload the parts one by one"),
    ),
    "file_gone": (
        _("The uploaded file is no longer kept, or was changed"),
        _("Upload it again"),
    ),
    "target_missing": (_("It is not said what the rows become"), _("Choose it")),
    "source_missing": (
        _("The source is missing, or has other characters than letters, figures, - and _"),
        _("Name the system from which the ids come, such as erp"),
    ),
    "mapping_missing": (_("The columns have not been mapped yet"), _("Map them")),
    # the mapping
    "unknown_field": (
        _("There is no such field"),
        _("Take one of the fields that the mapping lists"),
    ),
    "unknown_column": (
        _("The file has no such column, or several of that heading"),
        _("Give the number of a column, from 1, or its heading"),
    ),
    "one_origin": (_("Both a column and a constant are given"), _("Give one of them")),
    "no_such_choice": (
        _("This is not on the list"),
        _("Take an entry of the list, by its code or its name"),
    ),
    # the steps
    "too_late": (
        _("The writing has begun, or the file is no longer kept"),
        _("Upload the file again to bring it in another way"),
    ),
    "not_checked": (_("The rows have not been checked yet"), _("Check them, then start")),
    "nothing_runs": (_("Nothing is under way"), _("There is nothing to cancel")),
    "already_imported": (
        _("You have imported this very file already"),
        _("Look at that import; nothing needs to be done"),
    ),
    "nothing_to_write": (
        _("No row could be written"),
        _("Mend the rows that are refused, and upload the file again"),
    ),
    "rows_refused": (
        _("Some rows are refused, and it is not said that they may be left out"),
        _("Mend them and upload the file again, or say that they may be left out"),
    ),
    # rows
    "nul_character": (_("The cell holds a NUL character"), _("Save the file anew as text")),
    "cell_too_long": (
        _("The cell has more than {cell} characters"),
        _("Shorten it, or check the quotation marks"),
    ),
    "bad_quote": (
        _("Text stands behind a closing quotation mark"),
        _("Write quotation marks inside a text twice"),
    ),
    "too_few_cells": (
        _("The row has fewer cells than the heading"),
        _("Fill in the missing cells, if only with nothing"),
    ),
    "too_many_cells": (
        _("The row has more cells than the heading: a delimiter stands inside a text"),
        _("Put the text in quotation marks, or say on the columns page in which column it is"),
    ),
    "repeated_heading": (_("The heading comes again"), _("Leave the row out")),
    "missing": (_("This must not be empty"), _("Fill it in, or choose a constant")),
    "bad_date": (
        _("This is no date of the chosen form"),
        _("Write it like the others, or choose another form"),
    ),
    "date_range": (_("The year is before 1900 or after 2100"), _("Check the date")),
    "bad_number": (
        _("This is no number"),
        _("Write figures alone: no currency, no exponent, groups of three or none"),
    ),
    "too_many_places": (_("The number has too many decimals"), _("Round it")),
    "number_too_large": (_("The number is too large"), _("Check it")),
    "number_negative": (_("The number must not be negative"), _("Check the sign")),
    "number_over": (_("The number must not be over 1"), _("Write 15 % as 0.15 or 15%")),
    "unmapped": (
        _("Nothing was chosen for this value"),
        _("Choose on the values page what it becomes"),
    ),
    "repeated_id": (_("The id comes twice in the file"), _("Keep one of the rows")),
    "repeated_row": (_("The same row comes twice in the file"), _("Keep one of them")),
    "not_now": (_("Can't be taken now; the data steward will check it"), _ASK),
    "no_such_customer": (
        _("No customer of yours has this id from this source"),
        _("Import the customers first, or check the source"),
    ),
    "no_such_deal": (
        _("No deal of yours has this id from this source"),
        _("Import the deals first, or check the source"),
    ),
    "has_lines": (
        _("The deal has lines already; these would be added a second time"),
        _("Leave the rows out"),
    ),
    # the job
    "changed": (
        _("Records have changed since the check, so nothing was written"),
        _("Check again, then start"),
    ),
    "no_right": (
        _("Your right to import ended while it ran, so nothing was written"),
        _("Ask your department head"),
    ),
    "gave_up": (
        _("It was interrupted three times, so nothing was written"),
        _("Start it again, and tell the administrator"),
    ),
    "unexpected": (
        _("Something unexpected happened, so nothing was written"),
        _("Tell the administrator the number of the job"),
    ),
}
