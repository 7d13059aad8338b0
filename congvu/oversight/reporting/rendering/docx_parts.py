"""The parts of a DOCX that do not depend on the report: styles, settings, names of its pieces."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from congvu.oversight.reporting.rendering import paper

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES: Final = f'xmlns:w="{W}" xmlns:r="{R}"'
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONT: Final = "Times New Roman"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REFERENCE: Final = "congvu.reference"
"""Name of the property of the file that says which version of which report it was made from."""


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def _points(points: float) -> int:
    return round(points * 20)


def _style(
    code: str, name: str, *, paragraph: str = "", run: str = "", after: str = "", based: bool = True
) -> str:
    """Return a paragraph style. `after` is the style of the paragraph that follows it."""
    follows = f'<w:next w:val="{after}"/>' if after else ""
    parent = '<w:basedOn w:val="Normal"/>' if based else ""
    own = (
        "" if name[0].islower() or name in ("Normal", "Title", "Subtitle") else ' w:customStyle="1"'
    )
    default = ' w:default="1"' if code == "Normal" else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{code}"{default}{own}><w:name w:val="{name}"/>'
        f"{parent}{follows}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


_INDENT: Final = f'<w:ind w:firstLine="{twips(paper.INDENT)}"/>'
_BOLD, _ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"


def _gap(before: float = 0, after: float = 0) -> str:
    return f'<w:spacing w:before="{_points(before)}" w:after="{_points(after)}" w:line="240" w:lineRule="auto"/>'


def _aligned(how: str) -> str:
    return f'<w:jc w:val="{how}"/>'


def _paragraph_styles() -> tuple[str, ...]:
    text = _gap(after=paper.AFTER) + _INDENT + _aligned("both")
    middle = _aligned("center")
    heading = f"<w:keepNext/>{_gap(after=paper.AFTER)}{_INDENT}{_aligned('left')}"
    return (
        _style("Normal", "Normal", paragraph=_gap(), based=False),
        _style("BodyText", "Body Text", paragraph=text),
        *(
            _style(
                f"Heading{level}", f"heading {level}", after="BodyText", run=_BOLD + extra,
                paragraph=f'{heading}<w:outlineLvl w:val="{level - 1}"/>',
            )
            for level, extra in ((1, ""), (2, ""), (3, _ITALIC))
        ),
        _style("Nation", "Quốc hiệu", paragraph=middle, run=_BOLD + _size(paper.NATION)),
        _style("Motto", "Tiêu ngữ", paragraph=middle, run=_BOLD + _size(paper.MOTTO)),
        _style("Superior", "Cơ quan chủ quản", paragraph=middle, run=_size(paper.ISSUER)),
        _style("Issuer", "Cơ quan ban hành", paragraph=middle, run=_BOLD + _size(paper.ISSUER)),
        _style("Number", "Số, ký hiệu", paragraph=_gap(6) + middle, run=_size(paper.NUMBER)),
        _style("PlaceDate", "Địa danh, thời gian", paragraph=_gap(6) + middle, run=_ITALIC),
        _style("Title", "Title", paragraph=f"<w:keepNext/>{_gap(12)}{middle}", run=_BOLD),
        _style("Subtitle", "Subtitle", paragraph=f"<w:keepNext/>{middle}", run=_BOLD),
        _style("Rule", "Đường kẻ", paragraph='<w:spacing w:before="20" w:after="0" w:line="60" w:lineRule="exact"/>', run=_size(2)),
        _style("Addressee", "Kính gửi", paragraph=_gap(12, 12) + middle),
        _style("Ground", "Căn cứ", paragraph=text, run=_ITALIC),
        _style("Item", "Gạch đầu dòng", paragraph=text),
        _style("Centred", "Dòng giữa", paragraph=_gap(after=paper.AFTER) + middle),
        _style("Remark", "Dòng nghiêng", paragraph=text, run=_ITALIC),
        _style("RecipientsHead", "Nơi nhận", run=_BOLD + _ITALIC + _size(paper.RECIPIENTS_HEAD)),
        _style("Recipients", "Nơi nhận (danh sách)", run=_size(paper.RECIPIENTS)),
        _style("Signature", "Người ký", paragraph=middle, run=_BOLD),
        _style("AnnexTitle", "Tên phụ lục", paragraph=f"<w:keepNext/>{middle}", run=_BOLD),
        _style("AnnexReference", "Kèm theo", paragraph=_gap(after=8) + middle, run=_ITALIC),
        _style("Cell", "Ô bảng", paragraph=_gap(1, 1), run=_size(paper.TABLE)),
        _style("Header", "header", paragraph=middle),
        _style("FootnoteText", "footnote text", paragraph=_aligned("both"), run=_size(paper.NOTE)),
    )  # fmt: skip


def _other_styles() -> str:
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_borders()}</w:tblBorders>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
    )


def _styles() -> str:
    fonts = "".join(f' w:{script}="{_FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>"
        f'<w:color w:val="000000"/>{_size(paper.TEXT)}<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f"{''.join(_paragraph_styles())}{_other_styles()}</w:styles>"
    )


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides
    )


_SETTINGS: Final = (
    f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    "</w:settings>"
)
_SEPARATORS: Final = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
    for kind, number, mark in (
        ("separator", -1, "separator"),
        ("continuationSeparator", 0, "continuationSeparator"),
    )
)
_PARTS: Final = {
    "styles": "styles",
    "settings": "settings",
    "footnotes": "footnotes",
    "header1": "header",
    "header2": "header",
}
HEADERS: Final = '<w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/>'


def _types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for name, kind in _PARTS.items()
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>{parts}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
        "</Types>"
    )


def _relations(rows: list[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(rows, start=1)
    )
    return (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inside}</Relationships>"
    )


def _core(title: str, issuer: str, day: date) -> str:
    moment = f"{day.isoformat()}T00:00:00Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{clean(title)}</dc:title><dc:creator>{clean(issuer)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


def _custom(reference: str) -> str:
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{REFERENCE}">'
        f"<vt:lpwstr>{clean(reference)}</vt:lpwstr></property></Properties>"
    )


def _header(mark: str, *, numbered: bool) -> str:
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    # The mark is a frame beside the number: below it, it would touch the first line of the text.
    frame = '<w:framePr w:wrap="around" w:vAnchor="page" w:hAnchor="margin" w:xAlign="right" '
    frame += f'w:y="{twips(paper.HEADER_AT)}"/>'
    said = (
        f'<w:p><w:pPr><w:pStyle w:val="Header"/>{frame}<w:jc w:val="right"/></w:pPr>'
        f'<w:r><w:rPr><w:b/><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve">{clean(mark)}</w:t></w:r></w:p>'
    )
    centred = f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{page if numbered else ""}</w:p>'
    return f"{HEAD}<w:hdr {NAMESPACES}>{said if mark else ''}{centred}</w:hdr>"


def clean(text: str) -> str:
    """Return the text fit for XML: escaped, without the control signs that XML has no room for."""
    kept = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
    return escape(kept, {'"': "&quot;"})


def package(
    body: str, footnotes: str, *, title: str, issuer: str, day: date, reference: str, mark: str
) -> bytes:
    """Put the parts together; equal parts give equal bytes."""
    files = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            [
                (f"{_RELATIONS}/officeDocument", "word/document.xml"),
                (
                    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                    "docProps/core.xml",
                ),
                (f"{_RELATIONS}/custom-properties", "docProps/custom.xml"),
            ]
        ),
        "docProps/core.xml": _core(title, issuer, day),
        "docProps/custom.xml": _custom(reference),
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            [(f"{_RELATIONS}/{kind}", f"{name}.xml") for name, kind in _PARTS.items()]
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": _SETTINGS,
        "word/footnotes.xml": f"{HEAD}<w:footnotes {NAMESPACES}>{_SEPARATORS}{footnotes}</w:footnotes>",
        "word/header1.xml": _header(mark, numbered=True),
        "word/header2.xml": _header(mark, numbered=False),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, (max(1980, day.year), day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, text.encode())
    return out.getvalue()
