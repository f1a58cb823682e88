"""How dates and times are written, per language. Templates say `|date:"WEEKDAY_DATE_FORMAT"` and the like."""
