"""How much two areas have the same residents."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The city, a district of it, or a neighbourhood of a district with its centre (WGS84 degrees)."""

    kind: str
    district: str | None = None
    neighbourhood: str | None = None
    lat: float | None = None
    lon: float | None = None


def kilometres(one: Place, other: Place) -> float | None:
    """The great-circle distance between two centres, or None when one is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat_one, lat_other = radians(one.lat), radians(other.lat)
    half_lat = sin((lat_other - lat_one) / 2)
    half_lon = sin(radians(other.lon - one.lon) / 2)
    return 2 * EARTH_KM * asin(sqrt(half_lat**2 + cos(lat_one) * cos(lat_other) * half_lon**2))


def shared_residents(one: Place, other: Place, *, near_km: float) -> float:
    """From 0 (nobody) to 1 (the same residents); neighbourhoods across a border count when centres are near."""
    if one.kind == other.kind == "city":
        return 1.0
    if "city" in (one.kind, other.kind):
        smaller = other if one.kind == "city" else one
        return 0.3 if smaller.kind == "district" else 0.2
    if one.kind == other.kind == "district":
        return 1.0 if one.district == other.district else 0.0
    if "district" in (one.kind, other.kind):
        return 0.6 if one.district == other.district else 0.0
    if one.district == other.district:
        return 1.0 if one.neighbourhood == other.neighbourhood else 0.3
    distance = kilometres(one, other)
    return 0.3 if distance is not None and distance <= near_km else 0.0
