"""How the Chinese texts that people read are written.

ZH-01 Between two Chinese characters stands no ASCII comma, semicolon, colon or question mark, in the
      catalogues of problems, the pages, the translations' keys and the shipped definitions.
"""

import re

from tests.contracts.tree import committed, text_of

FOLDERS = ("engine/problems/", "engine/render/templates/", "web/templates/", "web/locale/", "definitions/")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff」”][,;:?][\u4e00-\u9fff「“]")


def test_no_half_width_punctuation_between_chinese_characters() -> None:  # ZH-01
    files = [file for file in committed() if file.as_posix().startswith(FOLDERS)]
    told = [f"{file}: {hit[0]}" for file in files for hit in HALF_WIDTH.finditer(text_of(file))]
    assert files
    assert not told
