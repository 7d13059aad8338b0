"""The order in which formulas that use one another are worked out."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.formula.expressions import Formula


class Circular(Invalid):
    """Formulas go in a circle; `path` begins and ends with the same name."""

    code = "formula_circular"

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__(
            gettext_noop("Công thức vòng tròn: %(path)s. Bỏ một mắt của vòng này."),
            path=" → ".join(path),
        )
        self.path = path


def calculation_order(formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """Return the names of the formulas, each after those that it uses.

    Names that have no formula are inputs and are left out. The order is the same for the same
    formulas. Raises Circular with the path: each name uses the one after it.
    """
    graph: TopologicalSorter[str] = TopologicalSorter()
    for name, formula in formulas.items():
        graph.add(name, *sorted(used for used in formula.names if used in formulas))
    try:
        return tuple(graph.static_order())
    except CycleError as error:
        # graphlib goes from the used to the user
        raise Circular(tuple(reversed(error.args[1]))) from error
