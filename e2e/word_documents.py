"""Word documents as programs that are not ours read them."""

import io

import docx
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.xml.functions import fromstring

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def text_of(path):
    """Paragraphs and cells, in their order within each."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def plots_of(path):
    """Every plot: the words for who cannot see it, and its bars as (name, number). Fails on one that is missing, damaged, or whose
    workbook says otherwise than what is drawn."""
    document = docx.Document(str(path))
    found = []
    for place in document.element.body.iter(qn("wp:inline")):
        words = place.docPr.get("descr")
        reference = next(place.iter(CHART + "chart")).get(qn("r:id"))
        part = document.part.related_parts[reference]
        assert part.content_type.endswith("drawingml.chart+xml")
        tree = fromstring(part.blob)
        # openpyxl looks for the identity of the workbook without its namespace, so it is taken out before.
        external = tree.find(CHART + "externalData")
        tree.remove(external)
        [plot] = ChartSpace.from_tree(tree).chart.plotArea._charts
        assert plot.barDir == "bar" and len(plot.ser) == 1
        names = [point.v for point in plot.ser[0].cat.strRef.strCache.pt]
        numbers = [int(point.v) for point in plot.ser[0].val.numRef.numCache.pt]
        workbook = load_workbook(io.BytesIO(part.rels[external.get(qn("r:id"))].target_part.blob))
        sheet = workbook.active
        assert plot.ser[0].val.numRef.f == f"{sheet.title}!$B$2:$B${len(numbers) + 1}"
        rows = [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=2)]
        assert rows == list(zip(names, numbers)) and rows
        assert words and all(name in words for name in names)
        assert place.extent.cx > 0 and place.extent.cy > 0
        found.append((words, rows))
    return found
