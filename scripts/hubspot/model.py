"""What HubSpot's lead-scoring API hands out (versions 2026-09-beta and 2027-03-beta, as their OpenAPI says it).

A score as it is published, a draft, and a request that creates one all read as `Score`. Keys that are not known here
are kept: the report tells of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    Tag,
    ValidationError,
)
from pydantic.alias_generators import to_camel

Path = tuple[str | int, ...]
Category = Literal["FIT", "INTENT"]


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise ValueError("Input should be a number")
    return value


Number = Annotated[Decimal, BeforeValidator(_number)]


class Node(BaseModel):
    """A part of a score."""

    model_config = ConfigDict(alias_generator=to_camel, extra="allow", arbitrary_types_allowed=True)


# -- points in time ---------------------------------------------------------------------------------------------------


class Clock(Node):
    hour: StrictInt | None = None
    minute: StrictInt | None = None
    second: StrictInt | None = None
    millisecond: StrictInt | None = None


class Reference(Clock):
    """A moment that moves with the day on which it is asked for."""

    reference_type: Literal["NOW", "TODAY", "WEEK", "MONTH", "QUARTER", "YEAR", "FISCAL_QUARTER", "FISCAL_YEAR"]
    day: StrictInt | None = None
    month: StrictInt | None = None
    day_of_week: StrictStr | None = None


class Offset(Node):
    years: StrictInt | None = None
    quarters: StrictInt | None = None
    months: StrictInt | None = None
    weeks: StrictInt | None = None
    days: StrictInt | None = None
    hours: StrictInt | None = None
    minutes: StrictInt | None = None
    seconds: StrictInt | None = None
    milliseconds: StrictInt | None = None


class DatePoint(Clock):
    time_type: Literal["DATE"]
    year: StrictInt
    month: StrictInt
    day: StrictInt
    zone_id: StrictStr
    timezone_source: StrictStr | None = None


class IndexedPoint(Node):
    time_type: Literal["INDEXED"]
    index_reference: Reference
    offset: Offset | None = None
    zone_id: StrictStr
    timezone_source: StrictStr | None = None


class PropertyPoint(Node):
    time_type: Literal["PROPERTY_REFERENCED"]
    property: StrictStr
    reference_type: StrictStr
    zone_id: StrictStr
    timezone_source: StrictStr | None = None


TimePoint = Annotated[DatePoint | IndexedPoint | PropertyPoint, Field(discriminator="time_type")]


# -- operations: what is asked of a property --------------------------------------------------------------------------


class Operation(Node):
    operator: StrictStr
    operation_type: StrictStr
    include_objects_with_no_value_set: StrictBool


class AllProperty(Operation):
    operation_type: Literal["ALL_PROPERTY"]


class Bool(Operation):
    operation_type: Literal["BOOL"]
    value: StrictBool


class NumberOperation(Operation):
    operation_type: Literal["NUMBER"]
    value: Number


class NumberRanged(Operation):
    operation_type: Literal["NUMBER_RANGED"]
    lower_bound: StrictInt
    upper_bound: StrictInt


class String(Operation):
    operation_type: Literal["STRING"]
    value: StrictStr


class Strings(Operation):
    operation_type: Literal["MULTISTRING", "ENUMERATION"]
    values: list[StrictStr]


class DateTime(Operation):
    operation_type: Literal["DATETIME"]
    timestamp: StrictInt
    requires_time_zone_conversion: StrictBool


class Date(Operation):
    operation_type: Literal["DATE"]
    year: StrictInt
    month: StrictStr
    day: StrictInt


class DateRanged(Operation):
    operation_type: Literal["RANGED_DATE"]
    lower_bound: StrictInt
    upper_bound: StrictInt
    requires_time_zone_conversion: StrictBool


class Rolling(Operation):
    operation_type: Literal["ROLLING_DATE_RANGE"]
    number_of_days: StrictInt
    requires_time_zone_conversion: StrictBool


class RollingUpdated(Operation):
    operation_type: Literal["ROLLING_PROPERTY_UPDATED"]
    number_of_days: StrictInt


class Calendar(Operation):
    operation_type: Literal["CALENDAR_DATE"]
    time_unit: StrictStr
    time_unit_count: StrictInt | None = None
    use_fiscal_year: StrictBool | None = None
    fiscal_year_start: StrictStr | None = None


class Comparative(Operation):
    operation_type: Literal["COMPARATIVE_DATE", "COMPARATIVE_STRING", "COMPARATIVE_PROPERTY_UPDATED"]
    comparison_property_name: StrictStr
    default_comparison_value: StrictStr | None = None


class AtTime(Operation):
    operation_type: Literal["TIME_POINT"]
    type: StrictStr
    time_point: TimePoint
    endpoint_behavior: StrictStr | None = None
    property_parser: StrictStr | None = None


class TimeRanged(Operation):
    """The one operation whose `operationType` is any text: its `type` tells it."""

    type: Literal["TIME_RANGED"]
    lower_bound_time_point: TimePoint
    upper_bound_time_point: TimePoint
    lower_bound_endpoint_behavior: StrictStr | None = None
    upper_bound_endpoint_behavior: StrictStr | None = None
    property_parser: StrictStr | None = None


OPERATIONS = {
    kind: model
    for model in (
        AllProperty, Bool, NumberOperation, NumberRanged, String, Strings, DateTime, Date, DateRanged, Rolling,
        RollingUpdated, Calendar, Comparative, AtTime,
    )
    for kind in get_args(model.model_fields["operation_type"].annotation)
}  # fmt: skip


def _operation_type(value: Any) -> str | None:
    if isinstance(value, Operation):
        return type(value).__name__
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("operationType"), str) and value["operationType"] in OPERATIONS:
        return OPERATIONS[value["operationType"]].__name__
    return TimeRanged.__name__ if value.get("type") == "TIME_RANGED" else None


AnyOperation = Annotated[
    Annotated[AllProperty, Tag("AllProperty")]
    | Annotated[Bool, Tag("Bool")]
    | Annotated[NumberOperation, Tag("NumberOperation")]
    | Annotated[NumberRanged, Tag("NumberRanged")]
    | Annotated[String, Tag("String")]
    | Annotated[Strings, Tag("Strings")]
    | Annotated[DateTime, Tag("DateTime")]
    | Annotated[Date, Tag("Date")]
    | Annotated[DateRanged, Tag("DateRanged")]
    | Annotated[Rolling, Tag("Rolling")]
    | Annotated[RollingUpdated, Tag("RollingUpdated")]
    | Annotated[Calendar, Tag("Calendar")]
    | Annotated[Comparative, Tag("Comparative")]
    | Annotated[AtTime, Tag("AtTime")]
    | Annotated[TimeRanged, Tag("TimeRanged")],
    Discriminator(
        _operation_type,
        custom_error_type="operation",
        custom_error_message=f"Input should have an operationType: {', '.join(sorted([*OPERATIONS, 'TIME_RANGED']))}",
    ),
]


# -- calculators: what is worth how much ------------------------------------------------------------------------------


class Constant(Node):
    type: Literal["CONSTANT"]
    value: Number


class MatchRule(Node):
    operation: AnyOperation
    value: Number


class Match(Node):
    type: Literal["MATCH"]
    property: StrictStr
    match_rules: list[MatchRule]
    default_value: Number | None = None


class Single(Node):
    type: Literal["SINGLE"]
    property: StrictStr
    operation: AnyOperation


class Composite(Node):
    type: Literal["COMPOSITE"]
    operator: Literal["AND"]
    conditions: list[Annotated[Single | Composite, Field(discriminator="type")]]


class Conditional(Node):
    type: Literal["CONDITIONAL"]
    where_condition: Composite
    value: Number


class SegmentRule(Node):
    operation: Literal["HAS_ALL_SEGMENT_MEMBERSHIP", "HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP", "HAS_NO_SEGMENT_MEMBERSHIP"]
    segment_ids: list[StrictInt]
    value: Number


class Segments(Node):
    type: Literal["SEGMENT_MEMBERSHIP"]
    segment_membership_rules: list[SegmentRule]


class Multi(Node):
    type: Literal["MULTI"]
    calculators: list[OfRecord]


OfRecord = Annotated[Constant | Match | Multi | Conditional | Segments, Field(discriminator="type")]


class Frequency(Node):
    type: Literal["AT_LEAST", "BETWEEN", "EXACTLY"]
    from_: StrictInt = Field(alias="from")
    to: StrictInt | None = None
    value: Number


class Frequencies(Node):
    type: Literal["BETWEEN"]
    ranges: list[Frequency]


class Timeframe(Node):
    event_filter_operation: AnyOperation


class EventEntry(Node):
    event_type_id: StrictStr
    record_calculation: OfRecord
    event_timeframe: Timeframe | None = None
    event_frequency_criteria: Frequencies | None = None


class Events(Node):
    type: Literal["MULTI_UE"]
    event_calculators: list[EventEntry]


class PropertyFilter(Node):
    filter_type: Literal["PROPERTY"]
    property: StrictStr
    operation: AnyOperation


class AssociationFilter(Node):
    property_filters: list[PropertyFilter]


class AssociationSpec(Node):
    association_category: StrictStr
    association_type_id: StrictInt


class Association(Node):
    associated_object_type_id: StrictStr
    association_filters: AssociationFilter | None = None
    association_spec: AssociationSpec
    inverse_association_spec: AssociationSpec
    rollup_type: Literal["AVG", "MAX", "MIN", "SUM"]


class AssociatedRecords(Association):
    type: Literal["ASSOCIATIONS"]
    record_calculation: OfRecord


class AssociatedEvents(Association):
    type: Literal["ASSOCIATION_UE"]
    record_calculation: Events


Calculator = Annotated[
    Constant | Match | Multi | Conditional | Segments | Events | AssociatedRecords | AssociatedEvents,
    Field(discriminator="type"),
]


# -- the score --------------------------------------------------------------------------------------------------------


class RuleConfiguration(Node):
    calculation: Calculator


class Rule(Node):
    id: StrictStr | None = None
    enabled: StrictBool
    configuration: RuleConfiguration
    # The API's pages call them maxValue and minValue.
    maximum_value: Number | None = Field(None, validation_alias=AliasChoices("maximumValue", "maxValue"))
    minimum_value: Number | None = Field(None, validation_alias=AliasChoices("minimumValue", "minValue"))


class Decay(Node):
    decay_interval_days: StrictInt
    percent_to_decay_per_interval: StrictInt


class Group(Node):
    id: StrictStr | None = None
    group_name: StrictStr
    group_category: Category
    group_decay: Decay | None = None
    max_value: Number | None = None
    min_value: Number | None = None
    rule_configurations: list[Rule]


class Boundary(Node):
    label: StrictStr
    threshold: Number
    new_label: StrictStr | None = None
    color: StrictStr | None = None


class Output(Node):
    id: StrictStr
    categories: list[Category] | None = None
    property_name: StrictStr | None = None
    internal_property_name: StrictStr | None = None
    property_label: StrictStr | None = None
    property_group: StrictStr | None = None
    property_description: StrictStr | None = None


class ScoreOutput(Output):
    output_type: Literal["SCORE"]


class ThresholdOutput(Output):
    output_type: Literal["THRESHOLD"]
    boundaries: list[Boundary]


class MatrixOutput(Output):
    output_type: Literal["MATRIX"]
    boundaries: dict[str, list[Boundary]]


class Outputs(Node):
    outputs: list[Annotated[ScoreOutput | ThresholdOutput | MatrixOutput, Field(discriminator="output_type")]]


class Population(Node):
    list_filter_type: Literal["EXCLUDES", "INCLUDES"]
    segment_ids: list[StrictInt]


class Score(Node):
    """The configuration of a score: published, a draft, or the request that makes one."""

    id: StrictStr | None = None
    name: StrictStr
    object_type_id: StrictStr
    score_status: StrictStr | None = None
    score_type: StrictStr | None = None
    allowed_group_types: list[Category]
    max_score: StrictInt | None = None
    max_score_per_category: StrictInt | None = None
    group_configs: list[Group]
    filter_configuration: Population | None = None
    output_configuration: Outputs | None = None
    created_at: StrictStr | None = None
    updated_at: StrictStr | None = None
    published_at: StrictStr | None = None


# -- reading ----------------------------------------------------------------------------------------------------------


class BadInputError(Exception):
    """A file that holds no score. The text lists everything that is wrong, one line each."""


def read(text: str, name: str) -> list[tuple[Any, Score]]:
    """The scores of a JSON text, each as it stands there and as a model.

    Args:
        text: one score, or a list of scores.
        name: what the text is called in errors.

    Raises:
        BadInputError: it is no JSON, or not what the API hands out. All that is wrong is listed.
    """
    try:
        document = json.loads(
            text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_without_repetition
        )
        documents = document if isinstance(document, list) else [document]
        scores, problems = [], []
        for index, item in enumerate(documents):
            try:
                scores.append((item, Score.model_validate(item)))
            except ValidationError as error:
                place: Path = (index,) if isinstance(document, list) else ()
                problems += [f"{name}: {_problem(place, item, dict(one))}" for one in error.errors()]
    except RecursionError:
        problems, scores = [f"{name}: it is nested too deeply"], []
    except ValueError as error:
        problems, scores = [f"{name}: this is no JSON that can be read: {error}"], []
    if not scores and not problems:
        problems = [f"{name}: there is no score in it"]
    if problems:
        raise BadInputError("\n".join(problems))
    return scores


def _no_constant(text: str) -> None:
    raise ValueError(f"{text} is no number")


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if repeated := sorted({key for key in keys if keys.count(key) > 1}):
        raise ValueError(f"a key stands twice: {', '.join(repeated)}")
    return dict(pairs)


def _problem(place: Path, document: Any, error: dict[str, Any]) -> str:
    # pydantic names the branch of a union among the keys; what is no key of the document is one.
    path, here = list(place), document
    for step in error["loc"]:
        if (isinstance(step, int) and isinstance(here, list)) or (isinstance(here, dict) and step in here):
            path.append(step)
            here = here[step]
    missing = error["type"] == "missing"
    got = "" if missing else f" Got: {shown(error['input'])}."
    return f"{pointer((*path, error['loc'][-1]) if missing else tuple(path))}: {error['msg']}.{got}"


def shown(value: Any) -> str:
    """A value on one short line."""
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def pointer(path: Path) -> str:
    """A place in the JSON as people write it.

    Example:
        >>> pointer(("groupConfigs", 0, "groupName"))
        'groupConfigs[0].groupName'
    """
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".") or "the score"


def unknown_keys(node: Any, path: Path = ()) -> Iterator[Path]:
    """The places of all keys that the model does not know."""
    if isinstance(node, Node):
        for key in node.model_extra or {}:
            yield (*path, key)
        for name, field in type(node).model_fields.items():
            yield from unknown_keys(getattr(node, name), (*path, field.alias or name))
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from unknown_keys(item, (*path, index))
    elif isinstance(node, dict):
        for key, item in node.items():
            yield from unknown_keys(item, (*path, key))
