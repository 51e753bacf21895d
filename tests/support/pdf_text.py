"""pdf_text.py: what a reader of a PDF file that Cairo wrote can select and copy, without a PDF library: the glyphs of each page, by the
tables that the fonts in the file carry for that (ToUnicode, ISO 32000 9.10.3).

SPDX-License-Identifier: GPL-3.0-or-later
"""
import re
import zlib

OBJECT = re.compile(rb'(\d+) 0 obj\s*(.*?)\s*endobj', re.DOTALL)
STREAM = re.compile(rb'(.*?)stream\r?\n(.*)\r?\nendstream', re.DOTALL)
REFERENCE = rb'\s+(\d+) 0 R'
# A font is chosen, or glyphs are shown: in hexadecimal digits or as a string, each alone or with distances between them.
SHOWN = re.compile(rb'/(f-\d+-\d+)\s+1\s+Tf|<([0-9a-fA-F\s]*)>|\(((?:[^()\\]|\\.)*)\)', re.DOTALL)
ESCAPES = {b'n': b'\n', b'r': b'\r', b't': b'\t', b'b': b'\b', b'f': b'\f'}


def _unescaped(text):
    return re.sub(rb'\\([0-7]{1,3}|.)', lambda match: bytes([int(match[1], 8)]) if match[1].isdigit() else ESCAPES.get(match[1], match[1]),
                  text, flags=re.DOTALL)


class Document:
    """Of the file's bytes."""

    def __init__(self, data):
        self.objects = {int(number): body for number, body in OBJECT.findall(data)}

    def _stream(self, number):
        head, body = STREAM.match(self.objects[number]).groups()
        return zlib.decompress(body) if b'FlateDecode' in head else body

    def _map(self, font):
        """Glyph → text, and how many bytes a glyph's number has."""
        body = self.objects[font]
        table = self._stream(int(re.search(rb'/ToUnicode' + REFERENCE, body)[1]))
        glyphs, width = {}, 2 if b'/Type0' in body else 1
        for block in re.findall(rb'beginbfchar(.*?)endbfchar', table, re.DOTALL):
            for glyph, text in re.findall(rb'<(\w+)>\s*<(\w+)>', block):
                glyphs[int(glyph, 16)] = bytes.fromhex(text.decode()).decode('utf-16-be')
        for block in re.findall(rb'beginbfrange(.*?)endbfrange', table, re.DOTALL):
            for first, last, text in re.findall(rb'<(\w+)>\s*<(\w+)>\s*<(\w+)>', block):
                start = bytes.fromhex(text.decode()).decode('utf-16-be')
                for glyph in range(int(first, 16), int(last, 16) + 1):
                    glyphs[glyph] = start[:-1] + chr(ord(start[-1]) + glyph - int(first, 16))
            for first, _, texts in re.findall(rb'<(\w+)>\s*<(\w+)>\s*\[(.*?)\]', block, re.DOTALL):
                for place, text in enumerate(re.findall(rb'<(\w+)>', texts)):
                    glyphs[int(first, 16) + place] = bytes.fromhex(text.decode()).decode('utf-16-be')
        return glyphs, width

    def pages(self):
        """The text of each page, glyph by glyph, in the order in which it was drawn."""
        fonts = {}
        for body in self.objects.values():
            for name, number in re.findall(rb'/(f-\d+-\d+)' + REFERENCE, body):
                fonts[name] = self._map(int(number))
        return [self._text(self._stream(int(re.search(rb'/Contents' + REFERENCE, body)[1])), fonts)
                for body in self.objects.values() if re.search(rb'/Type\s*/Page\b', body)]

    @staticmethod
    def _text(content, fonts):
        text, glyphs, width = [], {}, 1
        for font, digits, string in SHOWN.findall(content):
            if font:
                glyphs, width = fonts[font]
                continue
            shown = bytes.fromhex(''.join(digits.decode().split())) if digits else _unescaped(string)
            text += [glyphs.get(int.from_bytes(shown[at:at + width], 'big'), '') for at in range(0, len(shown), width)]
        return ''.join(text)
