"""What schemathesis has to be told of the service: how a text travels, that a file is one, and which things are there."""

import json
import os

import schemathesis
from schemathesis.transport.requests import REQUESTS_TRANSPORT


@REQUESTS_TRANSPORT.serializer("application/x-ndjson", "application/xml")
def text(_context, value):
    """Sends what was made up as it is: a text, or its JSON where another type was made up to be refused."""
    return {"data": value.encode("utf-8", "replace") if isinstance(value, str) else str(value).encode()}


@schemathesis.deserializer("application/pdf")
def pdf(_context, response):
    """A PDF begins and ends as one."""
    content = response.content
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-32:]:
        raise ValueError("this is no PDF")
    return content.decode("latin-1")


LONGEST = 500  # characters of an id, as the description says
IDS = json.loads(os.environ["VOLDAAN_IDS"])


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Three of four ids are those of things that are there. A made-up one that the description does not allow stays."""
    made = (path_parameters or {}).get("id")
    known = next((ids for path, ids in IDS.items() if context.operation.path.startswith(path)), None)
    if known and isinstance(made, str) and 0 < len(made) <= LONGEST and len(made) % 4 != 3:
        path_parameters["id"] = known[sum(made.encode("utf-8", "replace")) % len(known)]
    return path_parameters
