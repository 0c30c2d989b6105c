"""Every field type by its name: the one list of them."""

from collections.abc import Mapping
from typing import Final

from engine.forms.fieldtypes.boolean import Boolean
from engine.forms.fieldtypes.calculate import Calculate
from engine.forms.fieldtypes.cascade import Cascade
from engine.forms.fieldtypes.day import Date
from engine.forms.fieldtypes.decimal_number import DecimalNumber
from engine.forms.fieldtypes.file import File
from engine.forms.fieldtypes.image import Image
from engine.forms.fieldtypes.integer import Integer
from engine.forms.fieldtypes.kind import Kind
from engine.forms.fieldtypes.moment import Moment
from engine.forms.fieldtypes.month import Month
from engine.forms.fieldtypes.rank import Rank
from engine.forms.fieldtypes.rating import Rating
from engine.forms.fieldtypes.select_multiple import SelectMultiple
from engine.forms.fieldtypes.select_one import SelectOne
from engine.forms.fieldtypes.signature import Signature
from engine.forms.fieldtypes.text import Text
from engine.forms.fieldtypes.textarea import Textarea
from engine.forms.fieldtypes.year import Year
from engine.forms.model.fields import FieldType

TYPES: Final[Mapping[FieldType, Kind]] = {
    "text": Text(),
    "textarea": Textarea(),
    "integer": Integer(),
    "decimal": DecimalNumber(),
    "boolean": Boolean(),
    "date": Date(),
    "datetime": Moment(),
    "month": Month(),
    "year": Year(),
    "select_one": SelectOne(),
    "select_multiple": SelectMultiple(),
    "cascade": Cascade(),
    "rank": Rank(),
    "rating": Rating(),
    "file": File(),
    "image": Image(),
    "signature": Signature(),
    "calculate": Calculate(),
}
