"""Makes the archives and workbooks of this folder, and `expected.json`: what other implementations read in them.

    pip install openpyxl xlsxwriter xlwt xlrd pyzipper msoffcrypto-tool reportlab pikepdf && python make.py

Archives: Python's zipfile, pyzipper and Info-ZIP's `zip`. Workbooks: written by openpyxl, XlsxWriter and xlwt, or record
by record after the standards; read by openpyxl and xlrd. PDF: drawn by ReportLab, locked by pikepdf; expected is what was
drawn and where. Every name and amount is invented.
"""

import datetime as dt
import io
import json
import os
import struct
import subprocess
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path

import msoffcrypto
import openpyxl
import pikepdf
import pyzipper
import reportlab
import xlrd
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.styles import numbers
from openpyxl.utils import get_column_letter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
from xlwt.CompoundDoc import XlsDoc

HERE = Path(__file__).parent
PASSWORD = b"Zhang-3f9"
CSV = "日期,金额\n2024-01-05,28.16\n" * 40
EXPECTED = {}


# --- archives ---------------------------------------------------------------------------------------------------------

def info_zip(name, files, *options):
    """By Info-ZIP, with names of any bytes."""
    with tempfile.TemporaryDirectory() as folder:
        for file, content in files:
            path = os.path.join(os.fsencode(folder), file)
            with open(path, "wb") as out:
                out.write(content)
        target = HERE / name
        target.unlink(missing_ok=True)
        command = ["zip", "-q", "-X", *options, str(target), *[file for file, _ in files]]
        subprocess.run(command, cwd=folder, check=True, env={**os.environ, "LC_ALL": "C"})


def archives():
    gbk = "账单明细.csv".encode("gbk")
    with zipfile.ZipFile(HERE / "plain.zip", "w") as out:
        out.writestr("账单/", "")
        out.writestr(zipfile.ZipInfo("账单/一月.csv"), CSV, zipfile.ZIP_DEFLATED)
        out.writestr(zipfile.ZipInfo("stored.csv"), "date,amount\n", zipfile.ZIP_STORED)
        out.writestr("__MACOSX/._stored.csv", b"\0\5\x16\7")
    info_zip("zipcrypto-gbk.zip", [(gbk, CSV.encode("gbk"))], "-P", PASSWORD.decode())
    info_zip("zipcrypto-stored.zip", [(b"a.csv", b"date,amount\n")], "-0", "-P", PASSWORD.decode())
    for bits in (128, 256):
        with pyzipper.AESZipFile(HERE / f"aes{bits}.zip", "w", compression=pyzipper.ZIP_DEFLATED) as out:
            out.setencryption(pyzipper.WZ_AES, nbits=bits)
            out.setpassword(PASSWORD)
            out.writestr("账单.csv", CSV)
    with pyzipper.AESZipFile(HERE / "aes256-stored.zip", "w", compression=pyzipper.ZIP_STORED) as out:
        out.setencryption(pyzipper.WZ_AES, nbits=256)
        out.setpassword(PASSWORD)
        out.writestr("short.csv", "a,b\n")
        out.writestr("long.csv", CSV)
    for name, method in (("bzip2.zip", zipfile.ZIP_BZIP2), ("lzma.zip", zipfile.ZIP_LZMA)):
        with zipfile.ZipFile(HERE / name, "w", method) as out:
            out.writestr("a.csv", CSV)
    with zipfile.ZipFile(HERE / "empty.zip", "w"):
        pass
    with zipfile.ZipFile(HERE / "folder-only.zip", "w") as out:
        out.writestr("账单/", "")

    def archive(files):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as out:
            for file, text in files:
                out.writestr(file, text)
        return content.getvalue()

    inner = archive([("b.csv", "b"), ("c.csv", "c")])
    (HERE / "nested.zip").write_bytes(archive([("a.csv", "a"), ("inner.zip", inner), ("d.csv", "d")]))
    (HERE / "nested-twice.zip").write_bytes(archive([("nested.zip", archive([("inner.zip", inner)]))]))
    (HERE / "bomb.zip").write_bytes(archive([("zeros.csv", b"\0" * 12_000_000)]))
    (HERE / "with-workbook.zip").write_bytes(archive([("table.xlsx", (HERE / "table.xlsx").read_bytes())]))


# --- workbooks --------------------------------------------------------------------------------------------------------

