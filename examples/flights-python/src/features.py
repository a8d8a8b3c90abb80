"""Which columns the models read."""

NUMBERS = ["hour", "weekday", "distance"]
WEATHER = ["wind_speed", "precip", "visib", "humid"]
CATEGORIES = ["carrier", "origin", "dest"]
TARGET = "delayed"


def numbers(params: dict) -> list[str]:
    """The numeric columns, with the weather where params.yaml asks for it."""
    return NUMBERS + WEATHER if params["features"]["weather"] else NUMBERS
