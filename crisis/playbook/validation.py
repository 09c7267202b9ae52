"""Hold a document against a pydantic model and tell everything that does not fit, in Dutch with lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from crisis.playbook.problems import MOST, BrokenFile, Place, Problem, told
from crisis.playbook.reading import Document
from crisis.playbook.wording import model_sentence, nearest

Model = TypeVar("Model", bound=BaseModel)


def validate(document: Document, model: type[Model]) -> Model:
    """The document as a value of this model; raises BrokenFile with every mistake in the file."""
    problems = problems_of(document, model)
    if problems:
        raise BrokenFile(told(document.file, problems))
    return model.model_validate(document.data)


def problems_of(document: Document, model: type[BaseModel]) -> list[Problem]:
    """Everything in the document that this model, or the reader before it, does not accept."""
    refused = {one.line for one in document.problems}
    try:
        model.model_validate(document.data)
    except ValidationError as errors:
        found = [one for one in misfits(document, model, errors) if one.line not in refused]
        return [*document.problems, *found]
    return list(document.problems)


def misfits(document: Document, model: type[BaseModel], errors: ValidationError) -> Iterator[Problem]:
    """The errors of pydantic as problems, on the lines of the document and in their order."""
    found = errors.errors(include_url=False)
    places = {error["loc"] for error in found}
    misspelt = _misspelt(found, model)
    bare = (document.problem(_place(error), "") for error in found)
    pairs = sorted(zip(bare, found, strict=True), key=lambda pair: pair[0].line)
    for at, (problem, error) in enumerate(pair for pair in pairs if not _follows(pair[1], places, misspelt)):
        # Nobody sees what comes after the first hundred, and looking for near words takes time.
        text = model_sentence(error, _allowed(model, error)) if at < MOST else ""
        yield replace(problem, text=text)


def _place(error: ErrorDetails) -> Place:
    return tuple(step for step in error["loc"] if step != "[key]")


def _misspelt(found: list[ErrorDetails], model: type[BaseModel]) -> set[Place]:
    """The places of keys that are most likely meant by unknown ones."""
    unknown = [error for error in found if error["type"] == "extra_forbidden"][:MOST]
    return {
        (*error["loc"][:-1], near)
        for error in unknown
        if (near := nearest(str(error["loc"][-1]), _allowed(model, error)))
    }


def _follows(error: ErrorDetails, places: set[Place], misspelt: set[Place]) -> bool:
    """Whether an error is only there because of another, as a key is missing that is misspelt."""
    place = error["loc"]
    if error["type"] == "too_short":
        return any(other[: len(place)] == place != other for other in places)
    return error["type"] == "missing" and place in misspelt


def _allowed(model: type[BaseModel], error: ErrorDetails) -> list[str]:
    """The keys that fit where an unknown one was found."""
    inner: type[BaseModel] | None = model
    for step in error["loc"][:-1]:
        if inner is None or isinstance(step, int):
            continue
        known: Mapping[str, Any] = inner.model_fields
        inner = _model_in(known[step].annotation) if step in known else None
    return list(inner.model_fields) if inner else []


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model inside an annotation such as `tuple[Task, ...]` or `Assessment | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
