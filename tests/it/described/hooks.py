"""What does schemathesis say otherwise than a client would? Two things that its own reading of the description makes of it."""

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    # What is meant to be wrong stays as wrong as it is.
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    # Each of these has a pattern, which a bare number does not fit.
    for name, form in (("If-Match", '"{}"'), ("Last-Event-ID", "0.{}")):
        held = (case.headers or {}).get(name)
        if isinstance(held, str) and held.isdigit():
            case.headers[name] = form.format(held)
    said = whole(case.body)
    if repr(said) != repr(case.body):
        case.body = said


def whole(value):
    """To a schema 15.0 is an integer; no client writes one so, and the product does not read it as one."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: whole(it) for name, it in value.items()}
    if isinstance(value, list):
        return [whole(it) for it in value]
    return value
