"""Random scores as HubSpot's API may hand them out, for hypothesis: whatever its form allows, sensible or not."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

NAMES = st.sampled_from(
    ["jobtitle", "country", "employees", "order", "is customer", "Größe", "lead_id", "a:b", "", "x"]
)
TEXTS = st.one_of(
    st.sampled_from(["Director", "a|b", "", " ", "it's", "100%", "a;b", "line\nbreak"]), st.text(max_size=8)
)
POINTS = st.one_of(st.integers(-50, 50), st.sampled_from([0.125, 1e300, -1e-300, 2.5, 10**16]))
COUNTS = st.one_of(st.integers(-2, 12), st.sampled_from([-(2**31), 2**31 - 1]))
INSTANTS = st.one_of(st.integers(1_700_000_000_000, 1_800_000_000_000), st.sampled_from([-(2**62), 2**62, 0]))
CATEGORIES = st.sampled_from(["FIT", "INTENT"])
IDS = st.lists(st.integers(-3, 5), max_size=3)


def some(required: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(required, optional=optional)


def just(**cells: Any) -> dict[str, st.SearchStrategy[Any]]:
    return {key: cell if isinstance(cell, st.SearchStrategy) else st.just(cell) for key, cell in cells.items()}


ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Mars/Phobos"])
REFERENCES = st.one_of(
    some(just(referenceType=st.sampled_from(["NOW", "TODAY"])), hour=COUNTS),
    some(just(referenceType="WEEK", dayOfWeek="MONDAY")),
    some(just(referenceType=st.sampled_from(["YEAR", "FISCAL_QUARTER"]), day=COUNTS, month=COUNTS)),
)
OFFSETS = some({}, days=st.integers(-40, 3), weeks=st.integers(-3, 1), hours=COUNTS)
TIME_POINTS = st.one_of(
    some(just(timeType="DATE", year=st.sampled_from([2026, 0, 10000]), month=st.integers(1, 13), day=st.integers(1, 31),
              zoneId=ZONES), hour=st.integers(0, 24)),
    some(just(timeType="INDEXED", indexReference=REFERENCES, zoneId=ZONES), offset=OFFSETS),
    some(just(timeType="PROPERTY_REFERENCED", property=NAMES, referenceType=st.sampled_from(["VALUE", "ANNIVERSARY"]),
              zoneId=ZONES)),
)  # fmt: skip
ENDPOINTS = st.sampled_from(["INCLUSIVE", "EXCLUSIVE"])
EQUALITY = ["IS_EQUAL_TO", "IS_NOT_EQUAL_TO", "HAS_EVER_BEEN_EQUAL_TO", "HAS_NEVER_BEEN_EQUAL_TO"]
PARTS = ["CONTAINS", "DOES_NOT_CONTAIN", "STARTS_WITH", "ENDS_WITH", "HAS_EVER_CONTAINED", "CONTAINS_EXACTLY"]
BETWEEN = ["IS_BETWEEN", "IS_NOT_BETWEEN"]
BEFORE = ["IS_BEFORE", "IS_AFTER"]
DAYS_AGO = ["IS_LESS_THAN_X_DAYS_AGO", "IS_MORE_THAN_X_DAYS_AGO"]


def operation(kind: str, operators: list[str], optional: Json | None = None, **more: Any) -> st.SearchStrategy[Json]:
    operator = st.sampled_from([*operators, "SOUNDS_LIKE"])
    required = just(operationType=kind, operator=operator, includeObjectsWithNoValueSet=st.booleans(), **more)
    return some(required, **(optional or {}))


OPERATIONS = st.one_of(
    operation("ALL_PROPERTY", ["IS_KNOWN", "IS_UNKNOWN", "IS_BLANK", "IS_NOT_BLANK"]),
    operation("BOOL", EQUALITY, value=st.booleans()),
    operation("NUMBER", [*EQUALITY, "IS_GREATER_THAN", "IS_LESS_THAN_OR_EQUAL_TO"], value=POINTS),
    operation("NUMBER_RANGED", BETWEEN, lowerBound=COUNTS, upperBound=COUNTS),
    operation("STRING", [*EQUALITY, *PARTS], value=TEXTS),
    operation("MULTISTRING", [*EQUALITY, *PARTS], values=st.lists(TEXTS, max_size=3)),
    operation("ENUMERATION", ["IS_ANY_OF", "IS_NONE_OF", "IS_EXACTLY", "CONTAINS_ALL", "HAS_NEVER_BEEN_ANY_OF"],
              values=st.lists(TEXTS, max_size=3)),
    operation("DATETIME", ["IS_EQUAL_TO", "IS_BEFORE_DATE", "IS_AFTER_DATE", *BEFORE], timestamp=INSTANTS,
              requiresTimeZoneConversion=st.booleans()),
    operation("DATE", ["EQUAL", "BEFORE", "AFTER"], year=st.sampled_from([2026, 0]), day=st.integers(0, 31),
              month=st.sampled_from(["JANUARY", "2", "Brumaire"])),
    operation("RANGED_DATE", BETWEEN, lowerBound=INSTANTS, upperBound=INSTANTS,
              requiresTimeZoneConversion=st.booleans()),
    operation("ROLLING_DATE_RANGE", DAYS_AGO, numberOfDays=COUNTS, requiresTimeZoneConversion=st.booleans()),
    operation("ROLLING_PROPERTY_UPDATED", ["UPDATED_IN_LAST_X_DAYS"], numberOfDays=COUNTS),
    operation("CALENDAR_DATE", ["IN_THIS_TIME_UNIT"], timeUnit="MONTH"),
    operation("COMPARATIVE_DATE", BEFORE, {"defaultComparisonValue": TEXTS}, comparisonPropertyName=NAMES),
    operation("COMPARATIVE_STRING", ["IS_EQUAL_TO", "CONTAINS"], comparisonPropertyName=NAMES),
    operation("TIME_POINT", BEFORE, {"endpointBehavior": ENDPOINTS}, type="TIME_POINT", timePoint=TIME_POINTS),
    operation("TIME_RANGED", BETWEEN, {"upperBoundEndpointBehavior": ENDPOINTS}, type="TIME_RANGED",
              lowerBoundTimePoint=TIME_POINTS, upperBoundTimePoint=TIME_POINTS),
)  # fmt: skip

SINGLES = some(just(type="SINGLE", property=NAMES, operation=OPERATIONS))
COMPOSITES = st.recursive(
    some(just(type="COMPOSITE", operator="AND", conditions=st.lists(SINGLES, max_size=2))),
    lambda inner: some(just(type="COMPOSITE", operator="AND", conditions=st.lists(inner | SINGLES, max_size=2))),
    max_leaves=3,
)
SEGMENTS = some(just(
    operation=st.sampled_from(
        ["HAS_ALL_SEGMENT_MEMBERSHIP", "HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP", "HAS_NO_SEGMENT_MEMBERSHIP"]
    ),
    segmentIds=IDS, value=POINTS,
))  # fmt: skip
SIMPLE = st.one_of(
    some(just(type="CONSTANT", value=POINTS)),
    some(just(type="CONDITIONAL", value=POINTS, whereCondition=COMPOSITES)),
    some(just(type="MATCH", property=NAMES,
              matchRules=st.lists(some(just(operation=OPERATIONS, value=POINTS)), max_size=3)), defaultValue=POINTS),
    some(just(type="SEGMENT_MEMBERSHIP", segmentMembershipRules=st.lists(SEGMENTS, max_size=2))),
)  # fmt: skip
OF_RECORD = st.recursive(
    SIMPLE, lambda inner: some(just(type="MULTI", calculators=st.lists(inner, max_size=3))), max_leaves=3
)
RANGES = some(just(**{"type": st.sampled_from(["AT_LEAST", "BETWEEN", "EXACTLY"]), "from": COUNTS, "value": POINTS}),
              to=COUNTS)  # fmt: skip
ENTRIES = some(
    just(
        eventTypeId=st.sampled_from(["4-96000", "4-666440", "6-1_webinar", "", "signal:x"]), recordCalculation=OF_RECORD
    ),
    eventTimeframe=some(just(eventFilterOperation=OPERATIONS)),
    eventFrequencyCriteria=some(just(type="BETWEEN", ranges=st.lists(RANGES, max_size=3))),
)
EVENTS = some(just(type="MULTI_UE", eventCalculators=st.lists(ENTRIES, max_size=2)))
SPECS = some(just(associationCategory="HUBSPOT_DEFINED", associationTypeId=st.sampled_from([1, 2, 279, 280])))
FILTERS = some(just(
    propertyFilters=st.lists(some(just(filterType="PROPERTY", property=NAMES, operation=OPERATIONS)), max_size=2)
))  # fmt: skip


def associated(kind: str, calculation: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    required = just(
        type=kind, associatedObjectTypeId=st.sampled_from(["0-1", "0-2", "0-3"]), associationSpec=SPECS,
        inverseAssociationSpec=SPECS, recordCalculation=calculation,
        rollupType=st.sampled_from(["AVG", "MAX", "MIN", "SUM"]),
    )  # fmt: skip
    return some(required, associationFilters=FILTERS)


CALCULATORS = st.one_of(OF_RECORD, EVENTS, associated("ASSOCIATIONS", OF_RECORD), associated("ASSOCIATION_UE", EVENTS))
RULES = some(
    just(id=TEXTS, enabled=st.booleans(), configuration=some(just(calculation=CALCULATORS))),
    maximumValue=POINTS,
    minimumValue=POINTS,
)
GROUPS = some(
    just(id=TEXTS, groupName=TEXTS, groupCategory=CATEGORIES, ruleConfigurations=st.lists(RULES, max_size=3)),
    groupDecay=some(just(decayIntervalDays=COUNTS, percentToDecayPerInterval=st.integers(-1, 101))),
    maxValue=POINTS,
    minValue=POINTS,
)
BOUNDARIES = st.lists(
    some(just(label=st.sampled_from(["High", "Low", "", "disqualified", "none"]), threshold=POINTS), newLabel=TEXTS),
    max_size=3,
)
OUTPUTS = st.one_of(
    some(just(outputType="SCORE", id=TEXTS), categories=st.lists(CATEGORIES, max_size=2)),
    some(just(outputType="THRESHOLD", id=TEXTS, boundaries=BOUNDARIES), categories=st.lists(CATEGORIES, max_size=2)),
    some(just(outputType="MATRIX", id=TEXTS,
              boundaries=st.dictionaries(st.sampled_from(["FIT", "INTENT", "BOTH"]), BOUNDARIES))),
)  # fmt: skip
SCORES = some(
    just(
        id=TEXTS, name=TEXTS, objectTypeId=st.sampled_from(["0-1", "0-1", "0-2", "0-3", "2-77"]),
        scoreStatus=st.sampled_from(["published", "draft"]), scoreType="COMBINED",
        allowedGroupTypes=st.lists(CATEGORIES, max_size=2), groupConfigs=st.lists(GROUPS, max_size=3),
    ),
    maxScore=COUNTS,
    maxScorePerCategory=COUNTS,
    filterConfiguration=some(just(listFilterType=st.sampled_from(["INCLUDES", "EXCLUDES"]), segmentIds=IDS)),
    outputConfiguration=some(just(outputs=st.lists(OUTPUTS, max_size=3))),
)  # fmt: skip
"""Scores of the form of tests/hubspot/schema.yml, and of HubSpot's OpenAPI but for the output's names."""
