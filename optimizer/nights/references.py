"""The board as compiled code hands it around: by reference, where a tuple of arrays would be copied at every call.

A reference is a pointer to a named tuple that lives as long as the kernel that made it; nothing counts who holds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.imputils import impl_ret_borrowed
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, intrinsic, lower_getattr_generic, models, register_model

if TYPE_CHECKING:
    from numba.core.base import BaseContext
    from numba.core.datamodel import DataModelManager


class Reference(types.Type):  # type: ignore[misc]  # numba's types are untyped
    """What a reference to a named tuple is to the compiler."""

    def __init__(self, target: types.NamedTuple) -> None:
        self.target = target
        super().__init__(name=f"Reference({target})")


@register_model(Reference)
class ReferenceModel(models.PrimitiveModel):  # type: ignore[misc]  # numba's models are untyped
    """A plain pointer."""

    def __init__(self, manager: DataModelManager, kind: Reference) -> None:
        super().__init__(manager, kind, manager[kind.target].get_value_type().as_pointer())


def _field(target: types.NamedTuple, name: str) -> types.Type:
    found = target.types[target.fields.index(name)]
    return Reference(found) if isinstance(found, types.NamedTuple) else found


@infer_getattr
class ReferenceFields(AttributeTemplate):  # type: ignore[misc]  # numba's templates are untyped
    """The fields of a reference are those of its target; parts are references themselves."""

    key = Reference

    def generic_resolve(self, kind: Reference, name: str) -> types.Type:
        """The type of one field."""
        return _field(kind.target, name)


@lower_getattr_generic(Reference)  # type: ignore[untyped-decorator]  # numba is untyped here
def _read(context: BaseContext, builder: ir.IRBuilder, kind: Reference, value: ir.Value, name: str) -> ir.Value:
    field, at = _field(kind.target, name), cgutils.gep_inbounds(builder, value, 0, kind.target.fields.index(name))
    return at if isinstance(field, Reference) else impl_ret_borrowed(context, builder, field, builder.load(at))


@intrinsic  # type: ignore[untyped-decorator]  # numba is untyped here
def referred(_typing_context: BaseContext, parts: types.NamedTuple) -> tuple[types.Type, object]:
    """Make a reference to a named tuple, for the rest of the calling kernel, in whose frame it lies."""

    def generate(_context: BaseContext, builder: ir.IRBuilder, _signature: object, values: list[ir.Value]) -> ir.Value:
        return cgutils.alloca_once_value(builder, values[0])

    return Reference(parts)(parts), generate
