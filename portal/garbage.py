"""How often a server looks for cycles that nobody holds."""

import gc

# A page makes thousands of objects and hardly a cycle: Python's own 700 looks dozens of times for each.
NEW_OBJECTS = 50_000


def collect_seldom():
    """From here on look for garbage seldom, and never among what stands now. Call it when all is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 20)
