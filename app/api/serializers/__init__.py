"""From the domain's objects to JSON, one file a noun. The schemas in `app/schemas/` describe the same shapes."""

from typing import Any

Json = dict[str, Any]
