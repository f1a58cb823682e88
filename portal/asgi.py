import os
import warnings

import django
from channels.routing import ProtocolTypeRouter

from portal.bodies import LimitedBodies
from portal.garbage import collect_seldom
from portal.seats import SeatedHandler

# Files are small and read in a thread, as Django's warning says it does; there is nothing to mend.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
django.setup(set_prefix=False)
pages = LimitedBodies(SeatedHandler())

# Sockets know models, which can be imported only now that Django is set up.
from portal.live.endpoint import sockets  # noqa: E402

application = ProtocolTypeRouter({"http": pages, "websocket": sockets})
collect_seldom()
