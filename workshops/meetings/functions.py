"""The views that answer at the address of a page and at addresses under it, such as `<page>/pamelding/`.

Models stand below views: a view registers itself here, and the page finds it. The page itself is address "".
"""

page_functions = {}
index_functions = {}


def page_function(address=""):
    """Let the decorated view `(request, page) -> response` answer under a meeting's address."""
    return _registers(page_functions, address)


def index_function(address=""):
    """The same for the list of meetings."""
    return _registers(index_functions, address)


def _registers(functions, address):
    def register(view):
        functions[address] = view
        return view

    return register
