"""marshmallow schemas: what comes in and goes out, the same for the forms and the API."""
