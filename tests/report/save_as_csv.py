"""Does what a spreadsheet does with a review workbook: python3 save_as_csv.py WORKBOOK CSV

Saves its first sheet as CSV in UTF-8 and tells in JSON, on standard output, what a person would see around the cells.
"""

import csv
import json
import sys

from openpyxl import load_workbook


def main():
    workbook = load_workbook(sys.argv[1])
    sheet = workbook.worksheets[0]
    rows = list(sheet.iter_rows())
    with open(sys.argv[2], "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows(["" if cell.value is None else cell.value for cell in row] for row in rows)
    titles = {cell.column_letter: cell.value for cell in rows[0]}
    print(json.dumps({
        "sheets": workbook.sheetnames,
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "repeated when printed": sheet.print_title_rows,
        "hidden": [titles[letter] for letter in titles if sheet.column_dimensions[letter].hidden],
        "not texts": [cell.coordinate for row in rows for cell in row
                      if cell.value is not None and cell.data_type != "s"],
        "links": sorted({cell.hyperlink.target for row in rows for cell in row if cell.hyperlink}),
        "offered": {titles[str(choice.sqref).split(":")[0].rstrip("0123456789")]:
                    [str(choice.sqref), choice.formula1, choice.errorStyle]
                    for choice in sheet.data_validations.dataValidation},
    }, ensure_ascii=False, indent=1))


main()