def decimal(number):
    text = format(Decimal(repr(number)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def moment(value):
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat()


def by_openpyxl(name):
    """Every cell that holds something, as openpyxl reads it."""
    book = openpyxl.load_workbook(HERE / name, data_only=True)
    formulas = openpyxl.load_workbook(HERE / name)
    sheets = []
    for sheet in book.worksheets:
        cells = {}
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if value is None or value == "":
                    continue
                if cell.data_type == "e":
                    read = ["error", value]
                elif isinstance(value, bool):
                    read = ["bool", value]
                elif isinstance(value, dt.timedelta):
                    read = ["number", decimal(value / dt.timedelta(days=1))]
                elif isinstance(value, dt.time):
                    read = ["time", value.isoformat("seconds")]
                elif isinstance(value, (dt.datetime, dt.date)):
                    has_time = "h" in cell.number_format or value.time() != dt.time()
                    read = ["date", moment(value) if has_time else value.date().isoformat()]
                elif isinstance(value, (int, float)):
                    read = ["number", decimal(value)]
                else:
                    read = ["text", value]
                cells[cell.coordinate] = read
        sheets.append({
            "name": sheet.title,
            "hidden": sheet.sheet_state != "visible",
            "hidden_rows": sorted(number for number, row in sheet.row_dimensions.items() if row.hidden),
            "merged": sorted(str(area) for area in sheet.merged_cells.ranges),
            "formulas": sum(cell.data_type == "f" for row in formulas[sheet.title].iter_rows() for cell in row),
            "cells": cells,
        })
    return {"date1904": book.epoch.year == 1904, "sheets": sheets}


def by_xlrd(name, formulas=0):
    """The same, as xlrd reads it. It does not tell formulas."""
    book = xlrd.open_workbook(HERE / name, formatting_info=True)
    sheets = []
    for sheet in book.sheets():
        cells = {}
        for row in range(sheet.nrows):
            for column in range(sheet.ncols):
                cell = sheet.cell(row, column)
                if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or cell.value == "":
                    continue
                code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
                if cell.ctype == xlrd.XL_CELL_DATE and code == "[h]:mm:ss":
                    read = ["number", decimal(cell.value)]
                elif cell.ctype == xlrd.XL_CELL_DATE:
                    value = xlrd.xldate_as_datetime(cell.value, book.datemode)
                    if cell.value < 1 and "y" not in code:
                        read = ["time", value.time().isoformat("seconds")]
                    else:
                        has_time = "h" in code or cell.value % 1
                        read = ["date", moment(value) if has_time else value.date().isoformat()]
                elif cell.ctype == xlrd.XL_CELL_NUMBER:
                    read = ["number", decimal(cell.value)]
                elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                    read = ["bool", bool(cell.value)]
                elif cell.ctype == xlrd.XL_CELL_ERROR:
                    read = ["error", xlrd.error_text_from_code[cell.value]]
                else:
                    read = ["text", cell.value]
                cells[f"{get_column_letter(column + 1)}{row + 1}"] = read
        areas = [
            f"{get_column_letter(left + 1)}{top + 1}:{get_column_letter(right)}{bottom}"
            for top, bottom, left, right in sheet.merged_cells
        ]
        sheets.append({
            "name": sheet.name,
            "hidden": sheet.visibility != 0,
            "hidden_rows": sorted(number + 1 for number, row in sheet.rowinfo_map.items() if row.hidden),
            "merged": sorted(areas),
            "formulas": formulas,
            "cells": cells,
        })
    return {"date1904": book.datemode == 1, "sheets": sheets}


# What a bank writes, and what it should not.
NUMBERS = [28.16, -0.01, 0.1 + 0.2, 1020, 1e15, 123456789012.34, 1e-7, 99999999.99, 0.0, 4503599627370497.5, 1e21]
TEXTS = ["0012", "11111111111111", "=\"600036\"", " 前后 ", "a\nb", "<&>\"'", "𠮷野家", "¥28.16", "1e5", "TRUE"]
DAYS = [
    (dt.date(2024, 1, 5), "yyyy-mm-dd"),
    (dt.datetime(2024, 1, 5, 13, 2, 11), "yyyy-mm-dd hh:mm:ss"),
    (dt.datetime(2024, 2, 29, 23, 59, 59), "yyyy/m/d h:mm"),
    (dt.datetime(2024, 12, 31), "yyyy\"年\"m\"月\"d\"日\""),
    (dt.datetime(2024, 3, 1), "yyyy-mm-dd hh:mm:ss"),
    (dt.date(1900, 3, 1), "yyyy-mm-dd"),
    (dt.date(2100, 3, 1), "m/d/yy"),
]
CLOCK = [(dt.time(13, 2, 11), "hh:mm:ss"), (dt.time(0, 0, 1), "h:mm:ss")]
SHOWN = [(28.16, "\"¥\"#,##0.00"), (0.05, "0%"), (1.5, "[h]:mm:ss"), (45678, "0"), (45678, "\\¥#,##0.00"), (45678.5, "General")]


def with_openpyxl(name, epoch=None):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    sheet.title = "明细"
    sheet["A1"] = "对账单"
    sheet.merge_cells("A1:D1")
    for row, number in enumerate(NUMBERS, 2):
        sheet.cell(row, 1, number)
    for row, text in enumerate(TEXTS, 2):
        cell = sheet.cell(row, 2, text)
        cell.data_type = "s"
    for row, (value, code) in enumerate(DAYS + CLOCK, 2):
        if epoch and isinstance(value, dt.date) and value.year < 1904:
            continue
        sheet.cell(row, 3, value).number_format = code
    for row, (value, code) in enumerate(SHOWN, 2):
        sheet.cell(row, 4, value).number_format = code
    sheet["E2"], sheet["E3"], sheet["E4"] = True, False, "#N/A"
    sheet["H20"] = "far"
    sheet.row_dimensions[5].hidden = True
    other = book.create_sheet("隐藏")
    other["B2"] = 1
    other.sheet_state = "hidden"
    book.create_sheet("empty")
    book.save(HERE / name)
    EXPECTED[name] = by_openpyxl(name)


def with_xlsxwriter(name):
    """Texts in the cells themselves, formulas with the values that were kept, pieces with formats of their own."""
    book = xlsxwriter.Workbook(str(HERE / name), {"constant_memory": True})
    book.set_properties({"created": dt.datetime(2026, 3, 18, 7, 2, 30)})
    sheet = book.add_worksheet("Sheet1")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": 14})
    sheet.write_string(0, 0, " 行内 ")
    sheet.write_rich_string(0, 1, "交易", bold, "时间")
    sheet.write_number(1, 0, 28.16)
    sheet.write_number(1, 1, 45296, day)
    sheet.write_formula(2, 0, "=A2*2", None, 56.32)
    sheet.write_formula(2, 1, "=A1&1", None, "行内1")
    sheet.write_formula(2, 2, "=A2>1", None, True)
    sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
    sheet.write_boolean(3, 0, True)
    sheet.write_string(4, 0, "0012")
    book.close()
    EXPECTED[name] = by_openpyxl(name)


def unusual(name):
    """No positions of rows and cells, a prefix, other names of parts, a backslash, readings above a text."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/book.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/one.xml" ContentType="{kinds}.worksheet+xml"/>'
        f'<Override PartName="/xl/words.xml" ContentType="{kinds}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{office}/officeDocument" Target="/xl/book.xml"/></Relationships>',
        "xl/book.xml": f'\ufeff<x:workbook xmlns:x="{main}" xmlns:r="{office}"><x:sheets>'
        '<x:sheet name="一 &amp; 二" sheetId="1" r:id="s"/></x:sheets></x:workbook>',
        "xl/_rels/book.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="s" Type="{office}/worksheet" Target="worksheets/one.xml"/>'
        f'<Relationship Id="w" Type="{office}/sharedStrings" Target="../xl/words.xml"/></Relationships>',
        "xl/words.xml": f'<x:sst xmlns:x="{main}"><x:si><x:t xml:space="preserve"> a&#20013;&lt; </x:t></x:si>'
        "<x:si><x:r><x:t>东</x:t></x:r><x:r><x:t>京</x:t></x:r><x:rPh sb=\"0\" eb=\"2\"><x:t>トウキョウ</x:t></x:rPh></x:si>"
        "</x:sst>",
        "xl/worksheets/one.xml": f'<x:worksheet xmlns:x="{main}"><x:sheetData>'
        '<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c><x:v>28.160000000000001</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row>'
        '<x:row/><x:row><x:c><x:v>1.5E3</x:v></x:c><x:c t="inlineStr"><x:is><x:t>行<![CDATA[<内>]]></x:t></x:is></x:c>'
        '<x:c t="d"><x:v>2024-01-05T13:02:11</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    }
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as out:
        for part, text in parts.items():
            out.writestr(part, text)
    EXPECTED[name] = by_openpyxl(name)


def with_xlwt(name, date1904=False):
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = date1904
    sheet = book.add_sheet("明细")
    sheet.write_merge(0, 0, 0, 3, "对账单")
    style = lambda code: xlwt.easyxf(num_format_str=code)
    for row, number in enumerate(NUMBERS, 1):
        sheet.write(row, 0, number)
    for row, text in enumerate(TEXTS, 1):
        sheet.write(row, 1, text)
    for row, (value, code) in enumerate(DAYS + CLOCK, 1):
        # xlwt counts from 1900 whatever the workbook says.
        if date1904 or value == dt.date(1900, 3, 1):
            continue
        sheet.write(row, 2, value, style(code))
    if date1904:
        sheet.write(1, 2, 0, style("yyyy-mm-dd"))
        sheet.write(2, 2, 43834.25, style("yyyy-mm-dd hh:mm:ss"))
    for row, (value, code) in enumerate(SHOWN, 1):
        sheet.write(row, 3, value, style(code))
    sheet.write(1, 4, True)
    sheet.row(2).set_cell_error(4, 0x2A)
    sheet.write(19, 7, "far")
    sheet.row(4).hidden = True
    other = book.add_sheet("隐藏")
    other.write(1, 1, 1)
    other.visibility = 1
    book.add_sheet("empty")
    book.save(str(HERE / name))
    EXPECTED[name] = by_xlrd(name)


def long_texts(name):
    """More shared texts than one record holds, narrow and wide, so that some run over a border."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("texts")
    for row in range(300):
        sheet.write(row, 0, f"{row} " + "narrow text " * (row % 17))
        sheet.write(row, 1, f"{row} " + "宽的文字" * (row % 23))
    sheet.write(300, 0, "a" * 9_000)
    sheet.write(301, 0, "长" * 9_000)
    book.save(str(HERE / name))
    EXPECTED[name] = by_xlrd(name)


def record(kind, *fields):
    content = b"".join(fields)
    return struct.pack("<HH", kind, len(content)) + content


def wide(text, length="<H"):
    return struct.pack(length, len(text.encode("utf-16le")) // 2) + b"\1" + text.encode("utf-16le")


def narrow(text, length="<H"):
    return struct.pack(length, len(text)) + b"\0" + text.encode("latin-1")


def cell(row, column, style=0):
    return struct.pack("<HHH", row, column, style)


def begin(kind, version=0x0600):
    return record(0x0809, struct.pack("<HHHHII", version, kind, 0x0DBB, 1997, 0, 0x0600))


def compound(name, stream):
    XlsDoc().save(str(HERE / name), stream)


def by_records(name):
    """Records that xlwt does not write: many short numbers at once, formulas with kept values, texts in cells, a chart."""
    end = record(0x000A)
    font = record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0), narrow("Arial", "<B"))
    style = lambda number: record(0x00E0, struct.pack("<HHH", 0, number, 1), b"\0" * 14)
    integer = lambda number, hundred=0: struct.pack("<i", number << 2 | 2 | hundred)
    half = lambda number, hundred=0: struct.pack("<I", struct.unpack("<Q", struct.pack("<d", number))[0] >> 32 | hundred)
    kept = lambda kind, value: struct.pack("<BBBBBBH", kind, 0, value, 0, 0, 0, 0xFFFF)
    rest = struct.pack("<HIH", 0, 0, 3) + b"\x1e\1\0"
    chart = begin(0x0020) + record(0x0203, cell(0, 0), struct.pack("<d", 7)) + end
    sheet = (
        begin(0x0010)
        + record(0x0208, struct.pack("<HHHHHHHH", 3, 0, 9, 255, 0, 0, 0x0120, 0))
        + record(0x00BD, struct.pack("<HH", 0, 1), b"".join(struct.pack("<H", 0) + number for number in (
            integer(2816, 1), integer(-5), half(0.5), half(1234.0, 1))), struct.pack("<H", 4))
        + record(0x027E, cell(1, 0, 1), integer(45296))
        + record(0x0006, cell(2, 0), struct.pack("<d", 56.32), rest)
        + record(0x0006, cell(2, 1), kept(0, 0), rest)
        + record(0x0207, wide("行内1"))
        + record(0x0006, cell(2, 2), kept(1, 1), rest)
        + record(0x0006, cell(2, 3), kept(2, 0x07), rest)
        + record(0x0006, cell(2, 4), kept(3, 0), rest)
        + record(0x0204, cell(3, 0), narrow("caf\xe9"))
        + record(0x00D6, cell(3, 1), wide("粗体"), struct.pack("<HHH", 1, 1, 0))
        + chart
        # Rows do not have to come in order.
        + record(0x0203, cell(0, 0), struct.pack("<d", 0.1 + 0.2))
        + end
    )
    listed = lambda position: record(0x0085, struct.pack("<IBB", position, 0, 0), wide("记录", "<B"))
    globals_ = lambda position: (
        begin(0x0005) + record(0x0042, struct.pack("<H", 1200)) + font * 4 + style(0) + style(14) + listed(position) + end
    )
    compound(name, globals_(len(globals_(0))) + sheet)
    EXPECTED[name] = by_xlrd(name, formulas=5)
    lock = record(0x002F, struct.pack("<HHH", 1, 1, 1), b"\0" * 48)
    compound("locked.xls", begin(0x0005) + lock + listed(0) + end)
    compound("version5.xls", begin(0x0005, 0x0500) + end)


def locked_xlsx():
    plain = (HERE / "table.xlsx").open("rb")
    with open(HERE / "locked.xlsx", "wb") as out:
        OOXMLFile(plain).encrypt(PASSWORD.decode(), out)


def other_kinds():
    (HERE / "tabs.xls").write_bytes("成交日期\t证券代码\n20240105\t=\"600036\"\n".encode("gbk"))
    (HERE / "page.xls").write_bytes(b"<html><table><tr><td>date</td></tr></table></html>")
    (HERE / "version2.xls").write_bytes(b"\x09\x00\x04\x00\x02\x00\x10\x00\x0a\x00\x00\x00")


# --- PDF --------------------------------------------------------------------------------------------------------------

def pdf(name, **options):
    """A statement of two pages: fonts of figures, of Chinese, and one that is in the file with its own codes."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    pdfmetrics.registerFont(TTFont("Vera", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    drawing = canvas.Canvas(str(HERE / name), pagesize=(595, 842), invariant=1, **options)
    pages = []
    for page in range(2):
        drawn = []

        def draw(x, y, text, font, size, right=False):
            drawing.setFont(font, size)
            (drawing.drawRightString if right else drawing.drawString)(x, y, text)
            width = pdfmetrics.stringWidth(text, font, size)
            left = x - width if right else x
            drawn.append([round(left, 2), round(left + width, 2), round(842 - y, 2), size, text])

        for column, title in enumerate(["记账日期", "货币", "金额", "余额", "对方账号与户名"]):
            draw(40 + column * 100, 780, title, "STSong-Light", 9)
        for row in range(8):
            y = 760 - row * 14
            draw(40, y, f"2024-{page + 1:02}-{row + 1:02}", "Helvetica", 8)
            draw(290, y, f"{row * 1234.56 - 3000:,.2f}", "Helvetica", 8, right=True)
            draw(390, y - 0.3, f"{row * 99.5:,.2f}", "Courier", 8, right=True)
            draw(440, y, "Café €12 (x)" if row % 2 else "Übergröße ł", "Vera", 8)
            draw(520, y, "张三 6222", "STSong-Light", 8)
        drawing.saveState()
        drawing.translate(100, 200)
        drawing.scale(2, 2)
        drawing.setFont("Helvetica", 6)
        drawing.drawString(10, 20, "0123")
        drawn.append([120, round(120 + 2 * pdfmetrics.stringWidth("0123", "Helvetica", 6), 2), 842 - 240, 12, "0123"])
        drawing.restoreState()
        drawing.showPage()
        pages.append(drawn)
    drawing.save()
    EXPECTED[name] = pages


def pdfs():
    pdf("statement.pdf", pageCompression=1)
    pdf("plain.pdf", pageCompression=0)
    whole = pikepdf.open(HERE / "statement.pdf")
    lock = pikepdf.Encryption
    word = PASSWORD.decode()
    whole.save(HERE / "streams.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    whole.save(HERE / "locked-aes256.pdf", encryption=lock(user=word, owner="o", R=6))
    whole.save(HERE / "locked-rc4.pdf", encryption=lock(user=word, owner="o", R=3, aes=False, metadata=False))
    whole.save(HERE / "owner-only.pdf", encryption=lock(user="", owner="o", R=4))
    for name in ("streams.pdf", "locked-aes256.pdf", "locked-rc4.pdf", "owner-only.pdf"):
        EXPECTED[name] = EXPECTED["statement.pdf"]
    blank = canvas.Canvas(str(HERE / "picture.pdf"), invariant=1)
    blank.rect(10, 10, 100, 100)
    blank.showPage()
    blank.save()


with_openpyxl("table.xlsx")
with_openpyxl("table-1904.xlsx", openpyxl.utils.datetime.CALENDAR_MAC_1904)
with_xlsxwriter("inline.xlsx")
unusual("unusual.xlsx")
with_xlwt("table.xls")
with_xlwt("table-1904.xls", True)
long_texts("texts.xls")
by_records("records.xls")
locked_xlsx()
other_kinds()
archives()
pdfs()
(HERE / "expected.json").write_text(json.dumps(EXPECTED, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
