"""What import graphs cannot see: foreign keys, and what the tables say about people."""

from tests.architecture.house import heights, our_models, room_of


def test_foreign_keys_only_point_down():
    for model in our_models():
        for field in model._meta.get_fields(include_hidden=False):
            if not (field.concrete and field.is_relation and field.related_model):
                continue
            here, there = room_of(model), room_of(field.related_model)
            if there and there != here:
                assert heights()[there] < heights()[here], f"{model._meta.label}.{field.name}"


def test_every_model_says_which_fields_hold_personal_data():
    for model in our_models():
        declared = vars(model).get("personal_data")
        assert isinstance(declared, tuple), f"{model._meta.label} declares no personal_data"
        names = {field.name for field in model._meta.get_fields()}
        assert {*declared} <= names, f"{model._meta.label} has no { ({*declared} - names) }"


def test_every_constraint_is_named_after_its_room():
    for model in our_models():
        for constraint in model._meta.constraints:
            prefix = f"{model._meta.app_label}_"
            assert constraint.name.startswith(prefix), f"{model._meta.label}: {constraint.name}"


def test_no_model_inherits_more_than_one_level_of_ours():
    for model in our_models():
        ours = [base for base in model.__mro__[1:] if base.__module__.startswith("congvu.")]
        assert len(ours) <= 1, f"{model._meta.label} inherits {ours}"
