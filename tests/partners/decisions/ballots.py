"""What tests vote."""

TEXTS = [{"text": "Mandag"}, {"text": "Tirsdag"}, {"text": "Onsdag"}]


def chosen(decision, *numbers):
    """The answer that chooses the options of these numbers, in this order."""
    options = list(decision.options.all())
    return {"choices": [options[number].pk for number in numbers]}


def can(decision, *answers):
    """The answer to each proposed time in order."""
    options = decision.options.all()
    return {"times": {str(option.pk): answer for option, answer in zip(options, answers, strict=True)}}
