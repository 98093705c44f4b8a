"""The order of the floors and rooms is held by a machine, and by one without exceptions."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, SET_DEFAULT, SET_NULL, ForeignKey, Model

from tests.architecture.sources import FLOORS, ROOT, settings_of

DJANGOS = {"migrations", "management", "templatetags"}
CONTRACTS: list[dict[str, Any]] = settings_of("importlinter")["contracts"]


def rooms_in_order(floor: str) -> list[set[str]]:
    """The layers of a floor's own contract, from the top down."""
    contract = next((contract for contract in CONTRACTS if contract.get("containers") == [floor]), None)
    layers = contract["layers"] if contract else []
    return [{name.strip("() ") for name in layer.replace("|", ":").split(":")} for layer in layers]


def height(model: type[Model]) -> tuple[int, int]:
    """How far down a model stands: its floor, in the exams its room too; larger is lower."""
    floor, room, *_ = model.__module__.split(".")
    order = rooms_in_order(floor) if floor == "exams" else []
    return FLOORS.index(floor), next((index for index, layer in enumerate(order) if room in layer), 0)


def own_models() -> Iterator[type[Model]]:
    return (model for model in apps.get_models() if model.__module__.split(".")[0] in FLOORS)


def forward_relations(model: type[Model]) -> Iterator[tuple[Any, type[Model]]]:
    for field in model._meta.get_fields():
        target = field.related_model
        if isinstance(field, ForeignKey) and isinstance(target, type):
            yield field, target


def test_every_package_stands_in_the_contract_of_the_floors() -> None:
    packages = {path.name for path in ROOT.iterdir() if (path / "__init__.py").is_file()} - {"tests"}
    (floors,) = [contract for contract in CONTRACTS if "containers" not in contract]

    assert packages == set(FLOORS) == set(floors["layers"])
    assert list(FLOORS) == floors["layers"]


def test_every_floor_with_rooms_has_an_exhaustive_contract() -> None:
    rooms = [path.parent for floor in FLOORS for path in (ROOT / floor).glob("*/__init__.py")]
    with_rooms = {room.parent.name for room in rooms if room.name not in DJANGOS}
    contracts = {contract["containers"][0]: contract for contract in CONTRACTS if "containers" in contract}

    assert with_rooms - {"config"} - contracts.keys() == set()
    assert all(contract["exhaustive"] for contract in contracts.values())


def test_no_import_is_exempt() -> None:
    exempting = {"ignore_imports", "unmatched_ignore_imports_alerting"}

    assert [contract["name"] for contract in CONTRACTS if exempting & contract.keys()] == []
    assert settings_of("importlinter")["exclude_type_checking_imports"] is False


def test_foreign_keys_point_down() -> None:
    upwards = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model in own_models()
        for field, target in forward_relations(model)
        if target.__module__.split(".")[0] in FLOORS and height(target) < height(model)
    ]

    assert upwards == []


def test_what_may_be_archived_has_no_foreign_key_to_it() -> None:
    archived = {"exams.Response", "exams.ResponseBatch", "qualifications.Decision", "records.AuditEntry"}
    pointing = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field, target in forward_relations(model)
        if target._meta.label in archived
    ]

    assert pointing == []


def test_between_rooms_a_reference_protects_what_it_refers_to() -> None:
    cascading = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field, target in forward_relations(model)
        if field.remote_field.on_delete in {CASCADE, SET_NULL, SET_DEFAULT}
        if model.__module__ != target.__module__
    ]

    assert cascading == []
